package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** Creating, reading and changing invoices over HTTP, as the description of the resource says. */
class InvoiceWireTest {

    private TestCompany company;
    private InvoiceFixture invoices;

    @BeforeEach
    void found() throws Exception {
        company = TestServer.shared().newCompany();
        invoices = new InvoiceFixture(company);
    }

    @Test
    void aCreatedInvoiceIsAnsweredWholeAndAsADraft() throws Exception {
        Answer answer = invoices.create("""
                {"dated_on":"2026-03-02","payment_terms_in_days":14,"comments":"Order 7781",
                 "invoice_items":[{"item_type":"Days","quantity":4,"price":"250","description":"Survey"}]}
                """);
        assertThat(answer.status()).isEqualTo(201);
        JsonNode invoice = answer.body().path("invoice");
        assertThat(answer.header("Location")).isEqualTo(text(invoice, "url"));
        assertThat(invoice.propertyNames())
                .containsExactlyInAnyOrder(
                        "url",
                        "contact",
                        "contact_name",
                        "reference",
                        "dated_on",
                        "due_on",
                        "payment_terms_in_days",
                        "currency",
                        "exchange_rate",
                        "net_value",
                        "total_value",
                        "paid_value",
                        "due_value",
                        "involves_sales_tax",
                        "is_interim_uk_vat",
                        "status",
                        "long_status",
                        "comments",
                        "omit_header",
                        "always_show_bic_and_iban",
                        "send_new_invoice_emails",
                        "send_reminder_emails",
                        "send_thank_you_emails",
                        "bank_account",
                        "payment_methods",
                        "created_at",
                        "updated_at",
                        "invoice_items");
        assertThat(text(invoice, "status")).isEqualTo("Draft");
        assertThat(text(invoice, "reference")).isEqualTo("001");
        assertThat(text(invoice, "due_on")).isEqualTo("2026-03-16");
        assertThat(text(invoice, "net_value")).isEqualTo("1000.0");
        assertThat(text(invoice, "due_value")).isEqualTo("1000.0");
        assertThat(text(invoice, "exchange_rate")).isEqualTo("1.0");
        assertThat(invoice.path("payment_terms_in_days").isInt()).isTrue();
        JsonNode item = invoice.path("invoice_items").path(0);
        assertThat(item.propertyNames())
                .containsExactlyInAnyOrder(
                        "url",
                        "position",
                        "description",
                        "item_type",
                        "price",
                        "quantity",
                        "suffers_cis_deduction",
                        "category");
        assertThat(text(item, "category")).endsWith("/v2/categories/001");
    }

    @Test
    void whatIsReadLaterEqualsWhatWasAnsweredOnCreate() throws Exception {
        JsonNode created = invoices.created("""
                {"dated_on":"2026-03-02","payment_terms_in_days":14,"discount_percent":"12.5","po_reference":"PO 9",
                 "currency":"EUR","exchange_rate":"0.85","client_contact_name":"Jo","payment_terms":"soon",
                 "invoice_items":[{"quantity":"1.5","price":4.1667,"description":"A"},
                                  {"item_type":"-no unit-","price":-3,"quantity":2,"description":"B"}]}
                """);
        JsonNode read =
                company.get("invoices/" + V2Client.id(created)).expect(200).body();
        assertThat(read.path("invoice")).isEqualTo(created);
    }

