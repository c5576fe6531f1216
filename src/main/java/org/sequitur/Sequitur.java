package org.sequitur;

import org.sequitur.cli.SequiturCommand;

/** The program. */
public final class Sequitur {

    private Sequitur() {}

    public static void main(String[] arguments) {
        System.exit(SequiturCommand.run(arguments));
    }
}
