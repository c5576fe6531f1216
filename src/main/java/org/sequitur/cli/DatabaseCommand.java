package org.sequitur.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.HouseConnections;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Works on the database, beside a running server or without one. */
abstract class DatabaseCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DatabaseOptions databaseOptions = new DatabaseOptions();

    @Override
    public final Integer call() {
        try (DatabaseOptions.Open open = databaseOptions.openOrJoin()) {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            return run(new HouseConnections(open.database().pool()), out);
        }
    }

    /** @return the exit code */
    abstract int run(HouseConnections house, PrintWriter out);
}
