package org.sequitur.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import tools.jackson.databind.JsonNode;

class BankAccountWireTest {

    private static final String NO_ACCOUNT = "Bank account not found";
    private static final String IN_USE = "Bank account is named by invoices and cannot be deleted";

    private final TestCompany company = TestServer.shared().newCompany();

    @Test
    void anAccountHasAllThatTheWireSaysOfIt() throws Exception {
        Answer answer = post("""
                {"type":"StandardBankAccount","name":" Business current ","bank_name":"Leith Savings","opening_balance":1000,
                 "currency":"EUR","sort_code":"11-22-33","account_number":"12345678","secondary_sort_code":"00-00-01",
                 "iban":"gb82 west 1234 5698 7654 32","bic":"deutdeff","is_personal":true,"status":"hidden"}
                """).expect(201);
        JsonNode account = answer.body().path("bank_account");
        assertThat(answer.header("Location")).isEqualTo(account.path("url").asString());
        Map<String, String> texts = Map.ofEntries(
                Map.entry("type", "StandardBankAccount"),
                Map.entry("name", "Business current"),
                Map.entry("bank_name", "Leith Savings"),
                Map.entry("opening_balance", "1000.0"),
                Map.entry("current_balance", "1000.0"),
                Map.entry("currency", "EUR"),
                Map.entry("sort_code", "11-22-33"),
                Map.entry("account_number", "12345678"),
                Map.entry("secondary_sort_code", "00-00-01"),
                Map.entry("iban", "GB82WEST12345698765432"),
                Map.entry("bic", "DEUTDEFF"),
                Map.entry("status", "hidden"),
                Map.entry("bank_code", "generic"));
        texts.forEach((name, text) ->
                assertThat(account.path(name).asString("")).as(name).isEqualTo(text));
        for (String count :
                List.of("total", "unexplained_transaction", "marked_for_review", "manually_added_transaction")) {
            assertThat(account.path(count + "_count").asInt(-1)).as(count).isZero();
        }
        assertThat(account.path("is_personal").asBoolean()).isTrue();
        assertThat(account.path("is_primary").asBoolean()).isFalse();
        assertThat(account.path("bank_feed_enabled").isBoolean()).isTrue();
        assertThat(account.path("latest_activity_date"))
                .isEqualTo(company.get("company").body().at("/company/freeagent_start_date"));
        assertThat(read(path(account))).isEqualTo(account);
    }

    @Test
    void aNameIsEnoughAndTheRestIsUsual() throws Exception {
        JsonNode account = created("{\"name\":\"Till\"}");
        assertThat(account.path("type").asString()).isEqualTo("StandardBankAccount");
        assertThat(account.path("currency").asString()).isEqualTo("GBP");
        assertThat(account.path("opening_balance").asString()).isEqualTo("0.0");
        assertThat(account.path("status").asString()).isEqualTo("active");
        assertThat(account.has("iban")).isFalse();
    }

    @Test
    void whatIsWrongIsSaidAllAtOnceAndChangesNothing() throws Exception {
        assertThat(post("""
                {"name":" ","currency":"XXX","iban":"GB82WEST12345698765433","bic":"x","opening_balance":"many","status":"gone"}
                """).expect(422).messages())
                .containsExactlyInAnyOrder(
                        "name can't be blank",
                        "currency is not included in the list",
                        "iban is invalid",
                        "bic is invalid",
                        "opening_balance is not a number",
                        "status is not included in the list");
        assertThat(post("{\"name\":\"x\",\"type\":\"StripeBankAccount\"}")
                        .expect(422)
                        .messages())
                .containsExactly("type is not included in the list");
        assertThat(accounts("")).hasSize(1);
    }

