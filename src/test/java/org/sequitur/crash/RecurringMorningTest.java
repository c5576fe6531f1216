package org.sequitur.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.TestDatabase;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.invoice.RecurringFixture;
import org.sequitur.outbox.ScriptedMailServer;
import org.sequitur.outbox.ScriptedMailServer.Taken;
import org.sequitur.store.DatabaseAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A morning on which many recurring invoices are due and mailed, with two servers, and one that is killed while invoices are
 * made and mails are on their way. {@code -Dsequitur.morning.invoices=10000} makes them so many.
 */
class RecurringMorningTest {

    private static final int PROFILES = Integer.getInteger("sequitur.morning.invoices", 1_000);
    private static final int STEP = 500;
    private static final int SENDERS = 4;
    private static final String MAY_REPEAT = "X-Sequitur-May-Repeat";

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    private final AtomicBoolean isHeld = new AtomicBoolean();
    private final AtomicInteger held = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void eachBecomesOneInvoiceWithoutAGapAndOneMailThatIsNeitherForgottenNorWrittenTwice() throws Exception {
        try (TestDatabase postgres = TestDatabase.in(temporary.resolve("database"));
                ScriptedMailServer mailServer = ScriptedMailServer.keepingHeaders(this::answer);
                Connection connection = connect(postgres.address())) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            ServerProcess one = start("one", postgres.address(), mailServer.port());
            ServerProcess two = start("two", postgres.address(), mailServer.port());
            fill(jdbc, one.client());

            activate(jdbc, PROFILES / 2);
            ServerProcess.awaitThat(
                    "some invoices are made and some mails sent",
                    () -> documents(jdbc) >= PROFILES / 5 && mailServer.taken().size() >= 10);
            isHeld.set(true);
            ServerProcess.awaitThat("all senders of both are amid a mail", () -> held.get() == 2 * SENDERS);
            Set<String> onTheirWay = messageIds(jdbc, "attempt_began_at IS NOT NULL");
            ServerProcess killed = pagesMade(one) > pagesMade(two) ? one : two;
            activate(jdbc, PROFILES);
            killed.killHard();
            assertThat(documents(jdbc)).as("killed while invoices are made").isLessThan(PROFILES);
            isHeld.set(false);
            goOn.countDown();
            ServerProcess.awaitThat("all invoices", () -> documents(jdbc) >= PROFILES);
            for (int sent = STEP; sent <= PROFILES; sent += STEP) {
                int least = sent;
                ServerProcess.awaitThat(least + " mails have left", () -> mails(jdbc, "state = 'sent'") >= least);
            }

            checkInvoices(jdbc);
            checkMails(jdbc, mailServer.taken(), onTheirWay);
            assertThat((killed == one ? two : one)
                            .client()
                            .get("invoices?view=scheduled_to_email")
                            .header("X-Total-Count"))
                    .isEqualTo("0");
        }
    }

    /** The first so many of them; those that have been so before have had their day. */
    private static void activate(JdbcClient jdbc, int most) {
        jdbc.sql("""
                        UPDATE recurring_invoice SET status = 'active' WHERE status = 'draft' AND id IN (
                            SELECT id FROM recurring_invoice ORDER BY id LIMIT ?)
                        """).param(most).update();
    }

    /** Once mails are held the mail server has taken what it was sent, and does not say so until it may. */
    private @Nullable String answer(String command) throws InterruptedException {
        if (command.equals(".") && isHeld.get()) {
            held.incrementAndGet();
            goOn.await();
        }
        return null;
    }

    private static void checkInvoices(JdbcClient jdbc) {
        assertThat(jdbc.sql("SELECT reference FROM document ORDER BY id")
                        .query(String.class)
                        .list())
                .isEqualTo(IntStream.rangeClosed(1, PROFILES)
                        .mapToObj("%03d"::formatted)
                        .toList());
        assertThat(number(jdbc, "SELECT count(DISTINCT recurring_invoice_id) FROM document"))
                .isEqualTo(PROFILES);
        assertThat(number(jdbc, "SELECT count(*) FROM document WHERE state = 'sent'"))
                .isEqualTo(PROFILES);
        assertThat(number(jdbc, "SELECT count(*) FROM recurring_invoice WHERE next_recurs_on <= current_date"))
                .isZero();
    }

    /** Only what the killed server was amid comes twice, as one mail and with a word about it. */
    private static void checkMails(JdbcClient jdbc, List<Taken> taken, Set<String> onTheirWay) {
        assertThat(mails(jdbc, "state = 'sent' AND cause = 'scheduled'")).isEqualTo(PROFILES);
        assertThat(mails(jdbc, "true")).isEqualTo(PROFILES);
        assertThat(number(jdbc, "SELECT count(DISTINCT document_id) FROM outgoing_mail"))
                .isEqualTo(PROFILES);
        Map<String, List<String>> marks = taken.stream()
                .collect(Collectors.groupingBy(
                        Taken::messageId, Collectors.mapping(mail -> mail.header(MAY_REPEAT), Collectors.toList())));
        assertThat(marks.keySet()).isEqualTo(messageIds(jdbc, "true"));
        Set<String> repeated = marks.keySet().stream()
                .filter(id -> marks.getOrDefault(id, List.of()).size() > 1)
                .collect(Collectors.toSet());
        assertThat(onTheirWay).hasSize(2 * SENDERS).containsAll(repeated);
        assertThat(repeated)
                .hasSize(SENDERS)
                .allSatisfy(id -> assertThat(marks.get(id)).containsExactly("", "yes"));
        assertThat(taken).filteredOn(mail -> !mail.header(MAY_REPEAT).isEmpty()).hasSize(SENDERS);
    }

    private ServerProcess start(String name, DatabaseAddress database, int mailPort) throws Exception {
        String url = TestDatabase.urlOf(database);
        return processes.start(ServerStart.on(temporary.resolve(name))
                .with("--database-url", url)
                .withVariable("SEQUITUR_RECURRING_LOOK", "100ms")
                .withVariable("SEQUITUR_MAIL_HOST", "127.0.0.1")
                .withVariable("SEQUITUR_MAIL_PORT", Integer.toString(mailPort))
                .withVariable("SEQUITUR_MAIL_SECURITY", "none")
                .withVariable("SEQUITUR_MAIL_SENDERS", Integer.toString(SENDERS))
                .withVariable("SEQUITUR_MAIL_LOOK", "100ms")
                .withVariable("SEQUITUR_MAIL_ROUNDS", "100ms")
                .withVariable("SEQUITUR_MAIL_ATTEMPT", "20s"));
    }

    /** One made by a client, and copies of it. */
    private static void fill(JdbcClient jdbc, V2Client client) throws Exception {
        String contact = client.newContact("Harbour Mills");
        client.put(contact, Map.of("contact", Map.of("email", "ap@mills.example")))
                .expect(200);
        new RecurringFixture(client, contact)
                .created(Map.of(
                        "recurring_status",
                        "Draft",
                        "dated_on",
                        TestServer.today().toString(),
                        "send_new_invoice_emails",
                        true));
        for (String table : List.of("recurring_invoice", "recurring_invoice_item")) {
            jdbc.sql("CREATE TEMPORARY TABLE copied AS SELECT * FROM " + table).update();
            String changed = table.equals("recurring_invoice") ? "id" : "document_id";
            jdbc.sql("""
                    INSERT INTO %1$s SELECT (jsonb_populate_record(NULL::%1$s, to_jsonb(c) || jsonb_build_object(
                        '%2$s', c.%2$s + n %3$s))).* FROM copied c, generate_series(1, ?) AS n
                    """.formatted(table, changed, changed.equals("id") ? "" : ", 'id', c.id + 1000000 + n"))
                    .param(PROFILES - 1)
                    .update();
            jdbc.sql("DROP TABLE copied").update();
        }
    }

    /** The one that has made more than the other goes on making. */
    private static long pagesMade(ServerProcess server) {
        return server.lines().stream()
                .filter(line -> line.contains("recurring invoices became invoices"))
                .count();
    }

    private static int documents(JdbcClient jdbc) {
        return number(jdbc, "SELECT count(*) FROM document");
    }

    private static int mails(JdbcClient jdbc, String condition) {
        return number(jdbc, "SELECT count(*) FROM outgoing_mail WHERE " + condition);
    }

    private static int number(JdbcClient jdbc, String question) {
        return jdbc.sql(question).query(Integer.class).single();
    }

    /** Those that mails in the outbox have, as documented. */
    private static Set<String> messageIds(JdbcClient jdbc, String condition) {
        return Set.copyOf(jdbc.sql("""
                SELECT format('<sequitur.%%s.%%s.%%s@example.com>', company_id, id, floor(extract(epoch FROM created_at) * 1000))
                FROM outgoing_mail WHERE %s
                """.formatted(condition)).query(String.class).list());
    }

    private static Connection connect(DatabaseAddress address) throws Exception {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}
