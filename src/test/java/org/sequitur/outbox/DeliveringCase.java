package org.sequitur.outbox;

import static org.sequitur.ServerProcess.awaitThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.server.Server;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with mails of one company, and servers that deliver them while a told clock goes on. */
@Execution(ExecutionMode.SAME_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeliveringCase {

    final TestServer data = TestServer.start(Map.of());
    final TestCompany company = data.newCompany();

    ToldClock clock = told();
    WrittenMails mails = written();
    private final List<Server> servers = new ArrayList<>();

    @BeforeEach
    void begin() {
        clock = told();
        mails = written();
    }

    @AfterEach
    void end() {
        endServers();
        jdbc().sql("DELETE FROM outgoing_mail").update();
    }

    @AfterAll
    void stop() {
        data.close();
    }

    private static ToldClock told() {
        return new ToldClock("2026-03-02T09:00:00Z");
    }

    private WrittenMails written() {
        return new WrittenMails(data.dataSource(), company.id(), clock.instant());
    }

    /**
     * Starts another server.
     *
     * @param rooms what it has besides, or instead
     */
    Server deliver(int port, Map<String, Object> more, Class<?>... rooms) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "sequitur.mail.host", "127.0.0.1",
                "sequitur.mail.port", port,
                "sequitur.mail.security", "none",
                "sequitur.mail.look", "20ms",
                "sequitur.mail.attempt", "30s"));
        settings.putAll(more);
        return keep(Server.start(data.database(), InetAddress.getLoopbackAddress(), 0, null, settings, clock, rooms));
    }

    /** Ends it with the test. */
    Server keep(Server server) {
        servers.add(server);
        return server;
    }

    void endServers() {
        servers.forEach(Server::close);
        servers.clear();
    }

    JdbcClient jdbc() {
        return JdbcClient.create(data.dataSource());
    }

    void awaitState(long id, String state) throws InterruptedException {
        awaitThat("mail " + id + " is " + state, () -> mails.state(id).equals(state));
    }

    void awaitAttempt(long id, int number) throws InterruptedException {
        awaitThat("attempt " + number + " of mail " + id + " is over", () -> {
            Map<String, @Nullable Object> row = mails.row(id);
            return row.get("attempt_began_at") == null && Objects.equals(row.get("attempts"), number);
        });
    }
}
