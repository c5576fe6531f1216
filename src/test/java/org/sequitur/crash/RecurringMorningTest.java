package org.sequitur.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
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
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.EmbeddedPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A morning on which ten thousand recurring invoices are due, with two servers, and one that is killed amid it. */
class RecurringMorningTest {

    private static final int PROFILES = 10_000;
    private static final int BEFORE_THE_END = 2_000;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void eachBecomesOneInvoiceAndTheirReferencesHaveNoGap() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(temporary.resolve("database"));
                Connection connection = connect(postgres.address())) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            ServerProcess one = start("one", postgres.address());
            ServerProcess two = start("two", postgres.address());
            fill(jdbc, one.client());

            jdbc.sql("UPDATE recurring_invoice SET status = 'active'").update();
            ServerProcess.awaitThat("some invoices", () -> count(jdbc) >= BEFORE_THE_END);
            ServerProcess killed = pagesMade(one) > pagesMade(two) ? one : two;
            killed.killHard();
            assertThat(count(jdbc)).as("killed amid it").isLessThan(PROFILES);
            ServerProcess.awaitThat("all invoices", () -> count(jdbc) >= PROFILES);

            assertThat(jdbc.sql("SELECT reference FROM document ORDER BY id")
                            .query(String.class)
                            .list())
                    .isEqualTo(IntStream.rangeClosed(1, PROFILES)
                            .mapToObj("%03d"::formatted)
                            .toList());
            assertThat(jdbc.sql("SELECT count(DISTINCT recurring_invoice_id) FROM document")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(PROFILES);
            assertThat(jdbc.sql("SELECT count(*) FROM recurring_invoice WHERE next_recurs_on <= current_date")
                            .query(Integer.class)
                            .single())
                    .isZero();
            assertThat((killed == one ? two : one)
                            .client()
                            .get("invoices?view=draft")
                            .header("X-Total-Count"))
                    .isEqualTo(Integer.toString(PROFILES));
        }
    }

    private ServerProcess start(String name, DatabaseAddress database) throws Exception {
        String url = database.url()
                .replaceFirst("^jdbc:postgresql://", "postgres://" + database.user() + ":" + database.password() + "@");
        return processes.start(ServerStart.on(temporary.resolve(name))
                .with("--database-url", url)
                .withVariable("SEQUITUR_RECURRING_LOOK", "100ms"));
    }

    /** One made by a client, and copies of it. */
    private static void fill(JdbcClient jdbc, V2Client client) throws Exception {
        RecurringFixture recurring = new RecurringFixture(client, client.newContact("Harbour Mills"));
        recurring.created(Map.of(
                "recurring_status", "Draft", "dated_on", TestServer.today().toString()));
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

    private static int count(JdbcClient jdbc) {
        return jdbc.sql("SELECT count(*) FROM document").query(Integer.class).single();
    }

    private static Connection connect(DatabaseAddress address) throws Exception {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}
