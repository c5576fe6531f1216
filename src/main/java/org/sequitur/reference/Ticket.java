package org.sequitur.reference;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.sequitur.reference.AllocationException.Reason;

/** A request in a queue and the one who waits for it. */
final class Ticket<R, O> {

    private enum State {
        WAITING,
        TAKEN,
        ABANDONED
    }

    final R request;

    /** How many documents the request is for. */
    final int documents;

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<Outcome<O>> outcome = new CompletableFuture<>();
    private final long queuedNanos = System.nanoTime();
    private volatile long takenNanos;

    Ticket(R request, int documents) {
        this.request = request;
        this.documents = documents;
    }

    /** Takes the ticket off the queue for good; false when its owner has given up before. */
    boolean take() {
        takenNanos = System.nanoTime();
        return state.compareAndSet(State.WAITING, State.TAKEN);
    }

    /** Takes the ticket off the queue with nothing done, unless a worker was quicker. */
    void sendAway(Reason reason, String why) {
        if (state.compareAndSet(State.WAITING, State.ABANDONED)) {
            fail(AllocationException.nothingDone(reason, why));
        }
    }

    boolean isQueuedFor(Duration time) {
        return System.nanoTime() - queuedNanos > time.toNanos();
    }

    boolean isTakenFor(Duration time) {
        return System.nanoTime() - takenNanos > time.toNanos();
    }

    /** How long it was in the queue, once it was taken. */
    long nanosQueued() {
        return takenNanos - queuedNanos;
    }

    long nanosSinceQueued() {
        return System.nanoTime() - queuedNanos;
    }

    void settle(Outcome<O> result) {
        outcome.complete(result);
    }

    void fail(AllocationException failure) {
        outcome.completeExceptionally(failure);
    }

    /**
     * Waits for the outcome, for as long as it takes: {@link ReadyQueues#expire} ends waits that are too long. A clock for each
     * wait would take a tenth of the processor time of a create.
     */
    Outcome<O> await() {
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (state.compareAndSet(State.WAITING, State.ABANDONED)) {
                throw AllocationException.nothingDone(Reason.STOPPING, "The server is stopping; nothing was stored");
            }
            throw AllocationException.stopping();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return e.getCause() instanceof AllocationException failure ? failure : new IllegalStateException(e.getCause());
    }
}
