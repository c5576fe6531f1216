package org.sequitur.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sequitur.store.DatabaseAddress;

/** A server under test, seen from outside. */
final class Contender implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ChildProcess process;
    private int port;

    private Contender(ChildProcess process) {
        this.process = process;
    }

    /** Begins to start it; {@link #awaitReady} waits until that is done, so that several can start at a time. */
    static Contender start(Variant variant, Stage stage) throws IOException {
        ChildProcess process =
                ChildProcess.start("the server " + variant, stage.directory(), ServerUnderTest.class, variant.name());
        DatabaseAddress address = stage.postgres().address();
        process.tell(address.url());
        process.tell(String.valueOf(address.user()));
        process.tell(String.valueOf(address.password()));
        return new Contender(process);
    }

    void awaitReady() throws IOException, InterruptedException {
        port = Integer.parseInt(process.answer(PATIENCE));
    }

    List<BenchCompany> found(String name, int count, int contacts) throws IOException, InterruptedException {
        process.tell("found " + name + " " + count + " " + contacts);
        List<BenchCompany> companies = new ArrayList<>();
        while (companies.size() < count) {
            companies.add(BenchCompany.parse(process.answer(PATIENCE)));
        }
        return companies;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
