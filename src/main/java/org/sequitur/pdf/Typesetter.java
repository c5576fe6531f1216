package org.sequitur.pdf;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.extend.FSStreamFactory;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceType;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Makes a PDF/A-3a of a document: the template becomes HTML, the HTML is laid out, and where its lines need several pages it is laid out
 * again with sums carried from page to page. Nothing is read from outside: no address of whatever kind is opened. The logo comes from
 * memory, under a name that nothing else has.
 */
final class Typesetter {

    /** Characters of HTML that a document may become. */
    static final int MOST_CHARACTERS = 4_000_000;

    /** Elements of that HTML. */
    static final int MOST_ELEMENTS = 100_000;

    /** Elements of a company's own template that may be within each other. */
    static final int MOST_DEPTH = 64;

    /** How a template names the logo. */
    static final String LOGO = "sequitur:logo";

    private static final int TAGS_PER_ELEMENT = 3;
    private static final int TRIES = 3;
    private static final int DOTS_PER_POINT = 20;
    private static final String NOWHERE = "about:blank";

    private final byte[] colours;

    Typesetter() {
        // It tells of every font and style sheet, by a logger of its own.
        XRLog.setLoggingEnabled(false);
        this.colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    }

    /** A document has more text, elements or pages than are drawn. */
    static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    static String builtInTemplate() {
        return file("document.html");
    }

    static String builtInStylesheet() {
        return file("document.css");
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
     * @throws TooLargeException when it becomes too much
     * @throws UnusableDesignException when the design is the company's own and cannot be drawn with
     */
    byte[] draw(DocumentView view, DocumentDesign design, Watch watch) {
        if (design.isBuiltIn()) {
            return new Drawing(view, design, watch).drawn();
        }
        try {
            return new Drawing(view, design, watch).drawn();
        } catch (Watch.TooLongException | TooLargeException | UnusableDesignException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            // Such as margins that leave no room on the page; it says so.
            throw new UnusableDesignException("the renderer cannot lay it out: " + e.getMessage(), e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnusableDesignException("the renderer cannot lay it out", e);
        }
    }

    /** One document on its way to paper. */
    private final class Drawing {

        private final DocumentView view;
        private final WrittenTemplate template;
        private final DocumentDesign design;
        private final Watch watch;

        private Drawing(DocumentView view, DocumentDesign design, Watch watch) {
            this.view = view;
            this.template = new WrittenTemplate(
                    Objects.requireNonNullElseGet(design.template(), Typesetter::builtInTemplate), watch);
            this.design = design;
            this.watch = watch;
        }

        private byte[] drawn() {
            try (Layout whole = laidOut(LineGroup.undivided(view.lines()))) {
                if (whole.table().pages() == 1) {
                    return whole.painted();
                }
            }
            byte[] inGroups = drawnInGroups();
            if (inGroups != null) {
                return inGroups;
            }
            try (Layout whole = laidOut(LineGroup.undivided(view.lines()))) {
                return whole.painted();
            }
        }

        /** With sums carried from page to page; null when the table cannot be divided so that they stand where they belong. */
        private byte @Nullable [] drawnInGroups() {
            try (Layout layout = laidOut(LineGroup.toBeMeasured(view.lines()))) {
                MeasuredTable measured = layout.table();
                for (int i = 0; i < TRIES; i++) {
                    Pagination pagination = measured.pagination(view.lines(), (2 + 10 * i) * DOTS_PER_POINT);
                    if (pagination == null) {
                        return null;
                    }
                    List<LineGroup> groups = pagination.groups();
                    try (Layout inGroups = laidOut(groups)) {
                        if (inGroups.table().hasWholeGroups(groups)) {
                            return inGroups.painted();
                        }
                    }
                }
            }
            return null;
        }

        private Layout laidOut(List<LineGroup> groups) {
            watch.check();
            return Typesetter.this.laidOut(
                    template.filled(view.with(groups)), design, view.language().locale(), watch);
        }
    }

    /** Whatever the HTML asks for, nothing is fetched for it. */
    byte[] drawn(String html, Locale locale, Watch watch) {
        try (Layout layout = laidOut(html, DocumentDesign.BUILT_IN, locale, watch)) {
            return layout.painted();
        }
    }

    private Layout laidOut(String html, DocumentDesign design, Locale locale, Watch watch) {
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.withW3cDocument(new W3CDom().namespaceAware(false).fromJsoup(parsed(html, design)), NOWHERE);
        builder.usePdfAConformance(PdfAConformance.PDFA_3_A);
        builder.useColorProfile(colours);
        builder.withProducer("Sequitur");
        builder.useReplacementText("\uFFFD");
        closeOff(builder, design.logo());
        Scripts.addFonts(builder, html);
        IcuText.addTo(builder, locale, watch);
        Layout layout = new Layout(builder.buildPdfRenderer());
        try {
            WatchedStyles.addTo(layout.renderer(), watch);
            layout.renderer().layout();
            return layout;
        } catch (RuntimeException | Error e) {
            layout.close();
            throw e;
        }
    }

    private static Document parsed(String html, DocumentDesign design) {
        if (html.chars().filter(c -> c == '<').count() > (long) MOST_ELEMENTS * TAGS_PER_ELEMENT) {
            throw new TooLargeException();
        }
        Document document = Jsoup.parse(html, NOWHERE);
        int[] elements = {0};
        document.traverse((node, depth) -> {
            if (!(node instanceof Element)) {
                return;
            }
            if (depth > MOST_DEPTH) {
                throw new UnusableDesignException(
                        "template: more than " + MOST_DEPTH + " elements are within each other");
            }
            if (++elements[0] > MOST_ELEMENTS) {
                throw new TooLargeException();
            }
        });
        document.head()
                .appendElement("style")
                .appendText(Objects.requireNonNullElseGet(design.stylesheet(), Typesetter::builtInStylesheet));
        return document;
    }

    /** Each of these would do; whatever gets past one of them meets the next. */
    private static void closeOff(PdfRendererBuilder builder, @Nullable Logo logo) {
        BiPredicate<String, ExternalResourceType> isTheLogo =
                (uri, type) -> logo != null && LOGO.equals(uri) && type == ExternalResourceType.IMAGE_RASTER;
        builder.useExternalResourceAccessControl(isTheLogo, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
        builder.useExternalResourceAccessControl(isTheLogo, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        builder.useUriResolver((base, uri) -> LOGO.equals(uri) ? uri : null);
        FSStreamFactory nothing = uri -> {
            throw new IllegalStateException("nothing is read for a document");
        };
        builder.useProtocolsStreamImplementation(nothing, "http", "https", "file", "jar", "ftp", "classpath", "data");
        builder.useProtocolsStreamImplementation(uri -> new Picture(logo), LOGO.substring(0, LOGO.indexOf(':')));
    }

    private record Picture(@Nullable Logo logo) implements FSStream {

        @Override
        public InputStream getStream() {
            return new ByteArrayInputStream(Objects.requireNonNull(logo).bytes());
        }

        @Override
        public Reader getReader() {
            throw new IllegalStateException("a logo is no text");
        }
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
