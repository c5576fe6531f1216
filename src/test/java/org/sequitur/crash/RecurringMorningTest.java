package org.sequitur.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.invoice.RecurringFixture;
import org.sequitur.outbox.ScriptedMailServer;
import org.sequitur.outbox.ScriptedMailServer.Taken;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.EmbeddedPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A morning on which ten thousand recurring invoices are due and leave by mail, with two servers, and one that is killed amid it. */
class RecurringMorningTest {

    private static final int PROFILES = 10_000;
    private static final int BEFORE_THE_END = 2_000;
    private static final int STEP = 500;
    private static final String MAY_REPEAT = "X-Sequitur-May-Repeat";

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void eachBecomesOneInvoiceAndOneMailAndTheirReferencesHaveNoGap() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(temporary.resolve("database"));
                ScriptedMailServer mailServer = ScriptedMailServer.ofHeads(command -> null);
                Connection connection = connect(postgres.address())) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            ServerProcess one = start("one", postgres.address(), mailServer.port());
            ServerProcess two = start("two", postgres.address(), mailServer.port());
            fill(jdbc, one.client());

            jdbc.sql("UPDATE recurring_invoice SET status = 'active'").update();
            ServerProcess.awaitThat(
                    "many invoices, and mails on their way",
                    () -> count(jdbc, "document") >= BEFORE_THE_END
                            && !mailServer.taken().isEmpty());
            ServerProcess killed = pagesMade(one) > pagesMade(two) ? one : two;
            killed.killHard();
            assertThat(count(jdbc, "document")).as("killed amid it").isLessThan(PROFILES);
            Set<String> begun =
                    new HashSet<>(jdbc.sql("SELECT id::text FROM outgoing_mail WHERE attempt_began_at IS NOT NULL")
                            .query(String.class)
                            .list());
            ServerProcess.awaitThat("all invoices", () -> count(jdbc, "document") >= PROFILES);
            for (int i = STEP; i <= PROFILES; i += STEP) {
                int sent = i;
                ServerProcess.awaitThat(
                        sent + " mails are sent", () -> count(jdbc, "outgoing_mail WHERE state = 'sent'") >= sent);
            }

            assertInvoices(jdbc);
            assertThat((killed == one ? two : one)
                            .client()
                            .get("invoices?view=draft")
                            .header("X-Total-Count"))
                    .isEqualTo("0");
            assertMails(jdbc, mailServer.taken(), begun);
        }
    }

    private static void assertInvoices(JdbcClient jdbc) {
        assertThat(jdbc.sql("SELECT reference FROM document ORDER BY id")
                        .query(String.class)
                        .list())
                .isEqualTo(IntStream.rangeClosed(1, PROFILES)
                        .mapToObj("%03d"::formatted)
                        .toList());
        assertThat(number(jdbc, "SELECT count(DISTINCT recurring_invoice_id) FROM document"))
                .isEqualTo(PROFILES);
        assertThat(count(jdbc, "recurring_invoice WHERE next_recurs_on <= current_date"))
                .isZero();
        assertThat(count(jdbc, "document WHERE state <> 'sent'")).isZero();
    }

    /** Of SMTP no more can be had than that what was on its way when its sender died comes again, under its id and marked. */
    private static void assertMails(JdbcClient jdbc, List<Taken> taken, Set<String> begun) {
        assertThat(count(jdbc, "outgoing_mail")).isEqualTo(PROFILES);
        assertThat(number(jdbc, """
                        SELECT count(DISTINCT m.document_id) FROM outgoing_mail m JOIN document d ON d.id = m.document_id
                        WHERE m.state = 'sent' AND m.cause = 'scheduled' AND m.reference = d.reference
                        """)).isEqualTo(PROFILES);
        Map<String, List<Taken>> byId = taken.stream().collect(Collectors.groupingBy(Taken::messageId));
        assertThat(byId).hasSize(PROFILES);
        assertThat(taken).extracting(mail -> mail.header("Subject")).doesNotContain("");
        Map<String, List<Taken>> repeated = byId.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(repeated.size()).isLessThanOrEqualTo(begun.size());
        repeated.forEach((id, mails) -> {
            assertThat(begun).contains(id.replaceFirst("<?[^.]*\\.[^.]*\\.([0-9]+)\\..*", "$1"));
            assertThat(mails).hasSize(2);
            assertThat(mails.getFirst().header(MAY_REPEAT)).isEmpty();
            assertThat(mails.getLast().header(MAY_REPEAT)).isNotEmpty();
        });
    }

    private ServerProcess start(String name, DatabaseAddress database, int mailPort) throws Exception {
        String url = database.url()
                .replaceFirst("^jdbc:postgresql://", "postgres://" + database.user() + ":" + database.password() + "@");
        return processes.start(ServerStart.on(temporary.resolve(name))
                .with("--database-url", url)
                .withVariable("SEQUITUR_RECURRING_LOOK", "100ms")
                .withVariable("SEQUITUR_MAIL_LOOK", "100ms")
                .withVariable("SEQUITUR_MAIL_HOST", "127.0.0.1")
                .withVariable("SEQUITUR_MAIL_PORT", Integer.toString(mailPort))
                .withVariable("SEQUITUR_MAIL_SECURITY", "none")
                .withVariable("SEQUITUR_MAIL_ATTEMPT", "20s"));
    }

    /** One made by a client, and copies of it. */
    private static void fill(JdbcClient jdbc, V2Client client) throws Exception {
        String contact = client.post(
                        "contacts",
                        Map.of("contact", Map.of("organisation_name", "Harbour Mills", "email", "ap@mills.example")))
                .expect(201)
                .body()
                .at("/contact/url")
                .asString();
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

    private static int count(JdbcClient jdbc, String what) {
        return number(jdbc, "SELECT count(*) FROM " + what);
    }

    private static int number(JdbcClient jdbc, String question) {
        return jdbc.sql(question).query(Integer.class).single();
    }

    private static Connection connect(DatabaseAddress address) throws Exception {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}
