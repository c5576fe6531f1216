package org.sequitur.reference;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.metric.MetricWriter;
import org.sequitur.metric.Metrics;
import org.sequitur.reference.AllocationException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives documents their references, many callers at a time: flat combining, which is group commit done by the application.
 *
 * <p>A gapless number can only be given by whoever holds the lock of its sequence until the number is on disk. With a transaction
 * for each request, callers therefore stand in line for a disk write each, and more of them do not help. Here a request joins the
 * queue of its company and waits. A worker takes everything that has gathered for a ready company (and, if there is room, for the
 * next ready ones), stores it in one transaction, and then answers each request with its own outcome. While that transaction
 * commits, the next batch gathers; nobody ever waits for a batch to fill. At most one batch of a company is being written by a
 * process. Other processes need no agreement: their batches queue at the lock of the company's register row in PostgreSQL.
 *
 * <p>The transaction has two flights, that is round trips. The first locks the registers in ascending order of company and only
 * then, in later statements with snapshots of their own, looks: a single statement that both waits for a lock and looks would see
 * the past. The second writes and commits. Between them the outcomes are computed in memory, in order; a request that fails
 * validation takes no number.
 *
 * <p>When the database refuses a batch, nothing of it was stored. If a unique value was taken, a sequence is behind its data: the
 * batch is done again carefully, with every candidate looked up, which also heals the sequence. If the refusal may be due to one
 * request's data, the batch is split in halves, until the poisoned request stands alone and fails alone. If the connection is
 * lost while the commit is under way, its fate is found out on a new connection, under the same lock, so that no answer can come
 * too early: either it was stored and everybody gets the outcome, or it was not and is done again.
 *
 * <p>Every wait has a bound ({@link AllocatorBounds}). A request that leaves the queue by itself has consumed nothing.
 */
