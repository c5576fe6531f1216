package org.sequitur;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Requests under way at the same time. */
public final class InFlight {

    private InFlight() {}

    /** Makes all the calls, in this order, at most so many at once; answers what they gave in the order of the calls. */
    public static <T> List<T> atMost(int limit, List<Callable<T>> calls) throws Exception {
        Semaphore room = new Semaphore(limit);
        List<Future<T>> futures = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Callable<T> call : calls) {
                room.acquire();
                futures.add(threads.submit(() -> {
                    try {
                        return call.call();
                    } finally {
                        room.release();
                    }
                }));
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new AssertionError("a request failed", e.getCause());
            }
        }
        return results;
    }
}
