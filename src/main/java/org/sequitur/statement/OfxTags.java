package org.sequitur.statement;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * OFX 1, which is SGML: elements with text have no end tag, or have one. Its entities are the three that a tag needs, and what XML has besides;
 * any other ampersand stands for itself, as banks write it.
 */
final class OfxTags {

    private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9._]{0,40})\\s*>");
    private static final Pattern ENTITY = Pattern.compile("&(lt|gt|amp|quot|apos|nbsp|#\\d{1,7});");
    private static final Map<String, String> ENTITIES =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", " ");

    private OfxTags() {}

    static List<StatementLine> read(String file) {
        OfxStatement statement = new OfxStatement();
        int place = file.indexOf('<');
        while (place >= 0) {
            Matcher tag = TAG.matcher(file);
            if (!tag.region(place, file.length()).lookingAt()) {
                throw new UnreadableStatement("The file has something other than elements of OFX in it");
            }
            String name = tag.group(2).toUpperCase(Locale.ROOT);
            int next = file.indexOf('<', tag.end());
            if (tag.group(1).isEmpty()) {
                statement.open(name);
                statement.text(withoutEntities(file.substring(tag.end(), next < 0 ? file.length() : next)));
            } else {
                statement.close(name);
            }
            place = next;
        }
        return statement.lines();
    }

    private static String withoutEntities(String text) {
        return text.indexOf('&') < 0
                ? text
                : ENTITY.matcher(text).replaceAll(found -> Matcher.quoteReplacement(character(found.group(1))));
    }

    private static String character(String entity) {
        if (entity.startsWith("#")) {
            int number = Integer.parseInt(entity.substring(1));
            return Character.isValidCodePoint(number) ? Character.toString(number) : " ";
        }
        return ENTITIES.getOrDefault(entity, " ");
    }
}
