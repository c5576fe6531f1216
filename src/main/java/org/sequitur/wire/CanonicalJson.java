package org.sequitur.wire;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of which there is only one way to write it: RFC 8785, of objects, arrays and texts alone. Keys are sorted, there is no white
 * space, and in texts only quotation marks, backslashes and control characters are escaped.
 */
public final class CanonicalJson {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int FIRST_PRINTABLE = 0x20;

    private CanonicalJson() {}

    /** @param value a {@link String}, or a {@link List} or {@link Map} (by String) of such values */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, Object value) {
        switch (value) {
            case String text -> writeText(out, text);
            case List<?> list -> {
                out.append('[');
                for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
                    write(out, elements.next());
                    out.append(elements.hasNext() ? "," : "");
                }
                out.append(']');
            }
            case Map<?, ?> map -> {
                out.append('{');
                Iterator<? extends Map.Entry<?, ?>> entries =
                        new TreeMap<Object, Object>(map).entrySet().iterator();
                while (entries.hasNext()) {
                    Map.Entry<?, ?> entry = entries.next();
                    writeText(out, (String) entry.getKey());
                    out.append(':');
                    write(out, entry.getValue());
                    out.append(entries.hasNext() ? "," : "");
                }
                out.append('}');
            }
            default ->
                throw new IllegalArgumentException(
                        "no text, list or map: " + value.getClass().getName());
        }
    }

    private static void writeText(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < FIRST_PRINTABLE) {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 0xf, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /**
     * Reads an object that may be written in any way.
     *
     * @throws IllegalArgumentException when the text is no JSON object, or holds a number, a boolean or null
     */
    public static Map<String, Object> read(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return map(object);
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
        throw new IllegalArgumentException("no JSON object");
    }

    private static Map<String, Object> map(ObjectNode object) {
        Map<String, Object> map = new TreeMap<>();
        object.forEachEntry((key, value) -> map.put(key, value(value)));
        return map;
    }

    private static Object value(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> map(object);
            case ArrayNode array ->
                array.valueStream().map(CanonicalJson::value).collect(Collectors.toList());
            default -> {
                if (!node.isString()) {
                    throw new IllegalArgumentException("neither a text, nor an array, nor an object: " + node);
                }
                yield node.asString();
            }
        };
    }
}
