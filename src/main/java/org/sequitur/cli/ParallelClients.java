package org.sequitur.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Clients that do the same thing at the same time, each again and again until all is done. */
final class ParallelClients {

    private ParallelClients() {}

    /**
     * Ends when everything has been done.
     *
     * @param times how often it is done, by all clients together
     * @param inFlight how many clients there are, at most
     * @param work is told which one it is, from 1 to {@code times}
     * @param progress is told after each how many are done; like the work it is called from many threads
     */
    static void run(int times, int inFlight, IntConsumer work, IntConsumer progress) {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Math.min(inFlight, times); i++) {
                clients.execute(() -> {
                    for (int n = taken.incrementAndGet(); n <= times; n = taken.incrementAndGet()) {
                        work.accept(n);
                        progress.accept(done.incrementAndGet());
                    }
                });
            }
        }
    }
}
