package org.sequitur.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.TestDatabase;
import org.sequitur.outbox.ScriptedMailServer;
import org.sequitur.outbox.ScriptedMailServer.Taken;
import org.sequitur.outbox.WrittenMails;
import org.sequitur.store.DatabaseAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A server process that is killed while it sends mails, beside another one that goes on. */
class KilledAmidMailsTest {

    private static final int MAILS = 200;
    private static final int BEFORE_THE_END = 50;
    private static final int SENDERS = 3;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void eachMailComesAndOnlyThoseThatWereOnTheirWayComeTwiceUnderTheSameId() throws Exception {
        AtomicInteger ends = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        // From some mail on the server takes what it is sent, and does not answer until it may.
        try (TestDatabase postgres = TestDatabase.in(temporary.resolve("database"));
                ScriptedMailServer mailServer = new ScriptedMailServer(command -> {
                    if (command.equals(".") && ends.incrementAndGet() > BEFORE_THE_END) {
                        goOn.await();
                    }
                    return null;
                });
                var connection = connect(postgres.address())) {
            DataSource data = new SingleConnectionDataSource(connection, true);
            ServerProcess killed = start("one", postgres.address(), mailServer.port());
            start("two", postgres.address(), mailServer.port());
            long company = JdbcClient.create(data)
                    .sql("SELECT id FROM company")
                    .query(Long.class)
                    .single();
            WrittenMails mails = new WrittenMails(data, company, Instant.now());
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < MAILS; i++) {
                ids.add(mails.write("mira" + i + "@example.com"));
            }

            ServerProcess.awaitThat(
                    "all senders of both wait for an answer", () -> ends.get() == BEFORE_THE_END + 2 * SENDERS);
            Set<String> onTheirWay = messageIds(mailServer
                    .taken()
                    .subList(BEFORE_THE_END, mailServer.taken().size()));
            killed.killHard();
            goOn.countDown();
            ServerProcess.awaitThat("all are sent", () -> waiting(data) == 0);

            List<String> taken =
                    mailServer.taken().stream().map(Taken::messageId).toList();
            Set<String> twice = taken.stream()
                    .filter(id -> Collections.frequency(taken, id) > 1)
                    .collect(Collectors.toSet());
            assertThat(new HashSet<>(taken)).hasSize(MAILS);
            assertThat(taken).as("three times nothing").hasSize(MAILS + SENDERS);
            assertThat(twice).hasSize(SENDERS);
            assertThat(onTheirWay).hasSize(2 * SENDERS).containsAll(twice);
            assertThat(messageIds(mailServer.taken().stream()
                            .filter(mail ->
                                    !mail.header("X-Sequitur-May-Repeat").isEmpty())
                            .toList()))
                    .isEqualTo(twice);
            assertThat(ids).allSatisfy(id -> assertThat(mails.state(id)).isEqualTo("sent"));
        }
    }

    private ServerProcess start(String name, DatabaseAddress database, int port) throws Exception {
        String url = TestDatabase.urlOf(database);
        return processes.start(ServerStart.on(temporary.resolve(name))
                .with("--database-url", url)
                .withVariable("SEQUITUR_MAIL_HOST", "127.0.0.1")
                .withVariable("SEQUITUR_MAIL_PORT", Integer.toString(port))
                .withVariable("SEQUITUR_MAIL_SECURITY", "none")
                .withVariable("SEQUITUR_MAIL_SENDERS", Integer.toString(SENDERS))
                .withVariable("SEQUITUR_MAIL_LOOK", "100ms")
                .withVariable("SEQUITUR_MAIL_ATTEMPT", "6s"));
    }

    private static Set<String> messageIds(List<Taken> mails) {
        return mails.stream().map(Taken::messageId).collect(Collectors.toSet());
    }

    private static int waiting(DataSource data) {
        return JdbcClient.create(data)
                .sql("SELECT count(*) FROM outgoing_mail WHERE state = 'waiting'")
                .query(Integer.class)
                .single();
    }

    private static java.sql.Connection connect(DatabaseAddress address) throws Exception {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}
