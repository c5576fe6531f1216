package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.Draft;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.V2Client;
import org.sequitur.series.StrictCompany;
import org.sequitur.store.Database;
import org.sequitur.store.EmbeddedPostgres;
import tools.jackson.databind.JsonNode;

/** A whole database is verified beside its server and without one, and the exit code tells what was found. */
class VerifyCommandTest {

    private static final int FAILED = 1;
    private static final int BREACH = 3;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void besideARunningServerAndWithoutOne() throws Exception {
        ServerProcess server = processes.start(data());
        V2Client client = server.client();
        String contact = client.newContact("Customer");
        client.post("invoices", Draft.list(Collections.nCopies(20, Draft.of(contact))))
                .expect(201);

        client.post("invoices", Draft.of(contact).withReference("025").body()).expect(201);
        JsonNode tenth = client.invoices().stream()
                .filter(invoice -> invoice.path("reference").stringValue("").equals("010"))
                .findFirst()
                .orElseThrow();
        client.delete("invoices/" + V2Client.id(tenth)).expect(200);

        assertThat(verify().expectDone().out())
                .contains("Company mycompany", "1 company, all whole")
                .contains("sequence of the company: first 001, last 025, 20 documents")
                .contains(
                        "missing: 010, deleted by ", "missing: 021 to 024 (4), passed over, for 025 was asked for by ")
                .doesNotContain("BREACH");
        assertThat(verify("--company", "mycompany", "--lines", "1").expectDone().out())
                .contains("1 company, all whole", "... and 1 more gaps")
                .doesNotContain("021 to 024");
        verify("--company", "nowhere").expectRefused(FAILED, "no company with the subdomain nowhere");

        plant("UPDATE document SET total_value = 1 WHERE reference = '007'");
        assertBreach(verify());
        server.signal("TERM");
        server.awaitEnd();
        assertBreach(verify());
    }

    @Test
    void whatIsPlantedInTheDatabaseIsFound() throws Exception {
        ServerProcess server = processes.start(data());
        StrictCompany company = StrictCompany.with(server.client(), Map.of("prefix", "INV-"));
        for (int i = 0; i < 4; i++) {
            company.sent(company.draft(Map.of()));
        }
        assertThat(verify().expectDone().out()).contains("1 company, all whole");

        plant(
                "UPDATE issued_document SET position = position + 100 WHERE position IN (1, 2)",
                "UPDATE issued_document SET position = 103 - position WHERE position > 100");
        assertFound("position 1, INV-0002", "names another record before it");
        plant("UPDATE document SET total_value = total_value + 1 WHERE reference = 'INV-0003'");
        assertFound("(INV-0003) is stored with a total of 101");
        plant(
                "ALTER TABLE issued_document DROP CONSTRAINT issued_document_company_id_document_id_fkey",
                "DELETE FROM document WHERE reference = 'INV-0003'");
        assertFound("no document has reference INV-0003", "INV-0003", "is gone");
        plant(
                "ALTER TABLE document DROP CONSTRAINT document_company_id_reference_key",
                "UPDATE document SET reference = 'INV-0001' WHERE reference = 'INV-0002'");
        assertFound("reference INV-0001 is borne by 2 documents");
    }

    private void assertFound(String... words) throws Exception {
        CommandRun run = verify();
        assertThat(run.status()).as(run.toString()).isEqualTo(BREACH);
        assertThat(run.out()).contains(words);
    }

    private static void assertBreach(CommandRun run) {
        assertThat(run.status()).as(run.toString()).isEqualTo(BREACH);
        assertThat(run.out())
                .contains("BREACH: document ", " (007) is stored with a total of 1,")
                .endsWith("1 company, 1 breach\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aConnectionThatIsCutMidwayIsToldInOneLine() throws Exception {
        V2Client client = processes.start(data()).client();
        client.post("invoices", Draft.of(client.newContact("Customer")).body()).expect(201);
        // Whoever reads a line is cut off.
        plant(
                "ALTER TABLE document_item RENAME TO cut_item",
                "CREATE VIEW document_item AS SELECT * FROM cut_item WHERE pg_terminate_backend(pg_backend_pid())");

        verify().expectRefused(FAILED, "could not be read to the end", "terminating connection");
    }

    @Test
    void whereThereAreNoData() throws Exception {
        verify().expectRefused(FAILED, "no data");
    }

    private void plant(String... changes) throws Exception {
        try (Database database =
                        Database.open(EmbeddedPostgres.runningIn(data()).orElseThrow());
                Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement()) {
            for (String change : changes) {
                statement.executeUpdate(change);
            }
        }
    }

    private CommandRun verify(String... options) {
        return CommandRun.here(Stream.of(List.of("verify", "--data", data().toString()), List.of(options))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private Path data() {
        return temporary.resolve("data");
    }
}
