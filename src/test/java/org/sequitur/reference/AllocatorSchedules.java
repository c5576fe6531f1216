package org.sequitur.reference;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;

/**
 * The queues and tickets under schedules that Lincheck controls: it decides, at every access to shared memory, which thread goes on.
 * It is a program of its own, because Lincheck changes the classes of the whole process.
 *
 * <p>No database takes part: a controlled schedule cannot hold PostgreSQL still. What a worker does with a load is made up here; what
 * the workers really do is tested over PostgreSQL elsewhere.
 */
final class AllocatorSchedules {

    private static final Duration LONG = Duration.ofHours(1);

    private static final Map<String, Runnable> SCENARIOS = Map.of(
            "two-workers", AllocatorSchedules::twoWorkersNeverWriteOneCompany,
            "leaving", AllocatorSchedules::aTicketIsEitherTakenOrLeft,
            "full", AllocatorSchedules::aFullQueueRefuses);

    private AllocatorSchedules() {}

    /** @param arguments a scenario, and how many schedules */
    public static void main(String[] arguments) {
        Runnable scenario = SCENARIOS.get(arguments[0]);
        Lincheck.runConcurrentTest(Integer.parseInt(arguments[1]), scenario);
        System.out.println(arguments[1] + " schedules of " + arguments[0]);
    }

    /** Two workers, a client of one company, closing in between: each ticket is written once, gets its own outcome, and waits its turn. */
    private static void twoWorkersNeverWriteOneCompany() {
        ReadyQueues<String, String> queues = new ReadyQueues<>(new AllocatorBounds(2, 1, 2, 3, LONG, LONG));
        List<Ticket<String, String>> tickets = List.of(new Ticket<>("a", 1), new Ticket<>("b", 1));
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        Runnable work = () -> work(queues, inFlight, written, together);
        Thread first = new Thread(work);
        Thread second = new Thread(work);
        queues.add(1, tickets.getFirst());
        first.start();
        second.start();
        queues.add(1, tickets.getLast());
        close(queues);
        join(first);
        join(second);
        require(together.get() == 0, "one load of a company at a time");
        require(written.get() == tickets.size(), "each ticket is written once");
        tickets.forEach(ticket -> require(outcome(ticket).equals(ticket.request), "each gets its own outcome"));
    }

    private static void work(
            ReadyQueues<String, String> queues, AtomicInteger inFlight, AtomicInteger written, AtomicInteger together) {
        try {
            ReadyQueues.Load<String, String> load = queues.take();
            while (!load.tickets().isEmpty()) {
                together.addAndGet(inFlight.incrementAndGet() - 1);
                for (Ticket<String, String> ticket : load.tickets()) {
                    written.incrementAndGet();
                    ticket.settle(new Outcome.Stored<>(ticket.request));
                }
                inFlight.decrementAndGet();
                queues.written(load);
                load = queues.take();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client that gives up while a worker comes by: it has left or it was taken, never both and never neither. */
    private static void aTicketIsEitherTakenOrLeft() {
        Ticket<String, String> ticket = new Ticket<>("a", 1);
        boolean[] taken = new boolean[1];
        boolean[] left = new boolean[1];
        Thread worker = new Thread(() -> taken[0] = ticket.take());
        Thread client = new Thread(() -> {
            // Being interrupted and having waited too long are the same to a ticket; time cannot be scheduled.
            Thread.currentThread().interrupt();
            try {
                ticket.await();
            } catch (AllocationException e) {
                left[0] = e.kind() == AllocationException.Kind.NOTHING_DONE;
            }
        });
        worker.start();
        client.start();
        join(worker);
        join(client);
        require(taken[0] != left[0], "taken or left");
    }

    /** Two clients and room for one: one is refused, and the queue never holds more. */
    private static void aFullQueueRefuses() {
        ReadyQueues<String, String> queues = new ReadyQueues<>(new AllocatorBounds(1, 1, 1, 2, LONG, LONG));
        AtomicInteger refused = new AtomicInteger();
        Runnable adding = () -> {
            try {
                queues.add(1, new Ticket<>("a", 1));
            } catch (AllocationException e) {
                refused.incrementAndGet();
            }
        };
        Thread first = new Thread(adding);
        Thread second = new Thread(adding);
        first.start();
        second.start();
        join(first);
        join(second);
        require(refused.get() == 1 && queues.waiting(1) == 1, "one is refused and one waits");
    }

    /** Without waiting: the workers empty the queues by themselves. */
    private static void close(ReadyQueues<String, String> queues) {
        try {
            queues.drain(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String outcome(Ticket<String, String> ticket) {
        return switch (ticket.await()) {
            case Outcome.Stored<String>(String document) -> document;
            case Outcome.Refused<String>(RuntimeException reason) -> throw reason;
        };
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("not kept: " + what);
        }
    }
}