    @Test
    void eachTypeHasItsOwnDetails() throws Exception {
        assertThat(post("{\"name\":\"Card\",\"type\":\"CreditCardAccount\"}")
                        .expect(422)
                        .messages())
                .containsExactly("account_number can't be blank");
        assertThat(post("{\"name\":\"P\",\"type\":\"PaypalAccount\"}")
                        .expect(422)
                        .messages())
                .containsExactly("email can't be blank");
        assertThat(post("{\"name\":\"P\",\"type\":\"PaypalAccount\",\"email\":\"x\"}")
                        .expect(422)
                        .messages())
                .containsExactly("email is invalid");
        JsonNode card = created(
                "{\"name\":\"Card\",\"type\":\"CreditCardAccount\",\"account_number\":\"1234\",\"iban\":\"no\"}");
        assertThat(card.path("account_number").asString()).isEqualTo("1234");
        assertThat(card.has("iban")).isFalse();
        JsonNode paypal = created("{\"name\":\"P\",\"type\":\"PaypalAccount\",\"email\":\"pay@example.com\"}");
        assertThat(paypal.path("email").asString()).isEqualTo("pay@example.com");
        JsonNode changed = changed(path(paypal), "{\"type\":\"CreditCardAccount\",\"name\":\"Q\"}");
        assertThat(changed.path("type").asString()).as("fixed").isEqualTo("PaypalAccount");
        assertThat(changed.path("name").asString()).isEqualTo("Q");

        assertThat(accounts("?view=credit_card_accounts")).containsExactly("Card");
        assertThat(accounts("?view=paypal_accounts")).containsExactly("Q");
        assertThat(accounts("?view=standard_bank_accounts")).containsExactly("Business Current Account");
        assertThat(accounts("")).hasSize(3);
        company.get("bank_accounts?view=stripe").expect(400);
    }

    @Test
    void exactlyOneAccountIsPrimaryAndInvoicesNameIt() throws Exception {
        String founded = path(list("").path(0));
        String other = path(created("{\"name\":\"New\",\"is_primary\":true}"));
        assertThat(read(founded).path("is_primary").asBoolean()).isFalse();
        assertThat(invoice("").expect(201).body().at("/invoice/bank_account").asString())
                .endsWith(other);
        assertThat(company.put(other, "{\"bank_account\":{\"is_primary\":false}}")
                        .expect(422)
                        .messages())
                .containsExactly("is_primary can't be false: make another account the primary one instead");
        String before = read(other).path("updated_at").asString();
        assertThat(changed(founded, "{\"is_primary\":\"true\"}")
                        .path("is_primary")
                        .asBoolean())
                .isTrue();
        assertThat(read(other).path("is_primary").asBoolean()).isFalse();
        assertThat(read(other).path("updated_at").asString()).isGreaterThan(before);
    }

