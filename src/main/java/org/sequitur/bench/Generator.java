package org.sequitur.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The load generator, seen from outside. */
final class Generator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ChildProcess process;

    private Generator(ChildProcess process) {
        this.process = process;
    }

    static Generator start() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return new Generator(ChildProcess.start("the load generator", temporary, LoadGenerator.class));
    }

    /** Tells it of companies; a later load names them. */
    void introduce(String group, List<BenchCompany> companies) throws IOException, InterruptedException {
        process.tell("group " + group + " " + companies.size());
        companies.forEach(company -> process.tell(company.line()));
        process.answer(PATIENCE);
    }

    LoadResult run(Contender server, String group, int inFlight, Duration duration, int invoicesInARequest)
            throws IOException, InterruptedException {
        process.tell(String.join(
                " ",
                "run",
                Integer.toString(server.port()),
                group,
                Integer.toString(inFlight),
                Long.toString(duration.toMillis()),
                Integer.toString(invoicesInARequest)));
        return LoadResult.parse(process.answer(duration.plus(PATIENCE)));
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
