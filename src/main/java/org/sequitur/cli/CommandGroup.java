package org.sequitur.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing by itself and says which ones there are below it. */
abstract class CommandGroup implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final Integer call() {
        CommandSpec group = Objects.requireNonNull(spec);
        List<String> names = List.copyOf(group.subcommands().keySet());
        String list = String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
        throw new ParameterException(group.commandLine(), group.name() + ": say " + list);
    }
}
