package org.sequitur.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;

/** Whatever is done to what was issued, by whoever can write into the tables, is found. */
class ChainCheckTest {

    private static TestServer server;

    private TestCompany tenant;
    private StrictCompany company;
    private long second;

    /** Whoever owns the tables can drop what guards them. */
    @BeforeAll
    static void startWithoutForeignKeys() throws Exception {
        server = TestServer.start(Map.of());
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    DO $$
                    DECLARE key record;
                    BEGIN
                        FOR key IN SELECT conname, conrelid::regclass AS owner FROM pg_constraint
                                   WHERE contype = 'f'
                                     AND conrelid IN ('document'::regclass, 'issued_document'::regclass, 'company'::regclass)
                        LOOP
                            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.owner, key.conname);
                        END LOOP;
                    END $$
                    """);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void issueFour() throws Exception {
        tenant = server.newCompany();
        company = StrictCompany.with(tenant.client(), Map.of("prefix", "INV-", "padding", 4));
        String first = company.draftOn("2026-01-05");
        String again = company.draft(Map.of(
                "dated_on",
                "2026-01-06",
                "discount_percent",
                "12.5",
                "comments",
                "Zoë \"&\" \\ \u0007\n\u2028",
                "po_reference",
                "7",
                "invoice_items",
                List.of(
                        Map.of("description", "Work", "item_type", "Hours", "quantity", "1.250", "price", "33.3330"),
                        Map.of("description", "Book", "quantity", 1000, "price", "0.10"))));
        second = Long.parseLong(again.replace("invoices/", ""));
        company.sent(first);
        company.sent(again);
        company.sent(company.draftOn("2026-01-07"));
        company.credit(first, Map.of("dated_on", "2026-01-08")).expect(201);
        assertThat(breaches()).isEmpty();
    }

    @Test
    void aDeletedDocument() throws Exception {
        plant("DELETE FROM document WHERE company_id = :company AND id = :second");
        assertThat(breaches())
                .containsExactly("series Invoices, position 2, INV-0002 (document " + second
                        + ") is gone: its document is not there any more");
    }

    @Test
    void theLastRecordDeleted() throws Exception {
        plant("DELETE FROM issued_document WHERE company_id = :company AND position = 4");
        assertThat(breaches()).hasSize(2);
        assertThat(breaches().get(0)).contains("stands at 4 issued").contains("its records come to 3 issued");
        assertThat(breaches().get(1)).contains("INV-0004").contains("no record of its series says so");
    }

    @Test
    void theLastRecordDeletedWithItsDocument() throws Exception {
        plant(
                "DELETE FROM issued_document WHERE company_id = :company AND position = 4",
                "DELETE FROM document WHERE company_id = :company AND reference = 'INV-0004'");
        assertThat(breaches()).hasSize(1).allMatch(breach -> breach.contains("stands at 4 issued"));
    }

    @Test
    void aRecordDeletedFromTheMiddle() throws Exception {
        plant("DELETE FROM issued_document WHERE company_id = :company AND position = 2");
        assertThat(breaches())
                .anyMatch(breach -> breach.contains("position 3") && breach.contains("something between is missing"))
                .anyMatch(breach -> breach.contains("position 3") && breach.contains("another record before it"))
                .anyMatch(breach -> breach.contains("INV-0002") && breach.contains("no record of its series"));
    }

    @Test
    void aChangedAmount() throws Exception {
        plant("UPDATE document SET total_value = total_value - 1 WHERE company_id = :company AND id = :second");
        assertThat(breaches()).hasSize(1).allMatch(breach -> breach.contains("was issued with total_value"));
    }

    @Test
    void anyOtherChangeOfTheDocument() throws Exception {
        for (String change : List.of(
                "dated_on = dated_on + 1",
                "due_on = due_on + 1",
                "net_value = net_value + 0.01",
                "sales_tax_value = 1",
                "second_sales_tax_value = 1",
                "discount_percent = NULL",
                "currency = 'EUR'",
                "exchange_rate = 2",
                "payment_terms_in_days = 1",
                "payment_terms = 'now'",
                "comments = 'x'",
                "po_reference = NULL",
                "client_contact_name = 'x'",
                "ec_status = 'Reverse Charge'",
                "place_of_supply = 'Malta'",
                "cis_rate = 'cis_gross'",
                "cis_deduction = 0",
                "involves_sales_tax = true",
                "contact_id = 1",
                "project_id = 1",
                "kind = 'credit_note'",
                "reference = 'INV-0009'",
                "state = 'draft'")) {
            plant(
                    "CREATE TABLE kept_document AS SELECT * FROM document WHERE company_id = :company AND id = :second",
                    "UPDATE document SET " + change + " WHERE company_id = :company AND id = :second");
            assertThat(breaches()).as(change).hasSize(1);
            plant(
                    "DELETE FROM document WHERE company_id = :company AND id = :second",
                    "INSERT INTO document SELECT * FROM kept_document",
                    "DROP TABLE kept_document");
            assertThat(breaches()).as("after " + change).isEmpty();
        }
    }

    @Test
    void aDocumentThatIsNoLongerProtected() throws Exception {
        plant("UPDATE document SET series_id = NULL WHERE company_id = :company AND id = :second");
        assertThat(breaches()).hasSize(1).allMatch(breach -> breach.contains("was not issued in this series"));
    }

    @Test
    void aDocumentThatClaimsToBeIssued() throws Exception {
        String draft = company.draft(Map.of());
        plant("UPDATE document SET series_id = (SELECT invoice_series_id FROM company WHERE id = :company)"
                + " WHERE company_id = :company AND id = " + draft.replace("invoices/", ""));
        assertThat(breaches()).hasSize(1).allMatch(breach -> breach.contains("no record of its series says so"));
    }

    @Test
    void aChangedAddedOrDeletedLine() throws Exception {
        plant("UPDATE document_item SET quantity = quantity + 1 WHERE company_id = :company AND document_id = :second"
                + " AND position = 1");
        assertThat(breaches()).hasSize(1).allMatch(breach -> breach.contains("was issued with lines"));
        plant("UPDATE document_item SET quantity = quantity - 1 WHERE company_id = :company AND document_id = :second"
                + " AND position = 1");
        assertThat(breaches()).isEmpty();
        plant("DELETE FROM document_item WHERE company_id = :company AND document_id = :second AND position = 2");
        assertThat(breaches()).hasSize(1).allMatch(breach -> breach.contains("was issued with lines"));
    }

    @Test
    void aChangedContent() throws Exception {
        plant("UPDATE issued_document SET content = replace(content, 'Harbour', 'Arbour')"
                + " WHERE company_id = :company AND position = 2");
        assertThat(breaches()).hasSize(1).allMatch(breach -> breach.contains("not the one its hash was made of"));
    }

    @Test
    void aChangedContentWithANewHash() throws Exception {
        plant(
                "UPDATE issued_document SET content = replace(content, 'Harbour', 'Arbour')"
                        + " WHERE company_id = :company AND position = 2",
                "UPDATE issued_document SET sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')"
                        + " WHERE company_id = :company AND position = 2");
        assertThat(breaches())
                .hasSize(1)
                .allMatch(breach -> breach.contains("position 3") && breach.contains("another record before it"));
    }

    @Test
    void aContentThatCannotBeRead() throws Exception {
        plant("UPDATE issued_document SET content = 'gone' WHERE company_id = :company AND position = 2");
        assertThat(breaches()).hasSize(2).anyMatch(breach -> breach.contains("cannot be read"));
    }

    @Test
    void twoRecordsThatChangedPlaces() throws Exception {
        plant(
                "UPDATE issued_document SET position = 99 WHERE company_id = :company AND position = 2",
                "UPDATE issued_document SET position = 2 WHERE company_id = :company AND position = 3",
                "UPDATE issued_document SET position = 3 WHERE company_id = :company AND position = 99");
        assertThat(breaches())
                .anyMatch(breach -> breach.contains("position 2, INV-0003") && breach.contains("its content says 3"))
                .anyMatch(breach -> breach.contains("position 2, INV-0003") && breach.contains("another record"))
                .anyMatch(breach -> breach.contains("position 3, INV-0002") && breach.contains("is dated"));
    }

    @Test
    void aChangedReference() throws Exception {
        plant(
                "UPDATE document SET reference = 'INV-0009' WHERE company_id = :company AND id = :second",
                "UPDATE issued_document SET reference = 'INV-0009' WHERE company_id = :company AND position = 2");
        assertThat(breaches())
                .anyMatch(breach -> breach.contains("should bear the reference INV-0002"))
                .anyMatch(breach -> breach.contains("its content says INV-0002"));
    }

    @Test
    void aReferenceTwice() throws Exception {
        plant("UPDATE issued_document SET reference = 'INV-0001' WHERE company_id = :company AND position = 2");
        assertThat(breaches()).contains("INV-0001 was issued 2 times");
    }

    @Test
    void aSeriesThatWasTurnedBack() throws Exception {
        plant("UPDATE reference_series SET next_number = 4 WHERE company_id = :company");
        assertThat(breaches()).hasSize(1).allMatch(breach -> breach.contains("next number 4"));
    }

    @Test
    void aSeriesThatIsGone() throws Exception {
        plant("DELETE FROM reference_series WHERE company_id = :company");
        assertThat(breaches()).hasSize(4).allMatch(breach -> breach.contains("which is not there"));
    }

    @Test
    void aRecordOfWhoIssuedAndWhenAndWhatWasTakenBack() throws Exception {
        plant("UPDATE issued_document SET issued_by = 1 WHERE company_id = :company AND position = 2");
        assertThat(breaches()).hasSize(1).allMatch(breach -> breach.contains("has the issued_by 1"));
        plant(
                "UPDATE issued_document SET issued_by = " + tenant.ownerId()
                        + " WHERE company_id = :company AND position = 2",
                "UPDATE issued_document SET issued_at = issued_at + interval '1 ms' WHERE company_id = :company AND position = 3",
                "UPDATE issued_document SET corrects_id = :second WHERE company_id = :company AND position = 4");
        assertThat(breaches())
                .hasSize(2)
                .anyMatch(breach -> breach.contains("has the issued_at"))
                .anyMatch(breach -> breach.contains("takes back " + second));
    }

    private List<String> breaches() throws Exception {
        return StrictCompany.breaches(server.dataSource(), tenant.id());
    }

    private void plant(String... statements) throws Exception {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(
                        sql.replace(":company", Long.toString(tenant.id())).replace(":second", Long.toString(second)));
            }
        }
    }
}
