package org.sequitur.invoice;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sequitur.TestCompany;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** Credit notes of one company and one contact; what a test does not say is filled in: 50.00 back, dated long ago. */
final class CreditNoteFixture {

    private final TestCompany company;
    private final String contact;

    CreditNoteFixture(TestCompany company, String contact) {
        this.company = company;
        this.contact = contact;
    }

    Answer create(Map<String, ?> attributes) throws IOException, InterruptedException {
        Map<String, Object> note = new HashMap<>(Map.of(
                "contact",
                contact,
                "dated_on",
                "2026-01-05",
                "credit_note_items",
                List.of(Map.of("description", "Back", "quantity", 1, "price", -50))));
        note.putAll(attributes);
        return company.post("credit_notes", Map.of("credit_note", note));
    }

    JsonNode created(Map<String, ?> attributes) throws IOException, InterruptedException {
        return create(attributes).expect(201).body().path("credit_note");
    }

    JsonNode sent(int value) throws IOException, InterruptedException {
        JsonNode note = created(
                Map.of("credit_note_items", List.of(Map.of("description", "Back", "quantity", 1, "price", -value))));
        return transition(note, "mark_as_sent").expect(200).body().path("credit_note");
    }

    JsonNode read(JsonNode note) throws IOException, InterruptedException {
        return company.get(path(note)).expect(200).body().path("credit_note");
    }

    Answer transition(JsonNode note, String name) throws IOException, InterruptedException {
        return company.put(path(note) + "/transitions/" + name, "");
    }

    static String path(JsonNode note) {
        return "credit_notes/" + V2Client.id(note);
    }
}
