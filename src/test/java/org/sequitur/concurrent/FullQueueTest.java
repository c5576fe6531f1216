package org.sequitur.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sequitur.LockWaiters;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;

/** What a client meets when more is asked than can be written: an answer that says so, and no number spent. */
class FullQueueTest {

    @Test
    void aCreateBeyondTheQueueIsAnswered503AndSpendsNoReference() throws Exception {
        try (TestServer server = TestServer.start(Map.of("sequitur.queue-per-company", 1));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Connection blocker = server.dataSource().getConnection()) {
            TestCompany company = server.newCompany();
            String contact = company.client().newContact("Harbour Mills");
            blocker.setAutoCommit(false);
            lockRegister(blocker, company);
            Future<Answer> beingWritten = clients.submit(() -> create(company, contact));
            LockWaiters.await(server.dataSource());
            Future<Answer> queued = clients.submit(() -> create(company, contact));
            // Whichever of the two comes second finds the one place in the queue taken.
            Future<Answer> other = clients.submit(() -> create(company, contact));
            awaitEither(queued, other);
            boolean isOther = other.isDone();
            Answer refused = (isOther ? other : queued).get();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.messages()).containsExactly("Too many requests are waiting; nothing was stored");
            blocker.rollback();
            assertThat(beingWritten.get(1, TimeUnit.MINUTES).status()).isEqualTo(201);
            Future<Answer> second = isOther ? queued : other;
            assertThat(second.get(1, TimeUnit.MINUTES).status()).isEqualTo(201);
            assertThat(create(company, contact)
                            .body()
                            .path("invoice")
                            .path("reference")
                            .stringValue(""))
                    .isEqualTo("003");
        }
    }

    private static Answer create(TestCompany company, String contact) throws Exception {
        V2Client client = company.client();
        return client.post(
                "invoices", Map.of("contact", contact, "dated_on", "2026-01-05", "payment_terms_in_days", 30));
    }

    private static void lockRegister(Connection blocker, TestCompany company) throws Exception {
        try (PreparedStatement lock =
                blocker.prepareStatement("SELECT 1 FROM document_register WHERE company_id = ? FOR UPDATE")) {
            lock.setLong(1, company.id());
            lock.execute();
        }
    }

    private static void awaitEither(Future<Answer> one, Future<Answer> other) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!one.isDone() && !other.isDone()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
