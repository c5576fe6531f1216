package org.sequitur.pdf;

import java.util.List;

/**
 * Lines that stand together on one page, below the heads of the table.
 *
 * @param from index of the first line, from 0
 * @param to behind the last one
 * @param isBegunAnew whether it begins on a page of its own
 * @param isBroughtForward whether the sum of the lines before is repeated above
 * @param isCarriedForward whether the sum so far stands below
 */
record LineGroup(int from, int to, boolean isBegunAnew, boolean isBroughtForward, boolean isCarriedForward) {

    /** All lines in one table, which goes over as many pages as it needs. */
    static List<LineGroup> undivided(int lines) {
        return List.of(new LineGroup(0, lines, false, false, false));
    }

    /** As {@link #undivided}, with what stands at the ends of pages, so that its height can be seen. */
    static List<LineGroup> toBeMeasured(int lines) {
        return List.of(new LineGroup(0, lines, false, true, true));
    }
}
