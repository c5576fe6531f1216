package org.sequitur.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The demo in which the server is killed in the middle and the clients' retries with their keys finish the run. */
final class DemoWithKill {

    private final ThrowAwayServer server;
    private final int invoices;
    private final int inFlight;
    private final PrintWriter out;

    DemoWithKill(ThrowAwayServer server, int invoices, int inFlight, PrintWriter out) {
        this.server = server;
        this.invoices = invoices;
        this.inFlight = inFlight;
        this.out = out;
    }

    /** Whether every invoice that was asked for is stored, once, and the references follow one another. */
    boolean play() throws IOException, InterruptedException {
        V2Requests v2 = new V2Requests(server.address(), server.token());
        String contact = v2.createContact("Demo customer");
        LoopWithKeys loop = new LoopWithKeys(v2);
        int half = Math.max(1, invoices / 2);
        out.printf(
                Locale.ROOT,
                "%nYour loop: %d x POST %s without a reference, each with an Idempotency-Key, %d in flight.%n"
                        + "After %d answers the server is killed (SIGKILL) and started again on its data.%n"
                        + "Whoever has no answer sends the same request again, with the same key.%n%n",
                invoices,
                server.address().resolve("/v2/invoices"),
                inFlight,
                half);
        out.flush();
        ProgressBar bar = ProgressBar.onTerminal(invoices);
        CountDownLatch untilHalf = new CountDownLatch(half);
        LoopWithKeys.Result told;
        Duration away;
        try (var misfortune = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Duration> killed = misfortune.submit(() -> {
                untilHalf.await();
                return killAndStartAgain(loop);
            });
            told = loop.run(contact, invoices, inFlight, ended -> {
                bar.advance(ended);
                untilHalf.countDown();
            });
            bar.clear();
            away = outcome(killed);
        }
        List<String> stored = v2.storedReferences();
        KillReport report = new KillReport(told, stored, away);
        report.print(out);
        return report.isWhole();
    }

    /** How long nobody was served. */
    private Duration killAndStartAgain(LoopWithKeys loop) throws IOException, InterruptedException {
        try {
            long start = System.nanoTime();
            loop.serverIsKilled();
            server.kill();
            server.startAgain();
            return Duration.ofNanos(System.nanoTime() - start);
        } catch (IOException | RuntimeException e) {
            loop.giveUp(e.toString());
            throw e;
        }
    }

    private static Duration outcome(Future<Duration> killed) throws IOException, InterruptedException {
        try {
            return killed.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }
}
