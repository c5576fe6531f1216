package org.sequitur.numbering;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What was changed behind the server's back is found; on a database whose constraints are taken away. */
class ReferencesCheckTest {

    private static TestServer server;
    private TestCompany company;
    private JdbcClient jdbc;
    private String contact;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of());
        JdbcClient.create(server.dataSource())
                .sql("ALTER TABLE document DROP CONSTRAINT document_company_id_reference_key")
                .update();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void found() throws Exception {
        company = server.newCompany();
        jdbc = JdbcClient.create(server.dataSource());
        contact = company.client().newContact("Ash Hollow");
        for (int i = 0; i < 120; i++) {
            create(null);
        }
    }

    @Test
    void soundBooksAreFoundSound() throws Exception {
        create("Retainer March");
        create("Retainer April");
        create("9");
        create("INV-100");
        company.delete("invoices/" + id("060")).expect(200);

        assertThat(breaches()).isEmpty();
    }

    @Test
    void aRowThatIsDeletedInTheMiddleIsFound() throws Exception {
        remove("050");
        remove("100");
        remove("101");
        remove("102");

        assertThat(breaches())
                .containsExactly(
                        "no document has reference 050, and nothing accounts for it",
                        "no document has reference 100 to 102, and nothing accounts for it");
        assertThat(report().at("/totals/unexplained_gaps").asInt()).isEqualTo(2);
        assertThat(report().at("/gaps/0/cause").asString()).isEqualTo("unknown");
    }

    @Test
    void aReferenceThatIsBorneTwiceIsFoundWhetherItEndsInADigitOrNot() throws Exception {
        create("Retainer March");
        create("Retainer April");
        create("9");
        long oldest = id("077");
        rename("078", "077");
        rename("Retainer April", "Retainer March");

        assertThat(breaches())
                .contains("reference 077 is borne by 2 documents, the oldest of them " + oldest)
                .anyMatch(breach -> breach.startsWith("reference Retainer March is borne by 2 documents"))
                .anyMatch(breach -> breach.startsWith("no document has reference 078,"))
                .hasSize(3);
        assertThat(report().path("duplicates"))
                .extracting(row -> row.path("reference").asString())
                .containsExactly("077", "Retainer March");
        assertThat(ReportTable.of(company.get("/sequitur/v1/reference_report?format=csv")
                                .expect(200)
                                .text())
                        .of(ReportRow.Kind.DUPLICATE))
                .extracting(row -> row.get("reference"))
                .containsExactly("077", "Retainer March");
    }

    @Test
    void otherCompaniesAreNotLookedAt() throws Exception {
        TestCompany other = server.newCompany();
        String theirs = other.client().newContact("Elm");
        other.post("invoices", Draft.of(theirs).withReference("077").body()).expect(201);
        jdbc.sql("INSERT INTO reference_event (company_id, kind, reference, document_id, user_id, happened_at)"
                        + " VALUES (?, 'deleted', '050', 1, 1, now())")
                .param(other.id())
                .update();
        remove("050");

        assertThat(breaches()).containsExactly("no document has reference 050, and nothing accounts for it");
        assertThat(report().path("duplicates")).isEmpty();
    }

    private List<String> breaches() throws Exception {
        List<String> breaches = new ArrayList<>();
        try (Connection connection = server.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            new ReferencesCheck().run(connection, company.id(), breaches::add);
            connection.rollback();
        }
        return breaches;
    }

    private JsonNode report() throws Exception {
        return company.get("/sequitur/v1/reference_report").expect(200).body().path("reference_report");
    }

    private void create(@Nullable String reference) throws Exception {
        company.post("invoices", Draft.of(contact).withReference(reference).body())
                .expect(201);
    }

    private long id(String reference) {
        return jdbc.sql("SELECT id FROM document WHERE company_id = ? AND reference = ?")
                .params(company.id(), reference)
                .query(Long.class)
                .single();
    }

    private void remove(String reference) {
        jdbc.sql("DELETE FROM document WHERE company_id = ? AND reference = ?")
                .params(company.id(), reference)
                .update();
    }

    private void rename(String from, String to) {
        jdbc.sql("UPDATE document SET reference = ? WHERE company_id = ? AND reference = ?")
                .params(to, company.id(), from)
                .update();
    }
}
