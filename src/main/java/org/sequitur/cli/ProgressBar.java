package org.sequitur.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** One line that fills on a terminal; nothing at all when the output goes elsewhere. */
final class ProgressBar {

    private static final int WIDTH = 40;
    private static final long NANOSECONDS_BETWEEN_DRAWINGS = 50_000_000;

    private final PrintStream terminal;
    private final boolean visible;
    private final long total;
    private long drawn;

    private ProgressBar(PrintStream terminal, boolean visible, long total) {
        this.terminal = terminal;
        this.visible = visible;
        this.total = total;
        this.drawn = System.nanoTime();
    }

    static ProgressBar onTerminal(long total) {
        boolean visible = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return new ProgressBar(System.err, visible, total);
    }

    synchronized void advance(long done) {
        long now = System.nanoTime();
        if (visible && (done == total || now - drawn >= NANOSECONDS_BETWEEN_DRAWINGS)) {
            drawn = now;
            int full = (int) (WIDTH * done / Math.max(1, total));
            terminal.printf(
                    Locale.ROOT, "\r  [%s%s] %,d / %,d", "#".repeat(full), " ".repeat(WIDTH - full), done, total);
            terminal.flush();
        }
    }

    /** Leaves the line empty for what is printed next. */
    synchronized void clear() {
        if (visible) {
            terminal.print("\r" + " ".repeat(WIDTH + 32) + "\r");
            terminal.flush();
        }
    }
}
