package org.sequitur.cli;

import picocli.CommandLine.Command;

/** Brings a company into this database from elsewhere. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Brings a company into this database from elsewhere.",
        subcommands = {ImportArchiveCommand.class, ImportFreeAgentCommand.class})
final class ImportCommand extends CommandGroup {}
