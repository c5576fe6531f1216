package org.sequitur.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestServer;
import org.sequitur.metric.WrittenFigures;

/** The queue and its worker over a real database connection; only what a batch does is made up, so that it can fail on demand. */
class ReferenceAllocatorTest {

    private static final AllocatorBounds BOUNDS =
            new AllocatorBounds(1, 8, 4, 6, Duration.ofSeconds(60), Duration.ofSeconds(60));

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Script script = new Script();
    private final List<Future<String>> unobserved = new ArrayList<>();
    private final List<ReferenceAllocator<String, String>> opened = new ArrayList<>();

    @BeforeAll
    static void startDatabase() {
        assertThat(TestServer.shared().port()).isPositive();
    }

    @AfterEach
    void stop() {
        script.gate.countDown();
        opened.forEach(ReferenceAllocator::close);
        clients.close();
    }

    @Test
    void whatGathersWhileABatchCommitsIsStoredTogetherInOrder() throws Exception {
        ReferenceAllocator<String, String> allocator = allocator();
        Future<String> first = submit(allocator, 1, "first");
        script.awaitBatches(1);
        List<Future<String>> others = new ArrayList<>();
        for (String request : List.of("a", "b", "c")) {
            others.add(submit(allocator, 1, request));
            awaitQueued(allocator, 1, others.size());
        }
        script.gate.countDown();
        assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo("first stored");
        for (Future<String> other : others) {
            assertThat(other.get(60, TimeUnit.SECONDS)).endsWith("stored");
        }
        assertThat(script.batches).containsExactly(List.of("first"), List.of("a", "b", "c"));
    }

    @Test
    void aQueueThatIsFullRefusesAndStoresNothing() throws Exception {
        ReferenceAllocator<String, String> allocator = allocator();
        Future<String> inFlight = submit(allocator, 1, "in flight");
        script.awaitBatches(1);
        List<Future<String>> waiting = new ArrayList<>();
        for (int i = 1; i <= BOUNDS.mostPerCompany(); i++) {
            waiting.add(submit(allocator, 1, "waiting " + i));
            awaitQueued(allocator, 1, i);
        }
        assertThatThrownBy(() -> allocator.store(1, "one too many"))
                .isInstanceOf(AllocationException.class)
                .hasMessageStartingWith("Too many requests");
        script.gate.countDown();
        assertThat(inFlight.get(60, TimeUnit.SECONDS)).isEqualTo("in flight stored");
        for (Future<String> one : waiting) {
            assertThat(one.get(60, TimeUnit.SECONDS)).endsWith("stored");
        }
        assertThat(script.stored).doesNotContain("one too many");
    }

    @Test
    void allQueuesTogetherHaveABoundToo() throws Exception {
        ReferenceAllocator<String, String> allocator = allocator();
        send(allocator, 1, "in flight");
        script.awaitBatches(1);
        for (int i = 1; i <= BOUNDS.mostInTotal(); i++) {
            send(allocator, 100 + i, "waiting " + i);
            awaitQueued(allocator, 100 + i, 1);
        }
        assertThatThrownBy(() -> allocator.store(1, "one too many"))
                .isInstanceOf(AllocationException.class)
                .hasMessageStartingWith("Too many requests");
        WrittenFigures figures = WrittenFigures.of(allocator);
        assertThat(figures.value("sequitur_allocator_refusals_total", "reason", "queue_full"))
                .isEqualTo(1);
        assertThat(figures.value("sequitur_allocator_waiting_documents")).isEqualTo(BOUNDS.mostInTotal());
        assertThat(figures.value("sequitur_allocator_ready_companies")).isEqualTo(BOUNDS.mostInTotal());
    }

