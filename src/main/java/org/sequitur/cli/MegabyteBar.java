package org.sequitur.cli;

import org.jspecify.annotations.Nullable;
import org.sequitur.backup.Progress;

/** A {@link ProgressBar} in megabytes, which begins when it is known how many there will be. */
final class MegabyteBar implements Progress {

    private static final long MEGABYTE = 1_000_000;

    private @Nullable ProgressBar bar;

    @Override
    public void advance(long done, long total) {
        int all = Math.clamp(total / MEGABYTE, 1, Integer.MAX_VALUE);
        if (bar == null) {
            bar = ProgressBar.onTerminal(all);
        }
        bar.advance(Math.clamp(done / MEGABYTE, 0, all));
    }

    /** Leaves the line empty for what is printed next. */
    void clear() {
        if (bar != null) {
            bar.clear();
            bar = null;
        }
    }
}
