package org.sequitur.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queues and batches count documents: a list weighs as much as what is in it. */
class ReadyQueuesTest {

    private static final int BATCH = 8;
    private static final int COMPANY = 10;
    private static final int TOTAL = 15;
    private static final Duration LONG = Duration.ofHours(1);

    private final ReadyQueues<String, String> queues =
            new ReadyQueues<>(new AllocatorBounds(1, BATCH, COMPANY, TOTAL, LONG, LONG));

    @Test
    void aListCountsAsItsDocumentsInTheQueueOfItsCompany() {
        add(1, "list", 7);
        assertThat(queues.waiting(1)).isEqualTo(7);
        assertFull(1, 4);
        add(1, "what just fits", 3);
        assertFull(1, 1);
        assertThat(queues.waiting(1)).isEqualTo(COMPANY);
    }

    @Test
    void aListCountsAsItsDocumentsInAllQueuesTogether() {
        add(1, "list", 9);
        assertFull(2, 7);
        add(2, "what just fits", 6);
        assertFull(3, 1);
    }

    @Test
    void anEmptyQueueLetsAnyListIn() {
        add(1, "list", TOTAL + 1);
        assertThat(queues.waiting(1)).isEqualTo(TOTAL + 1);
        assertFull(1, 1);
        assertFull(2, 1);
    }

    @Test
    void whatIsTakenMakesRoomForItsDocuments() throws Exception {
        add(1, "list", 9);
        assertFull(1, 2);
        assertThat(take()).containsExactly("list");
        assertThat(queues.waiting(1)).isZero();
        add(1, "another", COMPANY);
        add(2, "of another company", TOTAL - COMPANY);
        assertFull(3, 1);
    }

    @Test
    void whatDidNotWaitAnyLongerMakesRoomForItsDocuments() {
        ReadyQueues<String, String> impatient =
                new ReadyQueues<>(new AllocatorBounds(1, BATCH, COMPANY, TOTAL, Duration.ofNanos(1), LONG));
        impatient.add(1, new Ticket<>("list", COMPANY));
        long added = System.nanoTime();
        while (System.nanoTime() - added <= 1) {
            Thread.onSpinWait();
        }
        impatient.expire();
        assertThat(impatient.waiting(1)).isZero();
        impatient.add(1, new Ticket<>("half", COMPANY / 2));
        impatient.add(1, new Ticket<>("the other half", COMPANY / 2));
        assertThat(impatient.waiting(1)).isEqualTo(COMPANY);
    }

    /** A transaction of several companies cannot be had where they lie on several machines. */
    @Test
    void aBatchIsOfAsManyCompaniesAsItMayBeAndTheNextOfTheNext() throws Exception {
        ReadyQueues<String, String> apart =
                new ReadyQueues<>(new AllocatorBounds(1, BATCH, COMPANY, TOTAL, LONG, LONG, 1));
        for (int company = 1; company <= 2; company++) {
            apart.add(company, new Ticket<>("first of " + company, 1));
            apart.add(company, new Ticket<>("second of " + company, 1));
        }
        assertThat(apart.take().tickets())
                .extracting(ticket -> ticket.request)
                .containsExactly("first of 1", "second of 1");
        assertThat(apart.take().tickets())
                .extracting(ticket -> ticket.request)
                .containsExactly("first of 2", "second of 2");
    }

    @Test
    void aBatchHoldsAsManyDocumentsAsItMayAndNoMore() throws Exception {
        add(1, "a", 3);
        add(1, "b", 3);
        add(1, "c", 2);
        add(1, "d", 1);
        assertThat(take()).containsExactly("a", "b", "c");
    }

    @Test
    void aListThatDoesNotFitTheBatchIsTheFirstOfTheNext() throws Exception {
        add(1, "a", 6);
        add(2, "list", 3);
        add(3, "would fit", 1);
        assertThat(take()).containsExactly("a");
        assertThat(take()).containsExactly("list", "would fit");
    }

    @Test
    void aListThatDoesNotFitWaitsBehindNobodyOfItsOwnCompany() throws Exception {
        add(1, "a", 6);
        add(1, "list", 3);
        add(1, "would fit", 1);
        ReadyQueues.Load<String, String> load = queues.take();
        assertThat(requests(load)).containsExactly("a");
        queues.written(load);
        assertThat(take()).containsExactly("list", "would fit");
    }

    @Test
    void aListThatIsLargerThanABatchHasOneToItself() throws Exception {
        add(1, "list", BATCH + 1);
        add(2, "other", 1);
        assertThat(take()).containsExactly("list");
        assertThat(take()).containsExactly("other");
    }

    @Test
    void aListThatIsLargerThanABatchIsNotOvertaken() throws Exception {
        add(1, "first", 1);
        add(2, "list", BATCH + 1);
        add(3, "later", 1);
        assertThat(take()).containsExactly("first");
        assertThat(take()).containsExactly("list");
        assertThat(take()).containsExactly("later");
    }

    private void add(long companyId, String request, int documents) {
        queues.add(companyId, new Ticket<>(request, documents));
    }

    private void assertFull(long companyId, int documents) {
        assertThatThrownBy(() -> add(companyId, "too many", documents))
                .isInstanceOf(AllocationException.class)
                .hasMessageStartingWith("Too many requests");
    }

    private List<String> take() throws InterruptedException {
        return requests(queues.take());
    }

    private static List<String> requests(ReadyQueues.Load<String, String> load) {
        return load.tickets().stream().map(ticket -> ticket.request).toList();
    }
}
