package org.sequitur.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fonts for the scripts that occur in a document. Only those are given to the renderer: it takes the height of a line from all fonts
 * that it has, and looks through all of them for a character that the first one lacks.
 */
final class Scripts {

    private static final String MAIN = "NotoSans";
    private static final int REGULAR = 400;
    private static final int BOLD = 700;

    private static final Map<UnicodeScript, String> FAMILIES = Map.ofEntries(
            Map.entry(UnicodeScript.ARABIC, "NotoSansArabic"),
            Map.entry(UnicodeScript.ARMENIAN, "NotoSansArmenian"),
            Map.entry(UnicodeScript.BENGALI, "NotoSansBengali"),
            Map.entry(UnicodeScript.DEVANAGARI, "NotoSansDevanagari"),
            Map.entry(UnicodeScript.ETHIOPIC, "NotoSansEthiopic"),
            Map.entry(UnicodeScript.GEORGIAN, "NotoSansGeorgian"),
            Map.entry(UnicodeScript.GUJARATI, "NotoSansGujarati"),
            Map.entry(UnicodeScript.GURMUKHI, "NotoSansGurmukhi"),
            Map.entry(UnicodeScript.HEBREW, "NotoSansHebrew"),
            Map.entry(UnicodeScript.KANNADA, "NotoSansKannada"),
            Map.entry(UnicodeScript.KHMER, "NotoSansKhmer"),
            Map.entry(UnicodeScript.LAO, "NotoSansLao"),
            Map.entry(UnicodeScript.MALAYALAM, "NotoSansMalayalam"),
            Map.entry(UnicodeScript.MYANMAR, "NotoSansMyanmar"),
            Map.entry(UnicodeScript.SINHALA, "NotoSansSinhala"),
            Map.entry(UnicodeScript.TAMIL, "NotoSansTamil"),
            Map.entry(UnicodeScript.TELUGU, "NotoSansTelugu"),
            Map.entry(UnicodeScript.THAI, "NotoSansThai"),
            Map.entry(UnicodeScript.HANGUL, "NanumGothic"),
            Map.entry(UnicodeScript.HAN, "DroidSansFallbackFull"),
            Map.entry(UnicodeScript.HIRAGANA, "DroidSansFallbackFull"),
            Map.entry(UnicodeScript.KATAKANA, "DroidSansFallbackFull"),
            Map.entry(UnicodeScript.BOPOMOFO, "DroidSansFallbackFull"));

    /** The files, as they are read for the first time. */
    private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

    private Scripts() {}

    static void addFonts(PdfRendererBuilder builder, String text) {
        EnumSet<FSFontUseCase> main = EnumSet.of(FSFontUseCase.DOCUMENT, FSFontUseCase.FALLBACK_PRE);
        builder.useFont(() -> file(MAIN + "-Regular"), "Noto Sans", REGULAR, FontStyle.NORMAL, true, main);
        builder.useFont(() -> file(MAIN + "-Bold"), "Noto Sans", BOLD, FontStyle.NORMAL, true, main);
        EnumSet<FSFontUseCase> others = EnumSet.of(FSFontUseCase.FALLBACK_FINAL);
        for (String family : families(text)) {
            if (family.equals("DroidSansFallbackFull")) {
                builder.useFont(() -> file(family), family, REGULAR, FontStyle.NORMAL, true, others);
                continue;
            }
            builder.useFont(() -> file(family + "-Regular"), family, REGULAR, FontStyle.NORMAL, true, others);
            if (family.startsWith(MAIN)) {
                builder.useFont(() -> file(family + "-Bold"), family, BOLD, FontStyle.NORMAL, true, others);
            }
        }
    }

    static Set<String> families(String text) {
        Set<String> families = new LinkedHashSet<>();
        text.codePoints()
                .filter(point -> point > 0x24F)
                .mapToObj(UnicodeScript::of)
                .distinct()
                .map(FAMILIES::get)
                .filter(Objects::nonNull)
                .forEach(families::add);
        return families;
    }

    private static InputStream file(String name) {
        return new ByteArrayInputStream(FILES.computeIfAbsent(name, Scripts::read));
    }

    private static byte[] read(String name) {
        try (InputStream in =
                Objects.requireNonNull(Scripts.class.getResourceAsStream("/fonts/" + name + ".ttf"), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