    @Test
    void aRequestThatWaitsTooLongLeavesTheQueueAndIsNeverStored() throws Exception {
        ReferenceAllocator<String, String> allocator =
                allocator(new AllocatorBounds(1, 8, 4, 6, Duration.ofMillis(50), Duration.ofSeconds(60)));
        Future<String> slow = submit(allocator, 1, "slow");
        script.awaitBatches(1);
        assertThatThrownBy(() -> allocator.store(1, "impatient"))
                .isInstanceOf(AllocationException.class)
                .matches(failure -> ((AllocationException) failure).kind() == AllocationException.Kind.NOTHING_DONE);
        script.gate.countDown();
        assertThat(slow.get(60, TimeUnit.SECONDS)).isEqualTo("slow stored");
        assertThat(script.stored).containsExactly("slow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"poison", "bug"})
    void aPoisonedRequestFailsAloneAndTheOthersAreStored(String kind) throws Exception {
        ReferenceAllocator<String, String> allocator = allocator();
        send(allocator, 1, "first");
        script.awaitBatches(1);
        Future<String> good = submit(allocator, 1, "good");
        awaitQueued(allocator, 1, 1);
        Future<String> poison = submit(allocator, 1, kind);
        awaitQueued(allocator, 1, 2);
        Future<String> alsoGood = submit(allocator, 1, "also good");
        awaitQueued(allocator, 1, 3);
        script.gate.countDown();
        assertThat(good.get(60, TimeUnit.SECONDS)).isEqualTo("good stored");
        assertThat(alsoGood.get(60, TimeUnit.SECONDS)).isEqualTo("also good stored");
        assertThatThrownBy(() -> poison.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(AllocationException.class)
                .matches(failure -> ((AllocationException) failure).kind() == AllocationException.Kind.NOT_STORABLE);
        assertThat(script.stored).containsExactly("first", "good", "also good");
        WrittenFigures figures = WrittenFigures.of(allocator);
        assertThat(figures.value("sequitur_documents_created_total")).isEqualTo(3);
        assertThat(figures.value("sequitur_allocator_batch_documents")).isEqualTo(2);
        assertThat(figures.value("sequitur_allocator_splits_total")).isEqualTo(2);
        assertThat(figures.value("sequitur_allocator_commits_total")).isEqualTo(3);
        assertThat(figures.value("sequitur_allocator_rollbacks_total")).isGreaterThanOrEqualTo(3);
        assertThat(figures.value("sequitur_allocator_refusals_total", "reason", "not_storable"))
                .isEqualTo(1);
        assertThat(figures.value("sequitur_allocator_allocation_seconds")).isEqualTo(3);
    }

    @Test
    void aBatchWhoseConnectionDiesAfterTheCommitIsNotStoredTwice() {
        script.gate.countDown();
        ReferenceAllocator<String, String> allocator = allocator();
        assertThat(allocator.store(1, "lost answer")).isEqualTo("lost answer stored");
        assertThat(script.stored).containsExactly("lost answer");
        assertThat(allocator.store(1, "after")).isEqualTo("after stored");
    }

    @Test
    void aBatchWhoseConnectionDiesBeforeTheCommitIsDoneAgain() {
        script.gate.countDown();
        ReferenceAllocator<String, String> allocator = allocator();
        assertThat(allocator.store(1, "lost question")).isEqualTo("lost question stored");
        assertThat(script.stored).containsExactly("lost question");
    }

    @Test
    void aTakenReferenceMakesTheBatchCareful() {
        script.gate.countDown();
        assertThat(allocator().store(1, "behind")).isEqualTo("behind stored");
        assertThat(script.careful).containsExactly(false, true);
    }

    @Test
    void lostConnectionsDoNotCostARequestItsCarefulAttempt() {
        script.gate.countDown();
        assertThat(allocator().store(1, "behind after an outage")).isEqualTo("behind after an outage stored");
        assertThat(script.careful).containsExactly(false, false, false, true);
    }

    @Test
    void aBusyCompanyDoesNotStarveAQuietOne() throws Exception {
        ReferenceAllocator<String, String> allocator =
                allocator(new AllocatorBounds(1, 2, 100, 100, Duration.ofSeconds(60), Duration.ofSeconds(60)));
        send(allocator, 1, "first");
        script.awaitBatches(1);
        for (int i = 1; i <= 20; i++) {
            send(allocator, 1, "busy " + i);
            awaitQueued(allocator, 1, i);
        }
        Future<String> quiet = submit(allocator, 2, "quiet");
        awaitQueued(allocator, 2, 1);
        script.gate.countDown();
        quiet.get(60, TimeUnit.SECONDS);
        assertThat(new ArrayList<>(script.stored).indexOf("quiet")).isLessThanOrEqualTo(3);
    }

    @Test
    void closingFinishesWhatIsQueuedAndRefusesWhatComesLater() throws Exception {
        ReferenceAllocator<String, String> allocator = allocator();
        Future<String> queued = submit(allocator, 1, "queued");
        script.awaitBatches(1);
        script.gate.countDown();
        allocator.close();
        assertThat(queued.get(60, TimeUnit.SECONDS)).isEqualTo("queued stored");
        assertThatThrownBy(() -> allocator.store(1, "late"))
                .isInstanceOf(AllocationException.class)
                .hasMessageStartingWith("The server is stopping");
    }

    @Test
    void closingDoesNotLeaveARequestWaitingForABatchThatCannotEnd() throws Exception {
        ReferenceAllocator<String, String> allocator =
                allocator(new AllocatorBounds(1, 8, 4, 6, Duration.ofMillis(50), Duration.ofSeconds(60)));
        script.gate.countDown();
        Future<String> down = submit(allocator, 1, "down");
        script.awaitBatches(1);
        allocator.close();
        assertThatThrownBy(() -> down.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(AllocationException.class)
                .matches(failure -> ((AllocationException) failure).kind() == AllocationException.Kind.UNKNOWN);
        assertThat(script.stored).isEmpty();
    }

    private ReferenceAllocator<String, String> allocator() {
        return allocator(BOUNDS);
    }

    private ReferenceAllocator<String, String> allocator(AllocatorBounds bounds) {
        ReferenceAllocator<String, String> allocator = new ReferenceAllocator<>(script, this::connect, bounds);
        opened.add(allocator);
        return allocator;
    }

    private Connection connect() throws SQLException {
        Connection connection = TestServer.shared().dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** A request whose answer nobody looks at. */
    private void send(ReferenceAllocator<String, String> allocator, long companyId, String request) {
        unobserved.add(submit(allocator, companyId, request));
    }

    private Future<String> submit(ReferenceAllocator<String, String> allocator, long companyId, String request) {
        return clients.submit(() -> allocator.store(companyId, request));
    }

    private static void awaitQueued(ReferenceAllocator<?, ?> allocator, long companyId, int count)
            throws InterruptedException {
        await(() -> allocator.waiting(companyId) >= count);
    }

    private static void await(Supplier<Boolean> condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.get()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Batches that remember what they stored, wait at a gate, and fail as the text of a request says. */
    private static final class Script implements BatchKind<String, String> {

        final CountDownLatch gate = new CountDownLatch(1);
        final Collection<List<String>> batches = new ConcurrentLinkedQueue<>();
        final Collection<String> stored = new ConcurrentLinkedQueue<>();
        final Collection<Boolean> careful = new ConcurrentLinkedQueue<>();
        private volatile boolean lost;

        void awaitBatches(int count) throws InterruptedException {
            await(() -> batches.size() >= count);
        }

        @Override
        public int documents(String request) {
            return 1;
        }

        @Override
        public Batch<String> batch(List<String> requests, boolean carefully) {
            batches.add(requests);
            careful.add(carefully);
            return new Scripted(requests, carefully);
        }

        private final class Scripted implements Batch<String> {

            private final List<String> requests;
            private final boolean carefully;

            Scripted(List<String> requests, boolean carefully) {
                this.requests = requests;
                this.carefully = carefully;
            }

            @Override
            public void look(Connection connection) throws SQLException {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new SQLException("interrupted", "57014", e);
                }
            }

            @Override
            public void store(Connection connection) throws SQLException {
                if (requests.contains("poison")) {
                    throw new SQLException("poisoned", "22003");
                }
                if (requests.contains("down")) {
                    throw new SQLException("severed", "08006");
                }
                if (requests.contains("bug")) {
                    throw new IllegalStateException("a bug");
                }
                boolean outage = requests.contains("behind after an outage");
                if (outage && batches.size() <= 2) {
                    throw new SQLException("severed", "08006");
                }
                if ((outage || requests.contains("behind")) && !carefully) {
                    throw new SQLException("taken", "23505");
                }
                boolean severs = !lost && requests.stream().anyMatch(request -> request.startsWith("lost"));
                if (severs && requests.contains("lost question")) {
                    lost = true;
                    throw new SQLException("severed", "08006");
                }
                stored.addAll(requests);
                if (severs) {
                    lost = true;
                    throw new SQLException("severed", "08006");
                }
            }

            @Override
            public boolean isStored(Connection connection) {
                return stored.containsAll(requests);
            }

            @Override
            public List<Outcome<String>> outcomes() {
                List<Outcome<String>> outcomes = new ArrayList<>();
                requests.forEach(request -> outcomes.add(new Outcome.Stored<>(request + " stored")));
                return outcomes;
            }
        }
    }
}
