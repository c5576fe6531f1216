package org.sequitur.reference;

import java.time.Duration;

/**
 * The bounds of a {@link ReferenceAllocator}.
 *
 * @param workers transactions at a time; more than two gained nothing
 * @param mostPerBatch documents in one transaction, unless a single request is for more
 * @param mostPerCompany documents that may wait in one company's queue; one more is refused, unless the queue is empty
 * @param mostInTotal documents that may wait in all queues together; one more is refused, unless they are empty
 * @param longestWait in the queue; then a request leaves it with nothing done
 * @param longestWork from leaving the queue to an outcome, retries included
 * @param mostCompaniesPerBatch whose documents one transaction stores: one where companies lie on several machines
 */
public record AllocatorBounds(
        int workers,
        int mostPerBatch,
        int mostPerCompany,
        int mostInTotal,
        Duration longestWait,
        Duration longestWork,
        int mostCompaniesPerBatch) {

    public static final AllocatorBounds STANDARD =
            new AllocatorBounds(2, 256, 4_096, 16_384, Duration.ofSeconds(10), Duration.ofSeconds(30));

    /** With as many companies in a batch as it holds documents. */
    AllocatorBounds(
            int workers,
            int mostPerBatch,
            int mostPerCompany,
            int mostInTotal,
            Duration longestWait,
            Duration longestWork) {
        this(workers, mostPerBatch, mostPerCompany, mostInTotal, longestWait, longestWork, mostPerBatch);
    }

    /** @throws IllegalArgumentException when a bound would let nothing through */
    public AllocatorBounds {
        require(workers > 0, "there must be at least one writer");
        require(mostPerBatch > 0 && mostCompaniesPerBatch > 0, "a batch must hold at least one request");
        require(mostPerCompany > 0 && mostInTotal > 0, "a queue must hold at least one request");
        require(longestWait.isPositive() && longestWork.isPositive(), "a wait must be longer than nothing");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