    @Test
    void howeverManyBecomePrimaryAtOnceOneIs() throws Exception {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            paths.add(path(created("{\"name\":\"A" + i + "\"}")));
        }
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String path = paths.get(i % paths.size());
            calls.add(() -> company.put(path, "{\"bank_account\":{\"is_primary\":true}}")
                    .status());
            calls.add(() -> invoice("").status());
        }
        assertThat(Set.copyOf(InFlight.atMost(12, calls))).containsExactlyInAnyOrder(200, 201);
        assertThat(list("").valueStream()
                        .filter(account -> account.path("is_primary").asBoolean()))
                .hasSize(1);
    }

    @Test
    void whatAnInvoiceNamesAndThePrimaryAccountStay() throws Exception {
        String primary = path(list("").path(0));
        assertThat(company.delete(primary).expect(403).messages())
                .containsExactly("The primary bank account cannot be deleted");
        String named = path(created("{\"name\":\"Named\"}"));
        String draft = V2Client.id(invoice(named).expect(201).body().path("invoice"));
        assertThat(company.delete(named).expect(403).messages()).containsExactly(IN_USE);
        company.delete("invoices/" + draft).expect(200);
        String recurring = company.post("/sequitur/v1/recurring_invoices", """
                        {"recurring_invoice":{"contact":"%s","dated_on":"2099-01-05","payment_terms_in_days":10,
                         "frequency":"Monthly","bank_account":"%s"}}
                        """.formatted(
                                company.client().newContact("Mill"), named))
                .expect(201)
                .header("Location");
        assertThat(company.delete(named).expect(403).messages()).containsExactly(IN_USE);
        company.delete("/sequitur/v1/recurring_invoices" + recurring.substring(recurring.lastIndexOf('/')))
                .expect(200);
        company.delete(named).expect(200);
        assertThat(company.get(named).status()).isEqualTo(404);
        company.delete(named).expect(404);
    }

    @Test
    void anAccountThatGoesWhileInvoicesNameItIsNamedByNoneOrStays() throws Exception {
        for (int round = 0; round < 5; round++) {
            String account = path(created("{\"name\":\"Going\"}"));
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(() -> invoice(account));
            }
            calls.add(2, () -> company.delete(account));
            List<Answer> answers = InFlight.atMost(5, calls);
            boolean isGone = answers.get(2).status() == 200;
            for (Answer answer : answers) {
                if (answer.status() != 200) {
                    assertThat(answer.status()).isIn(isGone ? Set.of(422) : Set.of(201, 403));
                    if (isGone) {
                        assertThat(answer.messages()).containsExactly(NO_ACCOUNT);
                    }
                }
            }
        }
    }

    @Test
    void whoMayInvoiceSeesWhatAnInvoiceCanName() throws Exception {
        V2Client invoicer = member(PermissionLevel.INVOICES_ESTIMATES_AND_FILES);
        JsonNode one = invoicer.get("bank_accounts").expect(200).body().at("/bank_accounts/0");
        assertThat(one.propertyNames()).containsExactlyInAnyOrder("url", "name", "currency");
        String path = path(one);
        assertThat(invoicer.get(path).expect(200).body().path("bank_account")).isEqualTo(one);
        invoicer.put(path, "{\"bank_account\":{\"name\":\"x\"}}").expect(403);
        invoicer.post("bank_accounts", "{\"bank_account\":{\"name\":\"x\"}}").expect(403);
        invoicer.delete(path).expect(403);
        assertThat(member(PermissionLevel.BANKING)
                        .get("bank_accounts")
                        .body()
                        .at("/bank_accounts/0")
                        .has("opening_balance"))
                .isTrue();
    }

    @Test
    void anAccountIsSentAndReadAsXml() throws Exception {
        V2Client xml = company.client().with("Accept", "application/xml").with("Content-Type", "application/xml");
        Answer answer = xml.post(
                        "bank_accounts",
                        "<bank-account><name>Till</name><opening-balance>2.50</opening-balance></bank-account>")
                .expect(201);
        assertThat(answer.text())
                .contains(
                        "<freeagent><bank-account>",
                        "<opening-balance type=\"decimal\">2.5</opening-balance>",
                        "<is-primary type=\"boolean\">false</is-primary>",
                        "<total-count type=\"integer\">0</total-count>");
    }

    private V2Client member(PermissionLevel level) {
        return new V2Client(company.baseUrl(), new Members(company).token(level));
    }

    private Answer invoice(String bankAccount) throws IOException, InterruptedException {
        return company.post("invoices", """
                {"invoice":{"contact":"%s","dated_on":"2026-01-05","payment_terms_in_days":10,"bank_account":"%s"}}
                """.formatted(company.client().newContact("Harbour Mills"), bankAccount));
    }

    private Answer post(String account) throws IOException, InterruptedException {
        return company.post("bank_accounts", "{\"bank_account\":" + account + "}");
    }

    private JsonNode created(String account) throws IOException, InterruptedException {
        return post(account).expect(201).body().path("bank_account");
    }

    private JsonNode changed(String path, String account) throws IOException, InterruptedException {
        return company.put(path, "{\"bank_account\":" + account + "}")
                .expect(200)
                .body()
                .path("bank_account");
    }

    private JsonNode read(String path) throws IOException, InterruptedException {
        return company.get(path).expect(200).body().path("bank_account");
    }

    private JsonNode list(String query) throws IOException, InterruptedException {
        return company.get("bank_accounts" + query).expect(200).body().path("bank_accounts");
    }

    private List<String> accounts(String query) throws IOException, InterruptedException {
        return list(query)
                .valueStream()
                .map(account -> account.path("name").asString())
                .toList();
    }

    private static String path(JsonNode account) {
        return "bank_accounts/" + V2Client.id(account);
    }
}
