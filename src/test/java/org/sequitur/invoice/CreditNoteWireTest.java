package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** Credit notes: numbered with the invoices, negative, and refunded instead of paid. */
class CreditNoteWireTest {

    private final LocalDate today = TestServer.today();
    private final TestCompany company = TestServer.shared().newCompany();

    private InvoiceFixture invoices;
    private CreditNoteFixture notes;

    @BeforeEach
    void found() throws Exception {
        invoices = new InvoiceFixture(company);
        notes = new CreditNoteFixture(company, invoices.contact());
    }

    @AfterEach
    void invoicesAreCountedRight() throws Exception {
        List<String> breaches = new ArrayList<>();
        try (Connection connection = TestServer.shared().dataSource().getConnection()) {
            new CountsCheck().run(connection, company.id(), breaches::add);
            new AmountsCheck().run(connection, company.id(), breaches::add);
        }
        assertThat(breaches).isEmpty();
    }

    @Test
    void aNewCreditNoteIsADraftDueAtOnceWithNothingThatOnlyInvoicesHave() throws Exception {
        Answer answer = notes.create(Map.of("send_thank_you_emails", true)).expect(201);
        JsonNode note = answer.body().path("credit_note");
        assertThat(answer.header("Location")).isEqualTo(note.path("url").asString());
        assertThat(text(note, "status")).isEqualTo("Draft");
        assertThat(text(note, "reference")).isEqualTo("001");
        assertThat(text(note, "due_on")).isEqualTo("2026-01-05");
        assertThat(text(note, "total_value")).isEqualTo("-50.0");
        assertThat(text(note, "refunded_value")).isEqualTo("0.0");
        assertThat(text(note, "due_value")).isEqualTo("-50.0");
        assertThat(note.path("credit_note_items").path(0).path("url").asString())
                .contains("/v2/invoice_items/");
        for (String name : List.of(
                "paid_value",
                "paid_on",
                "payment_methods",
                "always_show_bic_and_iban",
                "send_new_invoice_emails",
                "send_reminder_emails",
                "send_thank_you_emails",
                "invoice_items")) {
            assertThat(note.has(name)).as(name).isFalse();
        }
        assertThat(notes.read(note)).isEqualTo(note);
    }

    @Test
    void creditNotesAndInvoicesCountInOneSequenceHoweverManyAreCreatedAtOnce() throws Exception {
        List<String> references = InFlight.atMost(
                24,
                IntStream.range(0, 60)
                        .mapToObj(i -> (Callable<String>) () -> i % 2 == 0
                                ? text(notes.created(Map.of()), "reference")
                                : text(invoices.created(Map.of()), "reference"))
                        .toList());
        Set<String> expected = new HashSet<>();
        IntStream.rangeClosed(1, 60).forEach(i -> expected.add("%03d".formatted(i)));
        assertThat(references).doesNotHaveDuplicates();
        assertThat(new HashSet<>(references)).isEqualTo(expected);
        assertThat(company.get("invoices").header("X-Total-Count")).isEqualTo("30");
        assertThat(company.get("credit_notes").header("X-Total-Count")).isEqualTo("30");
    }

