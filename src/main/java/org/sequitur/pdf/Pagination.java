package org.sequitur.pdf;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides lines among pages from their measured heights, so that a sum carried forward fits below those of each page but the last, and
 * repeated above those of each page but the first. A line that is higher than a page goes over several by itself. The totals never stand
 * on a page without lines: the last lines go with them.
 *
 * @param heights of the lines
 * @param first room below the heads of the table on its first page
 * @param other room below the heads on every other page
 * @param brought height of the sum brought forward
 * @param carried height of the sum carried forward
 * @param totals height of what must stand on one page with the last lines
 */
record Pagination(List<Integer> heights, int first, int other, int brought, int carried, int totals) {

    /** Lines that go with the totals when these are too much for their page. */
    private static final int KEPT_WITH_TOTALS = 2;

    List<LineGroup> groups() {
        List<LineGroup> groups = new ArrayList<>();
        boolean isPushed = !heights.isEmpty() && heights.getFirst() + carried > first && first < other;
        int room = isPushed ? other : first;
        int from = 0;
        do {
            int left = room - (from > 0 ? brought : 0);
            boolean isLast = sum(from, heights.size()) + keptTotals() <= left;
            int to = isLast ? heights.size() : Math.min(fitting(from, left - carried), leavingSome(from));
            groups.add(new LineGroup(from, to, from > 0 || isPushed, from > 0, to < heights.size()));
            from = to;
            room = other;
        } while (from < heights.size());
        return groups;
    }

    /** Totals that fill a page by themselves, or with their lines, are not waited for. */
    private int keptTotals() {
        int kept = Math.max(0, heights.size() - KEPT_WITH_TOTALS);
        return brought + sum(kept, heights.size()) + totals <= other ? totals : 0;
    }

    /** A line that has its page for itself keeps it. */
    private int leavingSome(int from) {
        return Math.max(from + 1, heights.size() - KEPT_WITH_TOTALS);
    }

    private int sum(int from, int to) {
        return heights.subList(from, to).stream().mapToInt(Integer::intValue).sum();
    }

    /** At least one. */
    private int fitting(int from, int room) {
        int to = from;
        int used = 0;
        while (to < heights.size() && (to == from || used + heights.get(to) <= room)) {
            used += heights.get(to);
            to++;
        }
        return to;
    }
}
