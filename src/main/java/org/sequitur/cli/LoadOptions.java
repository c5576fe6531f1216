package org.sequitur.cli;

import picocli.CommandLine.Option;

/** How a company comes into the database: the same options for every way that it comes. */
final class LoadOptions {

    @Option(names = "--again", description = "Load it though it has been loaded before, as one more company.")
    private boolean again;

    @Option(
            names = "--live",
            description = {
                "Go on at once with what happens by itself: recurring invoices, scheduled mails, reminders.",
                "Without this the company is held until \"company release\"."
            })
    private boolean live;

    boolean isAgain() {
        return again;
    }

    boolean isHeld() {
        return !live;
    }
}
