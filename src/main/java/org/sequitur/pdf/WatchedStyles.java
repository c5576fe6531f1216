package org.sequitur.pdf;

import com.openhtmltopdf.context.StyleReference;
import com.openhtmltopdf.css.newmatch.CascadedStyle;
import com.openhtmltopdf.css.newmatch.PageInfo;
import com.openhtmltopdf.extend.UserInterface;
import com.openhtmltopdf.layout.SharedContext;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What the renderer asks for the style of each element and each page. So this is where it can be ended in the middle of a layout without
 * any text, and where its pages are counted: a single length in a style sheet may ask for millions.
 */
final class WatchedStyles extends StyleReference {

    /** Pages that a document may have. */
    static final int MOST_PAGES = 5_000;

    private final Watch watch;
    private int pages;

    private WatchedStyles(SharedContext context, Watch watch) {
        super(context.getUserAgentCallback());
        this.watch = watch;
    }

    /** In the place of what a renderer that has its document would ask otherwise. */
    static void addTo(PdfBoxRenderer renderer, Watch watch) {
        SharedContext context = renderer.getSharedContext();
        WatchedStyles styles = new WatchedStyles(context, watch);
        styles.setDocumentContext(context, context.getNamespaceHandler(), renderer.getDocument(), new Paper());
        context.setCss(styles);
    }

    @Override
    public CascadedStyle getCascadedStyle(Element element, boolean restyle) {
        watch.check();
        return super.getCascadedStyle(element, restyle);
    }

    @Override
    public CascadedStyle getPseudoElementStyle(Node node, String pseudoElement) {
        watch.check();
        return super.getPseudoElementStyle(node, pseudoElement);
    }

    @Override
    public PageInfo getPageStyle(String pageName, String pseudoPage) {
        watch.check();
        if (++pages > MOST_PAGES) {
            throw new Typesetter.TooLargeException();
        }
        return super.getPageStyle(pageName, pseudoPage);
    }

    /** Nobody points at anything on it. */
    private static final class Paper implements UserInterface {

        @Override
        public boolean isHover(Element element) {
            return false;
        }

        @Override
        public boolean isActive(Element element) {
            return false;
        }

        @Override
        public boolean isFocus(Element element) {
            return false;
        }

        @Override
        public boolean isMarker(Element element) {
            return false;
        }
    }
}
