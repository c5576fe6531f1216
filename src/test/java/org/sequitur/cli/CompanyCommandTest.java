package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
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
import org.sequitur.invoice.RecurringFixture;
import tools.jackson.databind.JsonNode;

/** One server holds several companies, which are founded from the command line and number each for itself. */
class CompanyCommandTest {

    private static final int FAILED = 1;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void aCompanyThatIsFoundedBesideARunningServerCanInvoiceAtOnce() throws Exception {
        ServerProcess server = processes.start(data());
        Map<String, String> quay = founded("Quay GmbH", "--type", "UniversalCompany", "--country", "Germany");
        Map<String, String> again = founded("Quay GmbH");
        assertThat(quay.get("subdomain")).isEqualTo("quaygmbh");
        assertThat(again.get("subdomain")).isNotEqualTo(quay.get("subdomain"));

        for (Map<String, String> company : List.of(quay, again)) {
            V2Client client = new V2Client(server.baseUrl(), String.valueOf(company.get("token")));
            assertThat(client.get("company")
                            .expect(200)
                            .body()
                            .at("/company/name")
                            .asString())
                    .isEqualTo("Quay GmbH");
            String contact = client.newContact("Customer");
            assertThat(client.post("invoices", Draft.of(contact).body())
                            .expect(201)
                            .body()
                            .at("/invoice/reference")
                            .asString())
                    .isEqualTo("001");
        }
        String registered = String.valueOf(founded("Pier", "--vat-number", "gb 123 4567 89", "--vat-from", "2026-04-01")
                .get("token"));
        JsonNode pier =
                new V2Client(server.baseUrl(), registered).get("company").body().path("company");
        assertThat(pier.path("sales_tax_registration_number").asString()).isEqualTo("GB123456789");
        assertThat(pier.path("sales_tax_effective_date").asString()).isEqualTo("2026-04-01");
        assertThat(company("list").expectDone().out()).contains("My Company", "quaygmbh", "owner@quay.example");
    }

    @Test
    void whatCannotBeFoundedIsSaidInOneLine() throws Exception {
        processes.start(data());
        create("Quay", "--currency", "XXY").expectRefused(FAILED, "no such currency: XXY");
        create("Quay", "--time-zone", "Mars/North").expectRefused(FAILED, "Mars/North");
        create("Quay", "--time-zone", "+01:00").expectRefused(FAILED, "not a time zone of a place: +01:00");
        create("Quay", "--vat-number", "12").expectRefused(FAILED, "not a VAT registration number: 12");
        create("Quay", "--vat-from", "2026-04-01").expectRefused(FAILED, "--vat-from needs --vat-number");
        create("Quay", "--type", "Guild").expectRefused(FAILED, "no company type is called Guild");
        company("create", "Quay", "--owner", "nobody").expectRefused(FAILED, "not an e-mail address: nobody");
        assertThat(company("list").expectDone().out()).doesNotContain("Quay");
    }

    @Test
    void aCompanyIsHeldBesideARunningServerListedSoAndReleased() throws Exception {
        ServerProcess server = processes.start(data());
        Map<String, String> quay = founded("Quay", "--held");
        String subdomain = String.valueOf(quay.get("subdomain"));
        V2Client client = new V2Client(server.baseUrl(), String.valueOf(quay.get("token")));
        String since = heldSince(client);
        assertThat(since).isNotEmpty();
        assertThat(company("list").expectDone().out()).contains(since);
        assertThat(company("hold", subdomain).expectDone().out())
                .isEqualTo(subdomain + " is held since " + since + "\n");
        assertThat(heldSince(client)).isEqualTo(since);

        RecurringFixture recurring = new RecurringFixture(client, client.newContact("Customer"));
        LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));
        JsonNode missed =
                recurring.created(Map.of("dated_on", today.minusDays(3).toString()));
        JsonNode toCome = recurring.created(Map.of("dated_on", today.plusDays(1).toString()));
        assertThat(company("release", subdomain, "--skip-missed").expectDone().out())
                .isEqualTo(subdomain + " is released\nrecurring invoices with skipped days: 1\n");
        assertThat(nextDay(client, missed)).isAfter(today);
        assertThat(nextDay(client, toCome)).isEqualTo(today.plusDays(1));
        assertThat(client.invoices()).isEmpty();
        assertThat(heldSince(client)).isEmpty();
        assertThat(company("list").expectDone().out()).doesNotContain(since);

        company("release", subdomain).expectRefused(FAILED, "There is no company " + subdomain + " that is held");
        company("release", "nowhere").expectRefused(FAILED, "There is no company nowhere that is held");
        company("hold", "nowhere").expectRefused(FAILED, "There is no company nowhere");
    }

    private static LocalDate nextDay(V2Client client, JsonNode recurring) throws Exception {
        JsonNode read = client.get("recurring_invoices/" + V2Client.id(recurring))
                .expect(200)
                .body();
        return LocalDate.parse(read.at("/recurring_invoice/next_recurs_on").asString());
    }

    private static String heldSince(V2Client client) throws Exception {
        return client.get("/sequitur/v1/company")
                .expect(200)
                .body()
                .at("/company/held_since")
                .asString("");
    }

    private Map<String, String> founded(String name, String... options) throws Exception {
        Map<String, String> printed = new HashMap<>();
        create(name, options).expectDone().out().lines().forEach(line -> {
            String[] words = line.split("\\s+", 2);
            printed.put(words[0], words[1]);
        });
        return printed;
    }

    private CommandRun create(String name, String... options) throws Exception {
        return company(Stream.concat(Stream.of("create", name, "--owner", "owner@quay.example"), Stream.of(options))
                .toArray(String[]::new));
    }

    private CommandRun company(String... arguments) {
        return CommandRun.here(Stream.of(List.of("company"), List.of(arguments), List.of("--data", data().toString()))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private Path data() {
        return temporary.resolve("data");
    }
}
