package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.archive.Archive;
import org.sequitur.archive.CompanyImport;
import org.sequitur.freeagent.CopyComparison;
import org.sequitur.freeagent.CopyReport;
import org.sequitur.freeagent.FetchedPages;
import org.sequitur.freeagent.SourceApi;
import org.sequitur.freeagent.SourceArchive;
import org.sequitur.freeagent.SourceCopy;
import org.sequitur.freeagent.SourceNumbering;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import tools.jackson.databind.JsonNode;

/** What FreeAgent has and Sequitur has not, or has in another way: nothing of it is lost without a word. */
class MisfitsTest {

    private static final String TIMES =
            "\"created_at\":\"2026-01-05T10:00:00.000Z\",\"updated_at\":\"2026-01-05T10:00:00.000Z\"";

    @TempDir
    private Path directory;

    @Test
    void whatDoesNotFitIsToldAndTheRestIsWhole() throws Exception {
        TestServer server = TestServer.shared();
        try (ScriptedApi api = new ScriptedApi()) {
            script(api);
            SourceApi source = new SourceApi(URI.create(api.url()), "secret", 0, reason -> {});
            FetchedPages pages = new FetchedPages(directory.resolve("pages"), source.base());
            SourceCopy copy = new SourceCopy(source, pages, (list, records, total) -> {});
            copy.fetchAll();
            CopyReport report = new CopyReport();
            copy.tellNotKept(report);
            new SourceArchive(pages, report)
                    .write(directory.resolve("archive"), CompanyImport.schema(server.dataSource()), source.base());
            HouseConnections house = new HouseConnections(server.dataSource());
            RecordClock clock = new RecordClock(Clock.systemUTC());
            CompanyImport.Loaded company = new CompanyImport(house, clock)
                    .load(
                            Archive.open(directory.resolve("archive")),
                            false,
                            true,
                            rows -> {},
                            loaded -> new SourceNumbering(house.jdbc()).write(loaded, clock.now()));
            String token = server.server()
                    .accessTokens()
                    .create(company.companyId(), company.ownerId(), "test")
                    .text();
            SourceApi here = new SourceApi(URI.create(server.baseUrl()), token, 0, reason -> {});
            CopyComparison.compare(pages, new FetchedPages(directory.resolve("check"), here.base()), here, report);

            assertThat(report.lines())
                    .contains(
                            "did not fit: lists that Sequitur does not keep (1)",
                            "    bills: 3",
                            "did not fit: invoices with a reference that another document has (1)",
                            "    /v2/invoices/903: 001 became 001 (2)",
                            "did not fit: bank accounts of a type that there is not here (1)",
                            "did not fit: payments of bills (1)",
                            "did not fit: contacts.favourite_colour is not in the copy (1)",
                            "    /v2/contacts/700: \"mauve\"");
            V2Client client = new V2Client(server.baseUrl(), token);
            JsonNode gap = client.get("/sequitur/v1/reference_report")
                    .expect(200)
                    .body()
                    .path("reference_report")
                    .path("gaps")
                    .get(0);
            assertThat(List.of(gap.path("first_missing"), gap.path("last_missing"), gap.path("cause")))
                    .extracting(JsonNode::asString)
                    .containsExactly("002", "004", "imported");
            try (Connection connection = server.database().connectToLook()) {
                assertThat(VerifyCommand.verification(null, null)
                                .run(connection, company.companyId())
                                .told())
                        .isEmpty();
            }
        }
    }

    private static void script(ScriptedApi api) {
        api.says("company", """
                {"company":{"name":"Elsewhere Ltd","subdomain":"misfits","type":"UkLimitedCompany","currency":"GBP",
                 "company_start_date":"2020-01-01","first_accounting_year_end":"2020-12-31","freeagent_start_date":"2020-01-01",
                 "country":"United Kingdom","sales_tax_rates":["20.0","5.0","0.0"],%s}}
                """.formatted(TIMES));
        api.says("users", """
                {"users":[{"url":"~/v2/users/600","email":"misfit@example.com","first_name":"M","last_name":"F","role":"Owner",
                 "permission_level":8,"opening_mileage":"0.0",%s}]}""".formatted(TIMES));
        api.says("contacts", """
                {"contacts":[{"url":"~/v2/contacts/700","organisation_name":"Colour Ltd","favourite_colour":"mauve",%s}]}
                """.formatted(TIMES));
        api.says("bank_accounts", """
                {"bank_accounts":[{"url":"~/v2/bank_accounts/800","name":"Stripe","type":"StripeBankAccount","currency":"GBP",
                 "is_primary":true,%s}]}""".formatted(TIMES));
        api.says(
                "invoices",
                "{\"invoices\":["
                        + String.join(",", List.of(invoice(901, "001"), invoice(902, "005"), invoice(903, "001")))
                        + "]}");
        api.says("bank_transactions", """
                {"bank_transactions":[{"url":"~/v2/bank_transactions/1000","bank_account":"~/v2/bank_accounts/800",
                 "dated_on":"2026-01-06","amount":"-9.0","description":"Supplier//OTHER/","is_manual":false,
                 "uploaded_at":"2026-01-06T10:00:00.000Z",%s}]}""".formatted(TIMES));
        api.says("bank_transaction_explanations", """
                {"bank_transaction_explanations":[{"url":"~/v2/bank_transaction_explanations/1100",
                 "bank_account":"~/v2/bank_accounts/800","bank_transaction":"~/v2/bank_transactions/1000","dated_on":"2026-01-06",
                 "gross_value":"-9.0","paid_bill":"~/v2/bills/77","updated_at":"2026-01-06T10:00:00.000Z"}]}""");
        api.says("bills", "{\"bills\":[{},{},{}]}");
    }

    private static String invoice(long id, String reference) {
        return """
                {"url":"~/v2/invoices/%d","status":"Draft","reference":"%s","contact":"~/v2/contacts/700","dated_on":"2026-01-05",
                 "payment_terms_in_days":30,"due_on":"2026-02-04","currency":"GBP","exchange_rate":"1.0","net_value":"10.0",
                 "total_value":"10.0","paid_value":"0.0","bank_account":"~/v2/bank_accounts/800","invoice_items":[
                 {"url":"~/v2/invoice_items/%d","position":1,"description":"Work","item_type":"Hours","price":"10.0","quantity":"1.0",
                  "category":"~/v2/categories/001"}],%s}
                """.formatted(id, reference, id + 1000, TIMES);
    }
}
