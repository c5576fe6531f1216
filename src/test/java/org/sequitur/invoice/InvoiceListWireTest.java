package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Every view, filter and order of the list of invoices. */
class InvoiceListWireTest {

    private final LocalDate today = TestServer.today();

    private TestCompany company;
    private InvoiceFixture invoices;

    @BeforeEach
    void found() throws Exception {
        company = TestServer.shared().newCompany();
        invoices = new InvoiceFixture(company);
        String old = today.minusMonths(8).toString();
        invoices.created(Map.of("reference", "draft", "dated_on", old, "send_reminder_emails", true));
        send("open", Map.of("dated_on", today.toString(), "send_thank_you_emails", true));
        send("overdue", Map.of("dated_on", old));
        JsonNode paid = send("paid", Map.of("dated_on", old, "currency", "EUR", "exchange_rate", "0.9"));
        JdbcClient.create(TestServer.shared().dataSource())
                .sql("UPDATE document SET paid_value = total_value, paid_on = ? WHERE company_id = ? AND id = ?")
                .params(today, company.id(), Long.valueOf(V2Client.id(paid)))
                .update();
        JdbcClient.create(TestServer.shared().dataSource())
                .sql("SELECT recount_documents(?)")
                .param(company.id())
                .query(row -> {});
        JsonNode scheduled = invoices.created(Map.of(
                "reference", "scheduled", "dated_on", today.minusMonths(5).toString()));
        invoices.transition(scheduled, "mark_as_scheduled").expect(200);
    }

    @Test
    void everyViewShowsWhatItsNameSays() throws Exception {
        assertThat(list("")).containsExactly("draft", "open", "overdue", "paid", "scheduled");
        assertThat(list("view=all")).containsExactly("draft", "open", "overdue", "paid", "scheduled");
        assertThat(list("view=draft")).containsExactly("draft");
        assertThat(list("view=open")).containsExactly("open");
        assertThat(list("view=overdue")).containsExactly("overdue");
        assertThat(list("view=open_or_overdue")).containsExactly("open", "overdue");
        assertThat(list("view=recent_open_or_overdue")).containsExactly("open", "overdue");
        assertThat(list("view=paid")).containsExactly("paid");
        assertThat(list("view=scheduled_to_email")).containsExactly("scheduled");
        assertThat(list("view=thank_you_emails")).containsExactly("open");
        assertThat(list("view=reminder_emails")).containsExactly("draft");
        assertThat(list("view=last_6_months")).containsExactly("open", "scheduled");
        assertThat(list("view=last_12_months")).hasSize(5);
        assertThat(company.get("invoices?view=lately").status()).isEqualTo(400);
        assertThat(company.get("invoices?view=last_x_months").status()).isEqualTo(400);
    }

    @Test
    void filtersNarrowTogether() throws Exception {
        String contact = company.client().newContact("Other");
        String project = company.client().newProject("P", contact);
        invoices.created(Map.of("reference", "other", "contact", contact, "project", project));
        String id = contact.substring(contact.indexOf('/') + 1);
        assertThat(list("contact=" + id)).containsExactly("other");
        assertThat(list("contact=http://elsewhere.example/v2/" + contact)).containsExactly("other");
        assertThat(list("project=" + project.substring(project.indexOf('/') + 1)))
                .containsExactly("other");
        assertThat(list("contact=" + id + "&view=open")).isEmpty();
        assertThat(list("contact=7")).isEmpty();
        assertThat(list("currency=EUR")).containsExactly("paid");
        assertThat(list("from_date=" + today)).containsExactly("open");
        assertThat(list("to_date=" + today.minusMonths(8))).containsExactly("draft", "overdue", "paid", "other");
    }

    @Test
    void theOrderIsThatOfCreationOrOfChange() throws Exception {
        JsonNode draft =
                company.get("invoices?view=draft").body().path("invoices").path(0);
        company.put(InvoiceFixture.path(draft), Map.of("invoice", Map.of("comments", "x")))
                .expect(200);
        assertThat(list("sort=-created_at")).containsExactly("scheduled", "paid", "overdue", "open", "draft");
        assertThat(list("sort=updated_at").getLast()).isEqualTo("draft");
        assertThat(list("sort=-updated_at").getFirst()).isEqualTo("draft");
        assertThat(company.get("invoices?sort=reference").status()).isEqualTo(400);
    }

    @Test
    void whatChangedSinceIsFoundToTheMillisecond() throws Exception {
        JsonNode last = company.get("invoices?sort=-updated_at&per_page=1")
                .body()
                .path("invoices")
                .path(0);
        assertThat(list("updated_since=" + last.path("updated_at").stringValue()))
                .containsExactly(last.path("reference").stringValue());
        assertThat(list("updated_since=2000-01-01")).hasSize(5);
        assertThat(list("updated_since=2999-01-01T00:00:00%2B01:00")).isEmpty();
    }

    @Test
    void pagesCountAndLinesAreOnlyThereWhenAskedFor() throws Exception {
        Answer page = company.get("invoices?per_page=2&page=2");
        assertThat(page.header("X-Total-Count")).isEqualTo("5");
        assertThat(references(page)).containsExactly("overdue", "paid");
        assertThat(page.header("Link")).contains("page=1&per_page=2>; rel='prev'", "page=3&per_page=2>; rel='next'");
        assertThat(page.body().path("invoices").path(0).has("invoice_items")).isFalse();
        Answer nested = company.get("invoices?nested_invoice_items=true");
        assertThat(nested.body().path("invoices").path(3).path("invoice_items").size())
                .isEqualTo(1);
        assertThat(company.get("invoices?view=paid").header("X-Total-Count")).isEqualTo("1");
    }

    @Test
    void theCountStaysRightThroughAllThatHappens() throws Exception {
        JsonNode draft =
                company.get("invoices?view=draft").body().path("invoices").path(0);
        company.delete(InvoiceFixture.path(draft)).expect(200);
        assertThat(company.get("invoices").header("X-Total-Count")).isEqualTo("4");
        assertThat(list("")).hasSize(4);
    }

    @Test
    void theTimelineTellsWhatHappenedNewestFirst() throws Exception {
        JsonNode items = company.get("invoices/timeline").expect(200).body().path("invoice_timeline_items");
        List<String> summaries = new ArrayList<>();
        items.forEach(item -> summaries.add(item.path("summary").stringValue("")));
        assertThat(summaries)
                .containsExactly(
                        "Payment: paid: \u20ac100.00 received",
                        "Invoice: open: \u00a3100.00 sent",
                        "Invoice: paid: \u20ac100.00 sent",
                        "Invoice: overdue: \u00a3100.00 sent");
        assertThat(items.path(0).propertyNames())
                .containsExactlyInAnyOrder("reference", "summary", "description", "dated_on", "amount");
    }

    private JsonNode send(String reference, Map<String, ?> attributes) throws Exception {
        Map<String, Object> all = new HashMap<>(attributes);
        all.put("reference", reference);
        JsonNode invoice = invoices.created(all);
        invoices.transition(invoice, "mark_as_sent").expect(200);
        return invoice;
    }

    private List<String> list(String query) throws Exception {
        return references(company.get("invoices?" + query).expect(200));
    }

    private static List<String> references(Answer answer) {
        List<String> references = new ArrayList<>();
        answer.body()
                .path("invoices")
                .forEach(invoice -> references.add(invoice.path("reference").stringValue("")));
        return references;
    }
}
