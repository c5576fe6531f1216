package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** What is set off between a credit note and an invoice moves both, and never more than either has. */
class ReconciliationWireTest {

    private final TestCompany company = TestServer.shared().newCompany();

    private InvoiceFixture invoices;
    private CreditNoteFixture notes;

    @BeforeEach
    void found() throws Exception {
        invoices = new InvoiceFixture(company);
        notes = new CreditNoteFixture(company, invoices.contact());
    }

    @Test
    void aPartMovesWhatIsPaidAndRefundedAndTheRestSettlesBoth() throws Exception {
        JsonNode invoice = sentInvoice();
        JsonNode note = notes.sent(100);
        Answer answer = setOff(invoice, note, "30").expect(201);
        JsonNode part = answer.body().path("credit_note_reconciliation");
        assertThat(answer.header("Location")).isEqualTo(part.path("url").asString());
        assertThat(text(part, "gross_value")).isEqualTo("30.0");
        assertThat(text(part, "dated_on")).isEqualTo(TestServer.today().toString());
        assertThat(text(part, "currency")).isEqualTo("GBP");
        assertThat(text(part, "exchange_rate")).isEqualTo("1.0");
        assertThat(text(part, "invoice")).isEqualTo(text(invoice, "url"));
        assertThat(text(part, "credit_note")).isEqualTo(text(note, "url"));
        assertThat(company.get(path(part)).body().path("credit_note_reconciliation"))
                .isEqualTo(part);
        assertInvoice(invoice, "30.0", "70.0", "Overdue");
        assertNote(note, "-30.0", "-70.0", "Overdue");

        setOff(invoice, note, "70", "2026-03-21").expect(201);
        assertInvoice(invoice, "100.0", "0.0", "Paid");
        assertNote(note, "-100.0", "0.0", "Refunded");
        assertThat(text(invoices.read(invoice), "paid_on")).isEqualTo("2026-03-21");
        assertThat(text(notes.read(note), "refunded_on")).isEqualTo("2026-03-21");
        assertThat(text(notes.read(note), "long_status")).isEqualTo("Refunded on \u2013 21 Mar 26");
        assertThat(text(invoices.read(invoice), "updated_at")).isGreaterThan(text(invoice, "updated_at"));
        assertThat(notes.transition(note, "mark_as_draft").status()).isEqualTo(403);
        assertThat(invoices.transition(invoice, "mark_as_draft").status()).isEqualTo(403);
        assertThat(company.get("invoices?view=paid").header("X-Total-Count")).isEqualTo("1");
    }

    @Test
    void whatIsTakenBackOrChangedIsDueAgain() throws Exception {
        JsonNode invoice = sentInvoice();
        JsonNode note = notes.sent(100);
        JsonNode whole = setOff(invoice, note, "100").expect(201).body().path("credit_note_reconciliation");
        JsonNode less = company.put(path(whole), Map.of("credit_note_reconciliation", Map.of("gross_value", "40.5")))
                .expect(200)
                .body()
                .path("credit_note_reconciliation");
        assertThat(text(less, "gross_value")).isEqualTo("40.5");
        assertInvoice(invoice, "40.5", "59.5", "Overdue");
        assertNote(note, "-40.5", "-59.5", "Overdue");
        assertThat(invoices.read(invoice).has("paid_on")).isFalse();

        JsonNode other = sentInvoice();
        company.put(path(whole), Map.of("credit_note_reconciliation", Map.of("invoice", text(other, "url"))))
                .expect(200);
        assertInvoice(invoice, "0.0", "100.0", "Overdue");
        assertInvoice(other, "40.5", "59.5", "Overdue");

        company.delete(path(whole)).expect(200);
        assertInvoice(other, "0.0", "100.0", "Overdue");
        assertNote(note, "0.0", "-100.0", "Overdue");
        assertThat(company.get(path(whole)).status()).isEqualTo(404);
        assertThat(company.delete(path(whole)).status()).isEqualTo(404);
    }