    @Test
    void anInvoiceIsNoCreditNoteAndTheOtherWayRound() throws Exception {
        String note = V2Client.id(notes.created(Map.of()));
        String invoice = V2Client.id(invoices.created(Map.of()));
        assertThat(company.get("invoices/" + note).status()).isEqualTo(404);
        assertThat(company.get("credit_notes/" + invoice).status()).isEqualTo(404);
        assertThat(company.delete("invoices/" + note).status()).isEqualTo(404);
        assertThat(company.put("credit_notes/" + invoice + "/transitions/mark_as_sent", "")
                        .status())
                .isEqualTo(404);
        for (String gone : List.of("mark_as_cancelled", "mark_as_scheduled")) {
            assertThat(company.put("credit_notes/" + note + "/transitions/" + gone, "")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void onlyANegativeTotalIsSentAndOnlyADraftIsChangedOrDeleted() throws Exception {
        JsonNode positive = notes.created(
                Map.of("credit_note_items", List.of(Map.of("description", "x", "quantity", 1, "price", 5))));
        assertRefused(notes.transition(positive, "mark_as_sent"), "Credit note cannot be marked as sent");
        assertRefused(notes.transition(positive, "mark_as_draft"), "Credit note cannot be marked as draft");

        JsonNode note = notes.sent(50);
        assertThat(text(note, "status")).isEqualTo("Overdue");
        Answer refused = company.put(CreditNoteFixture.path(note), Map.of("credit_note", Map.of("comments", "x")));
        assertThat(refused.expect(422).messages())
                .containsExactly("Credit note cannot be changed once it has been sent");
        String item = V2Client.id(note.path("credit_note_items").path(0));
        assertThat(company.put("invoice_items/" + item, Map.of("invoice_item", Map.of("quantity", 2)))
                        .status())
                .isEqualTo(422);
        Answer kept = company.delete(CreditNoteFixture.path(note));
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.text()).isEmpty();
        notes.transition(note, "mark_as_draft").expect(200);
        assertThat(company.put(CreditNoteFixture.path(note), Map.of("credit_note", Map.of("comments", "Sorry")))
                        .expect(200)
                        .body()
                        .at("/credit_note/comments")
                        .asString())
                .isEqualTo("Sorry");
        assertThat(company.put("invoice_items/" + item, Map.of("invoice_item", Map.of("quantity", 2)))
                        .expect(200)
                        .body()
                        .at("/invoice_item/quantity")
                        .asString())
                .isEqualTo("2.0");
        assertThat(text(notes.read(note), "total_value")).isEqualTo("-100.0");
        company.delete(CreditNoteFixture.path(note)).expect(200);
        assertThat(company.get(CreditNoteFixture.path(note)).status()).isEqualTo(404);
        assertThat(text(notes.created(Map.of()), "reference")).isEqualTo("002");
    }

    @Test
    void viewsFiltersAndOrdersShowWhatTheySay() throws Exception {
        JsonNode draft = notes.created(Map.of());
        JsonNode overdue = notes.sent(50);
        JsonNode open = notes.created(Map.of("dated_on", today.toString(), "payment_terms_in_days", 7));
        notes.transition(open, "mark_as_sent").expect(200);
        JsonNode refunded = notes.sent(20);
        JsonNode invoice = invoices.created(Map.of("dated_on", "2025-06-30"));
        invoices.transition(invoice, "mark_as_sent").expect(200);
        company.post(
                        "credit_note_reconciliations",
                        Map.of(
                                "credit_note_reconciliation",
                                Map.of(
                                        "gross_value",
                                        20,
                                        "invoice",
                                        invoice.path("url").asString(),
                                        "credit_note",
                                        refunded.path("url").asString())))
                .expect(201);

        assertThat(ids("")).containsExactly(ids(draft, overdue, open, refunded));
        assertThat(ids("?view=all")).hasSize(4);
        assertThat(ids("?view=draft")).containsExactly(ids(draft));
        assertThat(ids("?view=open")).containsExactly(ids(open));
        assertThat(ids("?view=overdue")).containsExactly(ids(overdue));
        assertThat(ids("?view=open_or_overdue")).containsExactly(ids(overdue, open));
        assertThat(ids("?view=refunded")).containsExactly(ids(refunded));
        assertThat(ids("?view=recent_open_or_overdue")).containsExactly(ids(overdue, open));
        assertThat(ids("?view=last_1_months")).containsExactly(ids(open));
        assertThat(ids("?from_date=" + today)).containsExactly(ids(open));
        assertThat(ids("?to_date=2026-01-05")).containsExactly(ids(draft, overdue, refunded));
        assertThat(ids("?sort=-created_at&per_page=1")).containsExactly(ids(refunded));
        assertThat(ids("?sort=-updated_at&per_page=1")).containsExactly(ids(refunded));
        assertThat(ids("?contact=" + invoices.contact())).hasSize(4);
        assertThat(ids("?contact=1")).isEmpty();
        assertThat(ids("?updated_since=" + text(refunded, "updated_at"))).containsExactly(ids(refunded));
        assertThat(company.get("credit_notes?view=paid").status()).isEqualTo(400);
        JsonNode row = company.get("credit_notes?per_page=1")
                .body()
                .path("credit_notes")
                .path(0);
        assertThat(row.has("credit_note_items")).isFalse();
        assertThat(company.get("credit_notes?per_page=1&nested_credit_note_items=true")
                        .body()
                        .path("credit_notes")
                        .path(0)
                        .path("credit_note_items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void aConvertedInvoiceIsSentAndFoundAsACreditNote() throws Exception {
        JsonNode negative = invoices.created(
                Map.of("invoice_items", List.of(Map.of("description", "Back", "price", -25, "quantity", 1))));
        JsonNode note = invoices.transition(negative, "convert_to_credit_note")
                .expect(200)
                .body()
                .path("credit_note");
        assertThat(notes.read(note)).isEqualTo(note);
        assertThat(text(
                        notes.transition(note, "mark_as_sent")
                                .expect(200)
                                .body()
                                .path("credit_note"),
                        "due_value"))
                .isEqualTo("-25.0");
    }

    @Test
    void whatIsMissingIsTold() throws Exception {
        Answer refused = company.post("credit_notes", "{\"credit_note\":{\"comments\":\"x\"}}")
                .expect(422);
        assertThat(refused.messages()).containsExactlyInAnyOrder("contact can't be blank", "dated_on can't be blank");
        assertThat(notes.create(Map.of(
                                "credit_note_items",
                                IntStream.range(0, 1_001)
                                        .mapToObj(i -> Map.of("description", "x", "price", -1))
                                        .toList()))
                        .expect(422)
                        .messages())
                .containsExactly("credit_note_items is too long (maximum is 1000 items)");
    }

    private List<String> ids(String query) throws Exception {
        return company.get("credit_notes" + query)
                .expect(200)
                .body()
                .path("credit_notes")
                .valueStream()
                .map(V2Client::id)
                .toList();
    }

    private static String[] ids(JsonNode... notes) {
        return Arrays.stream(notes).map(V2Client::id).toArray(String[]::new);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }

    private static void assertRefused(Answer answer, String message) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains(message);
    }
}
