package org.sequitur.pdf;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.render.Box;
import com.openhtmltopdf.render.PageBox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the rows of a table were laid: those whose element has a {@code data-row}. Lengths are the renderer's dots. */
final class MeasuredTable {

    private static final String ROW = "data-row";
    private static final String BROUGHT = "brought";
    private static final String CARRIED = "carried";
    private static final String HEAD = "head";
    private static final String TOTALS = "totals";

    private final Map<String, List<Box>> rows = new HashMap<>();
    private final List<PageBox> pages;

    MeasuredTable(PdfBoxRenderer renderer) {
        this.pages = renderer.getRootBox().getLayer().getPages();
        gather(renderer.getRootBox());
    }

    private void gather(Box box) {
        if (box.getElement() != null && !box.getElement().getAttribute(ROW).isEmpty()) {
            rows.computeIfAbsent(box.getElement().getAttribute(ROW), name -> new ArrayList<>())
                    .add(box);
        }
        for (Box child : box.getChildren()) {
            gather(child);
        }
    }

    int pages() {
        return pages.size();
    }

    /**
     * @param spare taken off the room of every page
     * @return null when there is nothing to divide
     */
    @Nullable
    Pagination pagination(int lines, int spare) {
        if (lines == 0 || pages.size() < 2 || !hasRows(lines)) {
            return null;
        }
        List<Integer> heights = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            heights.add(row(Integer.toString(i), 0).getHeight());
        }
        Box brought = row(BROUGHT, 0);
        PageBox page = pages.get(pageOf(brought.getAbsY()));
        PageBox next = pages.get(Math.min(page.getPageNo() + 1, pages.size() - 1));
        int head = row(HEAD, 0).getHeight();
        return new Pagination(
                heights,
                page.getBottom() - brought.getAbsY() - spare,
                next.getBottom() - next.getTop() - head - spare,
                brought.getHeight(),
                row(CARRIED, 0).getHeight(),
                rows.containsKey(TOTALS) ? row(TOTALS, 0).getHeight() : 0);
    }

    /** A template of a company's own may have no such rows, or not all of them. */
    private boolean hasRows(int lines) {
        return Stream.concat(
                        Stream.of(HEAD, BROUGHT, CARRIED),
                        IntStream.range(0, lines).mapToObj(Integer::toString))
                .allMatch(rows::containsKey);
    }

    /** Whether the lines of each group, and the sums around them, stand on one page; a line alone may be higher than a page. */
    boolean hasWholeGroups(List<LineGroup> groups) {
        int brought = 0;
        int carried = 0;
        for (LineGroup group : groups) {
            if (group.to() - group.from() == 0) {
                continue;
            }
            Box first = group.isBroughtForward() ? find(BROUGHT, brought++) : find(Integer.toString(group.from()), 0);
            Box last = group.isCarriedForward() ? find(CARRIED, carried++) : find(Integer.toString(group.to() - 1), 0);
            if (first == null || last == null) {
                return false;
            }
            boolean isOne = pageOf(first.getAbsY()) == pageOf(last.getAbsY() + last.getHeight() - 1);
            if (!isOne && group.to() - group.from() > 1) {
                return false;
            }
        }
        return true;
    }

    private Box row(String name, int index) {
        return Objects.requireNonNull(find(name, index), name);
    }

    private @Nullable Box find(String name, int index) {
        List<Box> found = rows.getOrDefault(name, List.of());
        return index < found.size() ? found.get(index) : null;
    }

    private int pageOf(int y) {
        for (int i = 0; i < pages.size(); i++) {
            if (y < pages.get(i).getBottom()) {
                return i;
            }
        }
        return pages.size() - 1;
    }
}
