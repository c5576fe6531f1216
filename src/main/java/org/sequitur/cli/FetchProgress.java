package org.sequitur.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sequitur.freeagent.SourceCopy;

/** What a user sees of a copy that is being fetched: a bar for each list on a terminal, and a line for each that is done. */
final class FetchProgress implements SourceCopy.Progress {

    private final PrintWriter out;
    private @Nullable String list;
    private long fetched;
    private @Nullable ProgressBar bar;
    private long barTotal;

    FetchProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void fetched(String one, long records, long total) {
        String name = one.contains("/") ? one.substring(0, one.indexOf('/')) : one;
        if (!name.equals(list)) {
            end();
            list = name;
        }
        if (one.contains("/")) {
            // One of many small lists: what counts is how many there are together.
            fetched += records;
            return;
        }
        fetched = records;
        ProgressBar current = bar;
        if (current == null || barTotal != total) {
            current = ProgressBar.onTerminal(total);
            bar = current;
            barTotal = total;
        }
        current.advance(records);
    }

    /** Why there is a pause. */
    void pauses(String reason) {
        out.println("  waiting: " + reason);
        out.flush();
    }

    /** The list that was fetched is done, or nothing more is. */
    void end() {
        ProgressBar current = bar;
        if (current != null) {
            current.clear();
            bar = null;
        }
        if (list != null) {
            out.printf(Locale.ROOT, "fetched %,d %s%n", fetched, list.replace('_', ' '));
            out.flush();
            list = null;
            fetched = 0;
        }
    }
}
