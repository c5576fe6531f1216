package org.sequitur.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "freeagent", mixinStandardHelpOptions = true)
final class ImportFreeAgentCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 1;
    }
}
