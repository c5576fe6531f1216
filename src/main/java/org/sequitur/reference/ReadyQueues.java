package org.sequitur.reference;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.AllocationException.Reason;

/**
 * The queues of all companies, and which of them a worker may take next. A company is ready when it has requests and none of
 * them is being written; ready companies are taken in turn, and one that has more than fits a batch goes to the end of the line.
 */
final class ReadyQueues<R, O> {

    /** What a worker writes at once: tickets of one or several companies, and those companies' queues until it is done. */
    record Load<R, O>(List<Ticket<R, O>> tickets, List<Line<R, O>> lines) {}

    static final class Line<R, O> {
        private final long companyId;
        private final Queue<Ticket<R, O>> waiting = new ArrayDeque<>();
        private int documents;
        private boolean ready;
        private boolean beingWritten;

        private Line(long companyId) {
            this.companyId = companyId;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final Map<Long, Line<R, O>> lines = new HashMap<>();
    private final Deque<Line<R, O>> ready = new ArrayDeque<>();
    private final Set<Load<R, O>> underWay = Collections.newSetFromMap(new IdentityHashMap<>());
    private final AllocatorBounds bounds;
    private int inTotal;
    private boolean closed;

    ReadyQueues(AllocatorBounds bounds) {
        this.bounds = bounds;
    }

    /** @throws AllocationException when the queue of the company or all together are full, or closed */
    void add(long companyId, Ticket<R, O> ticket) {
        lock.lock();
        try {
            if (closed) {
                throw AllocationException.nothingDone(Reason.STOPPING, "The server is stopping; nothing was stored");
            }
            Line<R, O> line = lines.computeIfAbsent(companyId, Line::new);
            Reason full = full(line, ticket);
            if (full != null) {
                forgetIfEmpty(line);
                throw AllocationException.nothingDone(full, "Too many requests are waiting; nothing was stored");
            }
            line.waiting.add(ticket);
            line.documents += ticket.documents;
            inTotal += ticket.documents;
            makeReady(line);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Reason full(Line<R, O> line, Ticket<R, O> ticket) {
        if (isFull(line.documents, ticket.documents, bounds.mostPerCompany())) {
            return Reason.COMPANY_QUEUE_FULL;
        }
        return isFull(inTotal, ticket.documents, bounds.mostInTotal()) ? Reason.QUEUE_FULL : null;
    }

    /** What is too much for any queue is let into an empty one. */
    private static boolean isFull(int waiting, int more, int most) {
        return waiting > 0 && waiting + more > most;
    }

    /** The next load, waiting for work if there is none; an empty one once the queues are closed and drained. */
    Load<R, O> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Load<R, O> load = fill();
                if (!load.tickets().isEmpty()) {
                    underWay.add(load);
                    return load;
                }
                if (closed && lines.isEmpty()) {
                    work.signalAll();
                    return load;
                }
                work.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private Load<R, O> fill() {
        Load<R, O> load = new Load<>(new ArrayList<>(), new ArrayList<>());
        int room = bounds.mostPerBatch();
        while (room > 0 && load.lines().size() < bounds.mostCompaniesPerBatch() && !ready.isEmpty()) {
            Line<R, O> line = ready.remove();
            line.ready = false;
            int before = load.tickets().size();
            Ticket<R, O> next = line.waiting.peek();
            // A request that is larger than any batch makes one by itself.
            while (next != null
                    && room > 0
                    && (next.documents <= room || load.tickets().isEmpty())) {
                remove(line);
                if (next.take()) {
                    load.tickets().add(next);
                    room -= next.documents;
                }
                next = line.waiting.peek();
            }
            if (load.tickets().size() > before) {
                line.beingWritten = true;
                load.lines().add(line);
            } else if (next != null) {
                // It does not fit any more: it is the first of the next load, perhaps that of an idle worker.
                line.ready = true;
                ready.addFirst(line);
                work.signal();
                return load;
            } else {
                forgetIfEmpty(line);
            }
        }
        return load;
    }

    private void remove(Line<R, O> line) {
        int documents = line.waiting.remove().documents;
        line.documents -= documents;
        inTotal -= documents;
    }

    /** The load is written: its companies are ready again if more has gathered. */
    void written(Load<R, O> load) {
        lock.lock();
        try {
            underWay.remove(load);
            for (Line<R, O> line : load.lines()) {
                line.beingWritten = false;
                if (!line.waiting.isEmpty()) {
                    makeReady(line);
                }
                forgetIfEmpty(line);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Answers those whose wait is beyond its bound. Who is still in the queue leaves it, and it is certain that nothing was done.
     * Who was taken is given twice the longest work, since a worker gives up after that and what one last statement may take; then
     * nothing is known, because the reference may be on disk.
     */
    void expire() {
        lock.lock();
        try {
            for (Line<R, O> line : List.copyOf(lines.values())) {
                Ticket<R, O> eldest = line.waiting.peek();
                while (eldest != null && eldest.isQueuedFor(bounds.longestWait())) {
                    remove(line);
                    eldest.sendAway(Reason.WAITED_TOO_LONG, "The queue was too slow; nothing was stored");
                    eldest = line.waiting.peek();
                }
                forgetIfEmpty(line);
            }
            Duration longest = bounds.longestWork().multipliedBy(2);
            for (Load<R, O> load : underWay) {
                load.tickets().stream()
                        .filter(ticket -> ticket.isTakenFor(longest))
                        .forEach(ticket -> ticket.fail(AllocationException.unknown(
                                Reason.DATABASE_TOO_SLOW,
                                "The database was too slow; it is not known whether the document was stored")));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Answers everybody who is left when the server stops. */
    void dismiss() {
        lock.lock();
        try {
            for (Line<R, O> line : lines.values()) {
                line.waiting.forEach(
                        ticket -> ticket.sendAway(Reason.STOPPING, "The server is stopping; nothing was stored"));
            }
            for (Load<R, O> load : underWay) {
                load.tickets().forEach(ticket -> ticket.fail(AllocationException.stopping()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Accepts nothing more and waits for what is queued; false when that took longer than allowed. */
    boolean drain(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            long nanos = longest.toNanos();
            while (!lines.isEmpty()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = idle.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    int waiting(long companyId) {
        lock.lock();
        try {
            Line<R, O> line = lines.get(companyId);
            return line == null ? 0 : line.documents;
        } finally {
            lock.unlock();
        }
    }

    /** What is in the queues at a moment: documents, and companies whose turn it is as soon as a worker is free. */
    record Depth(int documents, int readyCompanies) {}

    Depth depth() {
        lock.lock();
        try {
            return new Depth(inTotal, ready.size());
        } finally {
            lock.unlock();
        }
    }

    private void makeReady(Line<R, O> line) {
        if (!line.ready && !line.beingWritten) {
            line.ready = true;
            ready.add(line);
            work.signal();
        }
    }

    private void forgetIfEmpty(Line<R, O> line) {
        if (line.waiting.isEmpty() && !line.beingWritten) {
            if (line.ready) {
                ready.remove(line);
            }
            lines.remove(line.companyId);
            if (lines.isEmpty()) {
                idle.signalAll();
                if (closed) {
                    work.signalAll();
                }
            }
        }
    }
}