public final class ReferenceAllocator<R, O> implements AutoCloseable, Metrics {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceAllocator.class);
    private static final int MOST_ATTEMPTS_ALONE = 3;

    /** SQLSTATE of the class that {@link SqlFailure#DATA} is. */
    private static final String DATA_EXCEPTION = "22000";

    /** By how much a wait may be longer than its bound. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private static final Duration PAUSE_BEFORE_RECONNECT = Duration.ofMillis(100);

    private final BatchKind<R, O> kind;
    private final WriterConnections connections;
    private final AllocatorBounds bounds;
    private final ReadyQueues<R, O> queues;
    private final List<Thread> workers = new ArrayList<>();
    private final Watch watch;
    private final AllocatorFigures figures = new AllocatorFigures();

    public ReferenceAllocator(BatchKind<R, O> kind, WriterConnections connections, AllocatorBounds bounds) {
        this.kind = kind;
        this.connections = connections;
        this.bounds = bounds;
        this.queues = new ReadyQueues<>(bounds);
        for (int i = 1; i <= bounds.workers(); i++) {
            workers.add(Thread.ofPlatform().name("writer-" + i).start(new Writer()));
        }
        this.watch = new Watch("writers-watch", BETWEEN_LOOKS, queues::expire);
    }

    /**
     * Stores one document, or several that belong together, along with whoever else is waiting.
     *
     * @throws AllocationException when there is no outcome: a full queue, a wait beyond its bound, a database that is gone
     */
    public O store(long companyId, R request) {
        return switch (outcome(companyId, new Ticket<>(request, kind.documents(request)))) {
            case Outcome.Stored<O>(O document) -> document;
            case Outcome.Refused<O>(RuntimeException reason) -> throw reason;
        };
    }

    private Outcome<O> outcome(long companyId, Ticket<R, O> ticket) {
        try {
            queues.add(companyId, ticket);
            Outcome<O> outcome = ticket.await();
            figures.answered(ticket);
            return outcome;
        } catch (AllocationException e) {
            figures.refused(e);
            throw e;
        }
    }

    @Override
    public void write(MetricWriter out) {
        ReadyQueues.Depth depth = queues.depth();
        out.gauge("sequitur_allocator_waiting_documents", "Documents in the queues", depth.documents());
        out.gauge(
                "sequitur_allocator_ready_companies",
                "Companies whose turn it is as soon as a writer is free",
                depth.readyCompanies());
        out.gauge("sequitur_allocator_writers", "Writers that there should be", workers.size());
        out.gauge("sequitur_allocator_writers_alive", "Writers that there are", (double)
                workers.stream().filter(Thread::isAlive).count());
        figures.write(out);
    }

    /** How many documents of a company are queued and not yet being written. */
    int waiting(long companyId) {
        return queues.waiting(companyId);
    }

    /** Accepts nothing more, finishes what is queued (bounded) and ends the workers. */
    @Override
    public void close() {
        try {
            if (!queues.drain(bounds.longestWait())) {
                LOG.warn("Requests were still waiting for their references when the server stopped");
            }
            for (Thread worker : workers) {
                if (!worker.join(Duration.ofSeconds(1))) {
                    worker.interrupt();
                }
            }
        } catch (InterruptedException e) {
            workers.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        } finally {
            queues.dismiss();
            watch.close();
        }
    }

    /** One worker and the connection that it owns. */
    private final class Writer implements Runnable {

        private @Nullable Connection connection;

        @Override
        public void run() {
            try {
                ReadyQueues.Load<R, O> load = queues.take();
                while (!load.tickets().isEmpty()) {
                    try {
                        figures.taken(documents(load.tickets()));
                        write(load.tickets(), false);
                    } catch (RuntimeException | Error e) {
                        // Even out of memory: without its writers the server would only seem to live.
                        LOG.error("A batch failed", e);
                        disconnect();
                        fail(
                                load.tickets(),
                                AllocationException.unknown(Reason.FAULT, "The server failed to store the document"));
                    } catch (InterruptedException e) {
                        // Whoever waits would go on waiting for a worker that is gone.
                        fail(load.tickets(), AllocationException.stopping());
                        throw e;
                    } finally {
                        queues.written(load);
                    }
                    load = queues.take();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                disconnect();
            }
        }

        /** Stores the tickets, together or in as many transactions as it takes, and settles each. */
        private void write(List<Ticket<R, O>> tickets, boolean careful) throws InterruptedException {
            boolean carefully = careful;
            int refusals = 0;
            while (true) {
                Batch<O> batch = kind.batch(
                        tickets.stream().map(ticket -> ticket.request).toList(), carefully);
                SQLException failure = attempt(batch);
                if (failure == null) {
                    figures.committed(stored(tickets, batch.outcomes()));
                    settle(tickets, batch.outcomes());
                    return;
                }
                figures.rolledBack();
                SqlFailure meaning = SqlFailure.of(failure);
                // A lost connection says nothing about the request, and must not cost it its careful attempt.
                refusals += meaning.mayBeOfOne() ? 1 : 0;
                if (meaning.mayBeOfOne() && tickets.size() > 1 && (carefully || meaning != SqlFailure.TAKEN)) {
                    split(tickets);
                    return;
                }
                if (isHopeless(meaning, tickets, refusals)) {
                    LOG.error("{} could not be stored", tickets.size() == 1 ? "A document" : "A batch", failure);
                    fail(tickets, refusal(meaning));
                    return;
                }
                if (meaning == SqlFailure.DISCONNECTED) {
                    Thread.sleep(PAUSE_BEFORE_RECONNECT);
                }
                carefully |= meaning.mayBeOfOne();
            }
        }

        private boolean isHopeless(SqlFailure meaning, List<Ticket<R, O>> tickets, int refusals) {
            return switch (meaning) {
                case TAKEN, DATA, CONFLICT -> tickets.size() == 1 && refusals >= MOST_ATTEMPTS_ALONE;
                case DISCONNECTED -> tickets.stream().anyMatch(ticket -> ticket.isTakenFor(bounds.longestWork()));
                case REFUSED -> true;
            };
        }

        private static AllocationException refusal(SqlFailure meaning) {
            return switch (meaning) {
                case TAKEN, DATA ->
                    new AllocationException(
                            AllocationException.Kind.NOT_STORABLE,
                            Reason.NOT_STORABLE,
                            "The document cannot be stored");
                case CONFLICT ->
                    AllocationException.nothingDone(
                            Reason.CONFLICT, "Others are changing the same; nothing was stored");
                case DISCONNECTED ->
                    AllocationException.nothingDone(
                            Reason.DATABASE_AWAY, "The database is not available; nothing was stored");
                case REFUSED ->
                    AllocationException.nothingDone(
                            Reason.DATABASE_REFUSED, "The database refused; nothing was stored");
            };
        }

        private void split(List<Ticket<R, O>> tickets) throws InterruptedException {
            figures.split();
            int middle = tickets.size() / 2;
            write(tickets.subList(0, middle), true);
            write(tickets.subList(middle, tickets.size()), true);
        }

        /** Null when the batch is stored, otherwise why it is certain that it is not. */
        private @Nullable SQLException attempt(Batch<O> batch) throws InterruptedException {
            try {
                batch.look(connected());
            } catch (SQLException | RuntimeException e) {
                return abandoned(reason(e));
            }
            try {
                batch.store(connected());
                return null;
            } catch (SQLException | RuntimeException e) {
                SQLException failure = abandoned(reason(e));
                return SqlFailure.of(failure) == SqlFailure.DISCONNECTED && isStored(batch) ? null : failure;
            }
        }

        /**
         * Asks until there is an answer, beyond every deadline: what may be on disk must not be done again. A waiter does not
         * wait that long, and is told that nothing is known.
         */
        private boolean isStored(Batch<O> batch) throws InterruptedException {
            while (true) {
                try {
                    boolean stored = batch.isStored(connected());
                    connected().rollback();
                    return stored;
                } catch (SQLException e) {
                    LOG.warn("The fate of a commit is not known yet: {}", e.getMessage());
                    disconnect();
                    Thread.sleep(PAUSE_BEFORE_RECONNECT);
                }
            }
        }

        private SQLException abandoned(SQLException failure) {
            if (SqlFailure.of(failure) == SqlFailure.DISCONNECTED) {
                disconnect();
            } else {
                try {
                    connected().rollback();
                } catch (SQLException e) {
                    disconnect();
                }
            }
            return failure;
        }

        /** A bug that one request's data has woken must not fail the others: it is told apart like data. */
        private static SQLException reason(Exception e) {
            return switch (e) {
                case SQLException failure -> failure;
                case UncheckedSqlException unchecked -> unchecked.reason();
                default -> new SQLException(e.toString(), DATA_EXCEPTION, e);
            };
        }

        private Connection connected() throws SQLException {
            Connection current = connection;
            if (current == null) {
                current = connections.connect();
                connection = current;
            }
            return current;
        }

        private void disconnect() {
            Connection current = connection;
            connection = null;
            if (current != null) {
                try {
                    current.close();
                } catch (SQLException e) {
                    LOG.debug("closing a broken connection", e);
                }
            }
        }

        private int documents(List<Ticket<R, O>> tickets) {
            return tickets.stream().mapToInt(ticket -> ticket.documents).sum();
        }

        private int stored(List<Ticket<R, O>> tickets, List<Outcome<O>> outcomes) {
            int stored = 0;
            for (int i = 0; i < tickets.size(); i++) {
                stored += outcomes.get(i) instanceof Outcome.Stored<O> ? tickets.get(i).documents : 0;
            }
            return stored;
        }

        private void settle(List<Ticket<R, O>> tickets, List<Outcome<O>> outcomes) {
            for (int i = 0; i < tickets.size(); i++) {
                tickets.get(i).settle(outcomes.get(i));
            }
        }

        private void fail(List<Ticket<R, O>> tickets, AllocationException failure) {
            tickets.forEach(ticket -> ticket.fail(failure));
        }
    }
}
