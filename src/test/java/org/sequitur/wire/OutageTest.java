package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sequitur.ServerProcess;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What clients are told while the database is away, busy or broken. */
class OutageTest {

    private static void assertUnavailable(Reply reply) {
        assertThat(reply.expect(503).message()).isNotEmpty().doesNotContainIgnoringCase("sql");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
        assertThat(reply.has("X-Request-Id")).isTrue();
    }

    @Test
    void whileTheDatabaseIsAwayEveryAnswerSaysToComeBackLater() throws Exception {
        try (TestServer server = TestServer.start(Map.of())) {
            TestCompany company = server.newCompany();
            Call.get("/v2/company").as(company).send(server).expect(200);
            server.stopDatabase();
            assertUnavailable(Call.get("/health").send(server));
            assertUnavailable(Call.get("/v2/company").as(company).send(server));
            assertUnavailable(Call.of("POST", "/v2/invoices")
                    .as(company)
                    .json("{\"contact\":1,\"dated_on\":\"2026-09-01\",\"payment_terms_in_days\":0}")
                    .send(server));
            // What needs no database is as it was.
            Call.get("/v2/company").send(server).expect(401);
        }
    }

    @Test
    void aRouteThatCannotGetItsLockSaysToComeBackLater() throws Exception {
        try (TestServer server = TestServer.start(Map.of());
                Connection other = server.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            TestCompany company = server.newCompany();
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE company IN ACCESS EXCLUSIVE MODE");
            assertUnavailable(Call.get("/v2/company").as(company).send(server));
            other.rollback();
            Call.get("/v2/company").as(company).send(server).expect(200);
        }
    }

    @Test
    void aTransactionWhoseConnectionIsLostSaysToComeBackLater() throws Exception {
        try (TestServer server = TestServer.start(Map.of());
                Connection other = server.dataSource().getConnection();
                Statement statement = other.createStatement();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            TestCompany company = server.newCompany();
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE contact IN ACCESS EXCLUSIVE MODE");
            Future<Reply> waiting = clients.submit(() -> Call.of("POST", "/v2/contacts")
                    .as(company)
                    .header("Idempotency-Key", "lost")
                    .json("{\"organisation_name\":\"Harbour Mills\"}")
                    .send(server));
            JdbcClient looking = JdbcClient.create(server.dataSource());
            ServerProcess.awaitThat(
                    "the transaction waits",
                    () -> !looking.sql("""
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                            WHERE wait_event_type = 'Lock' AND query LIKE '%INTO contact%'
                            """).query().listOfRows().isEmpty());
            assertUnavailable(waiting.get(1, TimeUnit.MINUTES));
            other.rollback();
        }
    }

    @Test
    void aFaultOfTheServerIsToldWithoutItsDetails() throws Exception {
        try (TestServer server = TestServer.start(Map.of())) {
            TestCompany company = server.newCompany();
            JdbcClient.create(server.dataSource())
                    .sql("ALTER TABLE company RENAME TO mislaid")
                    .update();
            Reply reply = Call.get("/v2/company").as(company).send(server);
            assertThat(reply.expect(500).text())
                    .isEqualTo("{\"errors\":{\"error\":{\"message\":\"Something went wrong on the server\"}}}");
            assertThat(reply.has("X-Request-Id")).isTrue();
        }
    }
}
