package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerStart;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.security.FilledCompany;

/** Copies of companies over FreeAgent's API, by the commands as users run them. */
class ImportFreeAgentTest {

    @TempDir
    private Path directory;

    /** The last command of the chain says what came of all before it. */
    @Test
    void anImportThatIsKilledAndResumedGivesTheSameDataAsAnExportThatIsImportedAgain() throws Exception {
        FilledCompany company = FilledCompany.of(TestServer.shared(), "moved");
        busy(company);
        try (MoodyApi api = new MoodyApi(withoutSlash(TestServer.shared().baseUrl()))) {
            api.hangAfter(40);
            Process killed = ServerStart.program(List.of(), freeAgent(api), environment(company))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("killed.log").toFile())
                    .start();
            while (!api.isHanging() && killed.isAlive()) {
                killed.waitFor(50, TimeUnit.MILLISECONDS);
            }
            assertThat(killed.isAlive())
                    .as(Files.readString(directory.resolve("killed.log")))
                    .isTrue();
            killed.destroyForcibly().waitFor();
            api.recover();
            api.endTokenAfter(10);
            run(environment(company), freeAgent(api)).expectRefused(1, "token", "goes on");
            api.recover();
            CommandRun done = run(environment(company), freeAgent(api)).expectDone();

            assertThat(done.out()).contains("1 company, all whole", "everything fitted");
            Map<String, Integer> fetched = new HashMap<>(api.answered());
            assertThat(fetched.remove("/v2/company"))
                    .as("each command asks whose token it has")
                    .isEqualTo(3);
            assertThat(fetched)
                    .as("how often each page was fetched")
                    .allSatisfy((page, often) -> assertThat(often).as(page).isEqualTo(1));
        }
        run(Map.of(), List.of("export", "--data", "there", "first")).expectDone();
        run(Map.of(), List.of("import", "archive", "--data", "elsewhere", "first"))
                .expectDone();
        run(Map.of(), List.of("export", "--data", "elsewhere", "second")).expectDone();
        assertThat(files(directory.resolve("second"))).isEqualTo(files(directory.resolve("first")));
        run(Map.of(), List.of("import", "archive", "--data", "elsewhere", "second"))
                .expectRefused(1, "has been loaded before", "--again");
    }

    /** What FilledCompany has no need of: payments, other currencies, transfers, gaps, a timer, miles, what is written off or waits. */
    private static void busy(FilledCompany company) throws Exception {
        V2Client client = company.client();
        String contact = client.newContact("busy");
        client.put(contact, Map.of("contact", Map.of("emails_thank_you_notes", true)))
                .expect(200);
        String account = client.get("bank_accounts")
                .expect(200)
                .body()
                .path("bank_accounts")
                .get(0)
                .path("url")
                .asString();
        String property = client.get("properties")
                .expect(200)
                .body()
                .path("properties")
                .get(0)
                .path("url")
                .asString();
        String euros = made(client, "bank_account", Map.of("name", "Euros", "currency", "EUR"));
        for (String currency : List.of("GBP", "EUR")) {
            String invoice = sent(client, contact, property, currency, "2026-02-0" + currency.length(), 60);
            pay(client, account, Map.of("paid_invoice", invoice, "gross_value", 20, "foreign_currency_value", 23));
            pay(client, currency.equals("EUR") ? euros : account, Map.of("paid_invoice", invoice, "gross_value", 55));
        }
        String note = sent(client, contact, property, "GBP", "2026-02-05", -30);
        pay(client, account, Map.of("paid_invoice", note, "gross_value", -10));
        pay(client, account, Map.of("transfer_bank_account", euros, "gross_value", -10, "foreign_currency_value", -12));
        pay(client, account, Map.of("paid_user", company.tenant().ownerId(), "gross_value", -7));
        String lost = sent(client, contact, property, "GBP", "2026-02-06", 9);
        client.put(path(lost) + "/transitions/mark_as_cancelled", "").expect(200);
        Map<String, Object> leaping = invoice(contact, property, "GBP", "2026-02-07", 1);
        leaping.put("reference", "900");
        made(client, "invoice", leaping);
        String waiting = made(client, "invoice", invoice(contact, property, "GBP", "2099-02-07", 1));
        client.put(path(waiting) + "/transitions/mark_as_scheduled", "").expect(200);
        String task = client.get("tasks")
                .expect(200)
                .body()
                .path("tasks")
                .get(0)
                .path("url")
                .asString();
        String timeslip = made(
                client,
                "timeslip",
                Map.of("task", task, "user", company.tenant().ownerId(), "dated_on", "2026-02-08", "hours", "1.5"));
        client.post(path(timeslip) + "/timer", "").expect(200);
        made(
                client,
                "expense",
                Map.of(
                        "user",
                        company.tenant().ownerId(),
                        "category",
                        "249",
                        "dated_on",
                        "2026-02-08",
                        "mileage",
                        12,
                        "vehicle_type",
                        "Car",
                        "property",
                        property,
                        "description",
                        "Miles"));
    }

    private static String made(V2Client client, String root, Map<String, Object> attributes) throws Exception {
        return client.post(root + "s", Map.of(root, attributes))
                .expect(201)
                .body()
                .path(root)
                .path("url")
                .asString();
    }

    private static String path(String url) {
        return url.substring(url.indexOf("/v2/") + "/v2/".length());
    }

    private static Map<String, Object> invoice(
            String contact, String property, String currency, String day, int price) {
        Map<String, Object> item = Map.of("description", "Work", "item_type", "Hours", "quantity", 1, "price", price);
        return new HashMap<>(Map.of(
                "contact",
                contact,
                "property",
                property,
                "currency",
                currency,
                "exchange_rate",
                currency.equals("GBP") ? "1" : "0.85",
                "dated_on",
                day,
                "payment_terms_in_days",
                30,
                price < 0 ? "credit_note_items" : "invoice_items",
                List.of(item)));
    }

    private static String sent(V2Client client, String contact, String property, String currency, String day, int price)
            throws Exception {
        String url =
                made(client, price < 0 ? "credit_note" : "invoice", invoice(contact, property, currency, day, price));
        client.put(path(url) + "/transitions/mark_as_sent", "").expect(200);
        return url;
    }

    private static void pay(V2Client client, String account, Map<String, Object> what) throws Exception {
        Map<String, Object> attributes = new HashMap<>(what);
        attributes.put("bank_account", account);
        attributes.put("dated_on", "2026-03-01");
        made(client, "bank_transaction_explanation", attributes);
    }

    private List<String> freeAgent(MoodyApi api) {
        return List.of(
                "import", "freeagent", "--url", api.url(), "--data", "there", "--work", "work", "--per-minute", "0");
    }

    private static Map<String, String> environment(FilledCompany company) {
        return Map.of("SEQUITUR_FREEAGENT_TOKEN", company.tenant().token());
    }

    private CommandRun run(Map<String, String> environment, List<String> arguments) throws Exception {
        return CommandRun.in(directory, environment, arguments.toArray(String[]::new));
    }

    private static String withoutSlash(String address) {
        return address.replaceFirst("(/v2)?/*$", "");
    }

    /** All but the manifest, which says when it was made. */
    private static Map<String, String> files(Path archive) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(archive)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("manifest.json")) {
                    files.put(archive.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return files;
    }
}
