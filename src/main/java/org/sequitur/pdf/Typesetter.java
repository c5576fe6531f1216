package org.sequitur.pdf;

import com.openhtmltopdf.extend.FSStreamFactory;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * Makes a PDF/A-3a of a document: the template becomes HTML, the HTML is laid out, and where its lines need several pages it is laid out
 * again with sums carried from page to page. Nothing is read from outside: no address of whatever kind is opened.
 */
final class Typesetter {

    /** Characters of HTML that a document may become. */
    static final int MOST_CHARACTERS = 4_000_000;

    private static final int TRIES = 3;
    private static final int DOTS_PER_POINT = 20;
    private static final String NOWHERE = "about:blank";

    private final Template template;
    private final String css;
    private final byte[] colours;

    Typesetter() {
        // It tells of every font and style sheet, by a logger of its own.
        XRLog.setLoggingEnabled(false);
        this.template = Mustache.compiler()
                .defaultValue("")
                .emptyStringIsFalse(true)
                .withCollector(new PlainValues())
                .compile(file("document.html"));
        this.css = file("document.css");
        this.colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    }

    /** A document has more text than is drawn. */
    static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private static String file(String name) {
        try (InputStream in = Objects.requireNonNull(Typesetter.class.getResourceAsStream("/pdf/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @throws Watch.TooLongException when the time is over
     * @throws TooLargeException when it has too much text
     */
    byte[] draw(DocumentView view, Watch watch) {
        try (Layout whole = laidOut(view, LineGroup.undivided(view.lines()), watch)) {
            if (whole.table().pages() == 1) {
                return whole.painted();
            }
        }
        List<LineGroup> groups = divided(view, watch);
        if (groups != null) {
            try (Layout inGroups = laidOut(view, groups, watch)) {
                return inGroups.painted();
            }
        }
        try (Layout whole = laidOut(view, LineGroup.undivided(view.lines()), watch)) {
            return whole.painted();
        }
    }

    /** The lines of each page; null when the table cannot be divided so that its sums stand where they belong. */
    private @Nullable List<LineGroup> divided(DocumentView view, Watch watch) {
        try (Layout layout = laidOut(view, LineGroup.toBeMeasured(view.lines()), watch)) {
            MeasuredTable measured = layout.table();
            for (int i = 0; i < TRIES; i++) {
                Pagination pagination = measured.pagination(view.lines(), (2 + 10 * i) * DOTS_PER_POINT);
                if (pagination == null) {
                    return null;
                }
                List<LineGroup> groups = pagination.groups();
                if (isWhole(view, groups, watch)) {
                    return groups;
                }
            }
        }
        return null;
    }

    private boolean isWhole(DocumentView view, List<LineGroup> groups, Watch watch) {
        try (Layout layout = laidOut(view, groups, watch)) {
            return layout.table().hasWholeGroups(groups);
        }
    }

    private Layout laidOut(DocumentView view, List<LineGroup> groups, Watch watch) {
        watch.check();
        String html = template.execute(view.with(groups));
        if (html.length() > MOST_CHARACTERS) {
            throw new TooLargeException();
        }
        return laidOut(html, view.language().locale(), watch);
    }

    /** Whatever the HTML asks for, nothing is fetched for it. */
    byte[] drawn(String html, Locale locale, Watch watch) {
        try (Layout layout = laidOut(html, locale, watch)) {
            return layout.painted();
        }
    }

    private Layout laidOut(String html, Locale locale, Watch watch) {
        Document document = Jsoup.parse(html, NOWHERE);
        document.head().appendElement("style").appendText(css);
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.withW3cDocument(new W3CDom().namespaceAware(false).fromJsoup(document), NOWHERE);
        builder.usePdfAConformance(PdfAConformance.PDFA_3_A);
        builder.useColorProfile(colours);
        builder.withProducer("Sequitur");
        builder.useReplacementText("\uFFFD");
        closeOff(builder);
        Scripts.addFonts(builder, html);
        IcuText.addTo(builder, locale, watch);
        Layout layout = new Layout(builder.buildPdfRenderer());
        try {
            layout.renderer().layout();
            return layout;
        } catch (RuntimeException | Error e) {
            layout.close();
            throw e;
        }
    }

    /** Each of these would do; whatever gets past one of them meets the next. */
    private static void closeOff(PdfRendererBuilder builder) {
        builder.useExternalResourceAccessControl(
                (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
        builder.useExternalResourceAccessControl(
                (uri, type) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        builder.useUriResolver((base, uri) -> null);
        FSStreamFactory nothing = uri -> {
            throw new IllegalStateException("nothing is read for a document");
        };
        builder.useProtocolsStreamImplementation(nothing, "http", "https", "file", "jar", "ftp", "classpath", "data");
    }

    /** What was laid out, to be measured or painted, and then closed. */
    private record Layout(PdfBoxRenderer renderer) implements AutoCloseable {

        MeasuredTable table() {
            return new MeasuredTable(renderer);
        }

        byte[] painted() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                renderer.createPDFWithoutClosing();
                renderer.getPdfDocument().save(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }

        @Override
        public void close() {
            try {
                renderer.getPdfDocument().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                renderer.close();
            }
        }
    }
}
