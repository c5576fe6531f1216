package org.sequitur.reference;

import java.util.concurrent.atomic.LongAdder;
import org.sequitur.metric.Distribution;
import org.sequitur.metric.MetricWriter;
import org.sequitur.metric.Tally;

/** What an allocator has done since it began. */
final class AllocatorFigures {

    private static final double[] SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };

    private final Distribution queued = Distribution.ofSeconds(SECONDS);
    private final Distribution allocated = Distribution.ofSeconds(SECONDS);
    private final Distribution batches = Distribution.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_000);
    private final LongAdder documents = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder rollbacks = new LongAdder();
    private final LongAdder splits = new LongAdder();
    private final Tally<AllocationException.Reason> refusals = new Tally<>(AllocationException.Reason.class);

    void answered(Ticket<?, ?> ticket) {
        queued.add(ticket.nanosQueued());
        allocated.add(ticket.nanosSinceQueued());
    }

    void refused(AllocationException refusal) {
        refusals.add(refusal.reason());
    }

    /** @param sizes how many documents were asked for */
    void taken(int sizes) {
        batches.add(sizes);
    }

    /** @param stored how many documents are on disk now */
    void committed(int stored) {
        commits.increment();
        documents.add(stored);
    }

    void rolledBack() {
        rollbacks.increment();
    }

    void split() {
        splits.increment();
    }

    void write(MetricWriter out) {
        out.counter("sequitur_documents_created_total", "Invoices and credit notes that were stored", documents.sum());
        out.histogram(
                "sequitur_allocator_queue_seconds",
                "From joining the queue to the batch, of requests answered",
                queued);
        out.histogram(
                "sequitur_allocator_allocation_seconds",
                "From joining the queue to the outcome, of requests answered",
                allocated);
        out.histogram(
                "sequitur_allocator_batch_documents", "Documents that were taken from the queues at once", batches);
        out.counter("sequitur_allocator_commits_total", "Transactions that stored a batch", commits.sum());
        out.counter(
                "sequitur_allocator_rollbacks_total", "Transactions that ended with nothing stored", rollbacks.sum());
        out.counter(
                "sequitur_allocator_splits_total", "Batches that were halved to find who spoils them", splits.sum());
        refusals.write(out, "sequitur_allocator_refusals_total", "Requests that got no document, and why", "reason");
    }
}
