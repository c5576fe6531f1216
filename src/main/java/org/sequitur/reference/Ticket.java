package org.sequitur.reference;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

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
    private volatile long deadlineNanos = Long.MAX_VALUE;

    Ticket(R request, int documents) {
        this.request = request;
        this.documents = documents;
    }

    /** Takes the ticket off the queue for good; false when its owner has given up before. */
    boolean take(Duration longestWork) {
        deadlineNanos = System.nanoTime() + longestWork.toNanos();
        return state.compareAndSet(State.WAITING, State.TAKEN);
    }

    boolean isOverdue() {
        return System.nanoTime() - deadlineNanos > 0;
    }

    void settle(Outcome<O> result) {
        outcome.complete(result);
    }

    void fail(AllocationException failure) {
        outcome.completeExceptionally(failure);
    }

    /**
     * Waits for the outcome. A ticket that is still in the queue after the longest wait is abandoned, and it is certain that
     * nothing was done; one that was taken is waited for, because its reference may already be on disk.
     */
    Outcome<O> await(AllocatorBounds bounds) {
        try {
            return outcome.get(bounds.longestWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (state.compareAndSet(State.WAITING, State.ABANDONED)) {
                throw AllocationException.nothingDone("The queue was too slow; nothing was stored");
            }
            return awaitTaken(bounds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (state.compareAndSet(State.WAITING, State.ABANDONED)) {
                throw AllocationException.nothingDone("The server is stopping; nothing was stored");
            }
            throw AllocationException.unknown(
                    "The server is stopping; it is not known whether the document was stored");
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private Outcome<O> awaitTaken(AllocatorBounds bounds) {
        try {
            // A worker gives up after the longest work and what one last statement may take; that is well below twice
            // of it.
            return outcome.get(2 * bounds.longestWork().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw AllocationException.unknown(
                    "The database was too slow; it is not known whether the document was stored");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AllocationException.unknown(
                    "The server is stopping; it is not known whether the document was stored");
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return e.getCause() instanceof AllocationException failure ? failure : new IllegalStateException(e.getCause());
    }
}
