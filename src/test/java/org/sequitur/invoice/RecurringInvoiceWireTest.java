package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** Recurring invoices are read as FreeAgent shows them, and written below Sequitur's own path. */
class RecurringInvoiceWireTest {

    /** Far enough that none becomes an invoice while the test runs. */
    private static final Map<String, ?> LATER = Map.of("dated_on", "2099-01-31");

    private final TestCompany company = TestServer.shared().newCompany();

    private String contact = "";
    private RecurringFixture recurring = new RecurringFixture(company.client(), contact);

    @BeforeEach
    void found() throws Exception {
        contact = company.client().newContact("Harbour Mills");
        recurring = new RecurringFixture(company.client(), contact);
    }

    @Test
    void itSaysWhatItsInvoicesSayAndWhenTheNextOneComes() throws Exception {
        Answer answer = recurring
                .create(with(Map.of("reference", "H-001", "recurring_end_date", "2099-12-31", "comments", "Thank you")))
                .expect(201);
        JsonNode made = answer.body().path("recurring_invoice");
        assertThat(answer.header("Location")).isEqualTo(made.path("url").asString());
        JsonNode read = recurring.read(made);
        assertThat(text(read, "url")).endsWith("/v2/recurring_invoices/" + V2Client.id(made));
        assertThat(text(read, "frequency")).isEqualTo("Monthly");
        assertThat(text(read, "recurring_status")).isEqualTo("Active");
        assertThat(text(read, "dated_on")).isEqualTo("2099-01-31");
        assertThat(text(read, "next_recurs_on")).isEqualTo("2099-01-31");
        assertThat(text(read, "recurring_end_date")).isEqualTo("2099-12-31");
        assertThat(text(read, "reference")).isEqualTo("H-001");
        assertThat(text(read, "contact_name")).isEqualTo("Harbour Mills");
        assertThat(text(read, "net_value")).isEqualTo("100.0");
        assertThat(text(read, "total_value")).isEqualTo("100.0");
        assertThat(text(read, "comments")).isEqualTo("Thank you");
        assertThat(read.path("invoice_items").path(0).path("description").asString())
                .isEqualTo("Hosting");
        for (String name : List.of("status", "long_status", "due_on", "paid_value", "due_value", "payment_url")) {
            assertThat(read.has(name)).as(name).isFalse();
        }
        assertThat(company.get("invoices").header("X-Total-Count")).isEqualTo("0");
    }

    @Test
    void freeAgentsPathIsForReadingOnly() throws Exception {
        JsonNode made = recurring.created(LATER);
        String path = "recurring_invoices/" + V2Client.id(made);
        assertThat(company.post("recurring_invoices", "{}").status()).isEqualTo(404);
        assertThat(company.put(path, "{}").status()).isEqualTo(404);
        assertThat(company.delete(path).status()).isEqualTo(404);
    }

    @Test
    void aChangeKeepsWhatItDoesNotName() throws Exception {
        JsonNode made = recurring.created(LATER);
        JsonNode changed = recurring
                .change(made, Map.of("frequency", "Quarterly", "recurring_status", "Draft"))
                .expect(200)
                .body()
                .path("recurring_invoice");
        assertThat(text(changed, "frequency")).isEqualTo("Quarterly");
        assertThat(text(changed, "recurring_status")).isEqualTo("Draft");
        assertThat(text(changed, "total_value")).isEqualTo("100.0");
        assertThat(changed.path("invoice_items")).isEqualTo(made.path("invoice_items"));
        Map<String, Object> line =
                Map.of("id", V2Client.id(made.path("invoice_items").path(0)), "quantity", 3);
        recurring.change(made, Map.of("invoice_items", List.of(line))).expect(200);
        assertThat(text(recurring.read(made), "total_value")).isEqualTo("150.0");
        recurring.delete(made).expect(200);
        assertThat(company.get("recurring_invoices/" + V2Client.id(made)).status())
                .isEqualTo(404);
        assertThat(recurring.delete(made).status()).isEqualTo(404);
    }

    @Test
    void viewsAndFiltersShowWhatTheySay() throws Exception {
        String draft = V2Client.id(recurring.created(with(Map.of("recurring_status", "Draft"))));
        String active = V2Client.id(recurring.created(LATER));
        String over = V2Client.id(recurring.created(with(Map.of("recurring_end_date", "2020-01-01"))));
        assertThat(ids("")).containsExactly(draft, active, over);
        assertThat(ids("?view=draft")).containsExactly(draft);
        assertThat(ids("?view=active")).containsExactly(active);
        assertThat(ids("?view=inactive")).containsExactly(over);
        assertThat(ids("?contact=" + contact + "&per_page=1&page=2")).containsExactly(active);
        assertThat(ids("?contact=1")).isEmpty();
        assertThat(company.get("recurring_invoices?view=paused").status()).isEqualTo(400);
        JsonNode row = company.get("recurring_invoices")
                .body()
                .path("recurring_invoices")
                .path(0);
        assertThat(row.has("invoice_items")).isFalse();
        assertThat(company.delete(contact).status()).isEqualTo(403);
    }

    @Test
    void whatIsWrongIsTold() throws Exception {
        assertThat(company.post("/sequitur/v1/recurring_invoices", "{\"recurring_invoice\":{\"comments\":\"x\"}}")
                        .expect(422)
                        .messages())
                .containsExactlyInAnyOrder(
                        "frequency can't be blank",
                        "contact can't be blank",
                        "dated_on can't be blank",
                        "payment_terms_in_days can't be blank");
        assertThat(recurring
                        .create(with(Map.of("frequency", "Daily")))
                        .expect(422)
                        .messages())
                .contains("frequency is not included in the list");
        assertThat(recurring
                        .create(with(Map.of("recurring_status", "Paused")))
                        .expect(422)
                        .messages())
                .containsExactly("recurring_status is not included in the list");
        assertThat(recurring.create(with(Map.of("contact", "1"))).expect(422).messages())
                .containsExactly("Contact not found");
    }

    private static Map<String, Object> with(Map<String, ?> attributes) {
        Map<String, Object> all = new HashMap<>(LATER);
        all.putAll(attributes);
        return all;
    }

    private List<String> ids(String query) throws Exception {
        return company.get("recurring_invoices" + query)
                .expect(200)
                .body()
                .path("recurring_invoices")
                .valueStream()
                .map(V2Client::id)
                .toList();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