    @Test
    void everythingRequiredIsNamedWhenItIsMissing() throws Exception {
        Answer answer =
                company.post("invoices", "{\"invoice\":{\"comments\":\"x\",\"invoice_items\":[{\"price\":1}]}}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.messages())
                .containsExactlyInAnyOrder(
                        "contact can't be blank",
                        "dated_on can't be blank",
                        "payment_terms_in_days can't be blank",
                        "description can't be blank");
        assertThat(answer.header("Location")).endsWith("/v2/invoices");
    }

    @Test
    void aMissingOrForeignContactProjectOrBankAccountIsRefused() throws Exception {
        TestCompany other = TestServer.shared().newCompany();
        String foreign = other.client().newContact("Foreign");
        assertThat(invoices.create(Map.of("contact", foreign)).messages()).containsExactly("Contact not found");
        assertThat(invoices.create(Map.of("contact", 7)).messages()).containsExactly("Contact not found");
        assertThat(invoices.create(Map.of("project", 7)).messages()).containsExactly("Project not found");
        assertThat(invoices.create(Map.of("bank_account", 7)).messages()).containsExactly("Bank account not found");
        String project = company.client().newProject("P", company.client().newContact("Another"));
        assertThat(invoices.create(Map.of("project", project)).messages())
                .containsExactly("project must belong to the contact");
        assertThat(invoices.create(Map.of("currency", "HRK")).messages())
                .containsExactly("currency is not included in the list");
    }

    @Test
    void aFailedCreateConsumesNoReference() throws Exception {
        assertThat(text(invoices.created(Map.of()), "reference")).isEqualTo("001");
        assertThat(invoices.create(Map.of("contact", 7)).status()).isEqualTo(422);
        assertThat(invoices.create(Map.of("reference", "001")).status()).isEqualTo(422);
        assertThat(text(invoices.created(Map.of()), "reference")).isEqualTo("002");
    }

    @Test
    void statusAndAmountsThatAreSentAreIgnored() throws Exception {
        JsonNode invoice = invoices.created(Map.of(
                "status", "Paid", "net_value", "9", "total_value", "9", "due_on", "2030-01-01", "url", "x", "id", 4));
        assertThat(text(invoice, "status")).isEqualTo("Draft");
        assertThat(text(invoice, "total_value")).isEqualTo("100.0");
    }

    @Test
    void anUpdateChangesOnlyWhatIsSentAndClearsWhatIsSentBlank() throws Exception {
        JsonNode before = invoices.created(Map.of("comments", "first", "po_reference", "PO 1"));
        String path = InvoiceFixture.path(before);
        JsonNode after = company.put(path, Map.of("invoice", Map.of("comments", "", "payment_terms_in_days", "7")))
                .expect(200)
                .body()
                .path("invoice");
        assertThat(after.has("comments")).isFalse();
        assertThat(text(after, "po_reference")).isEqualTo("PO 1");
        assertThat(text(after, "due_on"))
                .isEqualTo(LocalDate.parse(text(after, "dated_on")).plusDays(7).toString());
        assertThat(after.path("invoice_items")).isEqualTo(before.path("invoice_items"));
        assertThat(text(after, "updated_at")).isGreaterThan(text(before, "updated_at"));
    }

    @Test
    void linesAreAddedChangedAndRemovedById() throws Exception {
        JsonNode before = invoices.created("""
                {"invoice_items":[{"item_type":"Days","quantity":1,"price":10,"description":"one"},
                                  {"item_type":"Days","quantity":1,"price":20,"description":"two"}]}
                """);
        String first = V2Client.id(before.path("invoice_items").path(0));
        String second = V2Client.id(before.path("invoice_items").path(1));
        JsonNode after = company.put(InvoiceFixture.path(before), """
                        {"invoice":{"invoice_items":[{"id":"%s","quantity":3},{"id":%s,"_destroy":1},
                                                     {"description":"three","price":5,"quantity":1}]}}
                        """.formatted(first, second))
                .expect(200)
                .body()
                .path("invoice");
        JsonNode items = after.path("invoice_items");
        assertThat(items.size()).isEqualTo(2);
        assertThat(V2Client.id(items.path(0))).isEqualTo(first);
        assertThat(items.path(0).has("item_type")).isFalse();
        assertThat(text(items.path(0), "description")).isEqualTo("one");
        assertThat(items.path(1).path("position").asInt()).isEqualTo(2);
        assertThat(text(after, "total_value")).isEqualTo("35.0");
        assertThat(company.put(
                                InvoiceFixture.path(before),
                                Map.of(
                                        "invoice",
                                        Map.of("invoice_items", List.of(Map.of("id", text(items.path(0), "url"))))))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anArrayOfAnotherTypeIsRefusedInSoManyWords() throws Exception {
        Answer answer = invoices.create("{\"invoice_items\":{\"0\":{\"description\":\"x\"}}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.messages()).containsExactly("'invoice_items' parameter does not match expected type 'array'");
    }

    @Test
    void singleLinesHaveRoutesOfTheirOwn() throws Exception {
        JsonNode invoice = invoices.created(Map.of());
        Answer added = company.post(
                "invoice_items",
                Map.of(
                        "invoice_item",
                        Map.of("invoice", text(invoice, "url"), "description", "More", "price", 5, "quantity", 2)));
        assertThat(added.status()).isEqualTo(201);
        JsonNode line = added.body().path("invoice_item");
        assertThat(added.header("Location")).isEqualTo(text(line, "url"));
        String path = "invoice_items/" + V2Client.id(line);
        assertThat(text(invoices.read(invoice), "total_value")).isEqualTo("110.0");
        JsonNode changed = company.put(path, Map.of("invoice_item", Map.of("quantity", 4)))
                .expect(200)
                .body();
        assertThat(text(changed.path("invoice_item"), "quantity")).isEqualTo("4.0");
        assertThat(text(invoices.read(invoice), "total_value")).isEqualTo("120.0");
        Answer deleted = company.delete(path).expect(200);
        assertThat(deleted.text()).isEmpty();
        assertThat(text(invoices.read(invoice), "total_value")).isEqualTo("100.0");
        assertThat(company.put(path, Map.of("invoice_item", Map.of("quantity", 4)))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void paymentMethodsThatAreNotAvailableAreIgnoredButTwoThatClashAreRefused() throws Exception {
        JsonNode invoice = invoices.created(Map.of("payment_methods", Map.of("stripe", true, "paypal", true)));
        assertThat(invoice.path("payment_methods").isEmpty()).isTrue();
        Answer refused = invoices.create(
                Map.of("payment_methods", Map.of("stripe", "true", "gocardless_preauth", true, "tyl", true)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.messages())
                .containsExactly("payment_methods cannot have both gocardless_preauth and stripe");
    }

    @Test
    void aDuplicateIsANewDraftOfTodayWithTheNextReference() throws Exception {
        JsonNode original = invoices.created(Map.of("dated_on", "2020-01-01", "comments", "again"));
        Answer answer = company.post(InvoiceFixture.path(original) + "/duplicate", "");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode copy = answer.body().path("invoice");
        assertThat(text(copy, "reference")).isEqualTo("002");
        assertThat(text(copy, "dated_on")).isEqualTo(TestServer.today().toString());
        assertThat(text(copy, "comments")).isEqualTo("again");
        assertThat(text(copy, "total_value")).isEqualTo("100.0");
        assertThat(text(copy.path("invoice_items").path(0), "url"))
                .isNotEqualTo(text(original.path("invoice_items").path(0), "url"));
    }

    @Test
    void theDefaultAdditionalTextIsKeptUnwrapped() throws Exception {
        String path = "invoices/default_additional_text";
        assertThat(text(company.get(path).expect(200).body(), "default_additional_text"))
                .isEmpty();
        JsonNode put = company.put(path, Map.of("default_additional_text", "Pay soon"))
                .expect(200)
                .body();
        assertThat(put.propertyNames()).containsExactly("default_additional_text");
        assertThat(text(company.get(path).body(), "default_additional_text")).isEqualTo("Pay soon");
        assertThat(company.delete(path).expect(200).text()).isEmpty();
        assertThat(text(company.get(path).body(), "default_additional_text")).isEmpty();
    }

    @Test
    void moreThanAThousandLinesAreRefused() throws Exception {
        Map<String, Object> line = Map.of("description", "x", "price", 1, "quantity", 1);
        assertThat(invoices.create(Map.of("invoice_items", Collections.nCopies(1_001, line)))
                        .messages())
                .containsExactly("invoice_items is too long (maximum is 1000 items)");
        JsonNode most = invoices.created(Map.of("invoice_items", Collections.nCopies(1_000, line)));
        assertThat(most.path("invoice_items").size()).isEqualTo(1_000);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).stringValue("(none)");
    }
}
