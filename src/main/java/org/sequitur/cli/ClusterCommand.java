package org.sequitur.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Divides a database by company over the machines of a Citus cluster, and tells what would lie where. */
@Command(
        name = "database",
        mixinStandardHelpOptions = true,
        description = "Divides the data by company over the machines of a Citus cluster.",
        subcommands = {ClusterCommand.Distribute.class, ClusterCommand.Tables.class})
final class ClusterCommand extends CommandGroup {

    /** {@code database distribute}. */
    @Command(
            name = "distribute",
            mixinStandardHelpOptions = true,
            description = {
                "Divides the tables by company over the machines of a Citus cluster, with all that is in them,",
                "in one transaction: all of it or nothing. --database-url names the coordinator. Nobody may be",
                "at work meanwhile: stop the servers first. Done again, it places what an upgrade has added."
            })
    static final class Distribute implements Callable<Integer> {

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DatabaseOptions databaseOptions = new DatabaseOptions();

        @Override
        public Integer call() {
            if (!databaseOptions.isOwn()) {
                throw new CommandFailure(
                        "The embedded PostgreSQL has no Citus; name the coordinator of a cluster with --database-url");
            }
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            int placed = Database.distribute(databaseOptions.own(), table -> out.println("placed " + table));
            out.println(placed == 0 ? "Every table is where it belongs" : placed + " tables placed");
            return 0;
        }
    }

    /** {@code database tables}. */
    @Command(
            name = "tables",
            mixinStandardHelpOptions = true,
            description = "Tells of each table where it lies, or would lie, in a distributed database.")
    static final class Tables implements Callable<Integer> {

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private DatabaseOptions databaseOptions = new DatabaseOptions();

        @Override
        public Integer call() {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            try (DatabaseOptions.Open open = databaseOptions.openOrJoin()) {
                open.database().placements().forEach((table, place) -> out.printf("%-30s %s%n", table, place.words()));
                out.println(
                        open.database().isDistributed()
                                ? "The database is distributed"
                                : "The database is on one machine");
                return 0;
            } catch (SQLException e) {
                throw new CommandFailure("The database could not be read: " + e.getMessage());
            }
        }
    }
}