    @Test
    void whatDoesNotBelongTogetherIsRefusedAndMovesNothing() throws Exception {
        JsonNode invoice = sentInvoice();
        JsonNode note = notes.sent(50);
        String exceeds = "gross_value must not exceed what is due of the invoice and of the credit note";
        assertThat(setOff(invoice, note, "50.01").expect(422).messages()).containsExactly(exceeds);
        assertThat(setOff(invoice, notes.sent(500), "100.01").expect(422).messages())
                .containsExactly(exceeds);
        assertThat(setOff(invoice, notes.created(Map.of()), "1").expect(422).messages())
                .containsExactly("credit_note must be sent and not written off");
        assertThat(setOff(invoices.created(Map.of()), note, "1").expect(422).messages())
                .containsExactly("invoice must be sent and not written off");
        assertThat(setOff(note, invoice, "1").expect(422).messages())
                .containsExactly("Invoice not found for this company", "Credit note not found for this company");
        JsonNode euros = invoices.created(Map.of("currency", "EUR"));
        invoices.transition(euros, "mark_as_sent").expect(200);
        assertThat(setOff(euros, note, "1").expect(422).messages())
                .containsExactly("credit_note must be in the currency of the invoice");
        JsonNode others = invoices.created(Map.of("contact", company.client().newContact("Pier Six")));
        invoices.transition(others, "mark_as_sent").expect(200);
        assertThat(setOff(others, note, "1").expect(422).messages())
                .containsExactly("credit_note must be for the contact of the invoice");
        assertThat(setOff(invoice, note, "0").expect(422).messages())
                .containsExactly("gross_value must be greater than 0");
        setOff(invoice, note, "-1").expect(422);
        assertThat(company.post("credit_note_reconciliations", "{\"credit_note_reconciliation\":{\"dated_on\":\"\"}}")
                        .expect(422)
                        .messages())
                .containsExactlyInAnyOrder(
                        "gross_value can't be blank", "invoice can't be blank", "credit_note can't be blank");
        assertInvoice(invoice, "0.0", "100.0", "Overdue");
        assertNote(note, "0.0", "-50.0", "Overdue");
        assertThat(company.get("credit_note_reconciliations").header("X-Total-Count"))
                .isEqualTo("0");
    }

    @Test
    void manyAtOnceNeverTakeMoreThanThereIs() throws Exception {
        JsonNode invoice = sentInvoice();
        List<JsonNode> several = List.of(notes.sent(70), notes.sent(70));
        List<Integer> statuses = InFlight.atMost(
                24,
                IntStream.range(0, 24)
                        .mapToObj(i -> (Callable<Integer>)
                                () -> setOff(invoice, several.get(i % 2), "10").status())
                        .toList());
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(10);
        assertThat(statuses).filteredOn(status -> status == 422).hasSize(14);
        assertInvoice(invoice, "100.0", "0.0", "Paid");
        double refunded = several.stream()
                .mapToDouble(note -> {
                    try {
                        return Double.parseDouble(text(notes.read(note), "refunded_value"));
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .sum();
        assertThat(refunded).isEqualTo(-100.0);
    }

    @Test
    void listsAreNarrowedByDocumentDateAndChange() throws Exception {
        JsonNode invoice = sentInvoice();
        JsonNode note = notes.sent(50);
        String early = V2Client.id(
                setOff(invoice, note, "1", "2026-02-01").expect(201).body().path("credit_note_reconciliation"));
        JsonNode other = notes.sent(50);
        JsonNode late =
                setOff(invoice, other, "1", "2026-02-09").expect(201).body().path("credit_note_reconciliation");
        assertThat(ids("")).containsExactly(early, V2Client.id(late));
        assertThat(ids("?from_date=2026-02-02")).containsExactly(V2Client.id(late));
        assertThat(ids("?to_date=2026-02-02")).containsExactly(early);
        assertThat(ids("?credit_note=" + text(note, "url"))).containsExactly(early);
        assertThat(ids("?invoice=" + V2Client.id(invoice))).hasSize(2);
        assertThat(ids("?updated_since=" + text(late, "updated_at"))).containsExactly(V2Client.id(late));
    }

    private JsonNode sentInvoice() throws Exception {
        JsonNode invoice = invoices.created(Map.of());
        return invoices.transition(invoice, "mark_as_sent").expect(200).body().path("invoice");
    }

    private Answer setOff(JsonNode invoice, JsonNode note, String value) throws Exception {
        return setOff(invoice, note, value, null);
    }

    private Answer setOff(JsonNode invoice, JsonNode note, String value, @Nullable String day) throws Exception {
        Map<String, Object> attributes = new HashMap<>(
                Map.of("gross_value", value, "invoice", text(invoice, "url"), "credit_note", text(note, "url")));
        if (day != null) {
            attributes.put("dated_on", day);
        }
        return company.post("credit_note_reconciliations", Map.of("credit_note_reconciliation", attributes));
    }

    private void assertInvoice(JsonNode invoice, String paid, String due, String status) throws Exception {
        JsonNode now = invoices.read(invoice);
        assertThat(List.of(text(now, "paid_value"), text(now, "due_value"), text(now, "status")))
                .containsExactly(paid, due, status);
    }

    private void assertNote(JsonNode note, String refunded, String due, String status) throws Exception {
        JsonNode now = notes.read(note);
        assertThat(List.of(text(now, "refunded_value"), text(now, "due_value"), text(now, "status")))
                .containsExactly(refunded, due, status);
    }

    private List<String> ids(String query) throws Exception {
        return company.get("credit_note_reconciliations" + query)
                .expect(200)
                .body()
                .path("credit_note_reconciliations")
                .valueStream()
                .map(V2Client::id)
                .toList();
    }

    private static String path(JsonNode reconciliation) {
        return "credit_note_reconciliations/" + V2Client.id(reconciliation);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
