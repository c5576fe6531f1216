package org.sequitur;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An invoice as a client sends it. */
public record Draft(
        String contact, @Nullable String project, @Nullable String reference, int lines) {

    public static Draft of(String contact) {
        return new Draft(contact, null, null, 1);
    }

    public Draft inProject(@Nullable String path) {
        return new Draft(contact, path, reference, lines);
    }

    public Draft withReference(@Nullable String text) {
        return new Draft(contact, project, text, lines);
    }

    public Draft withLines(int count) {
        return new Draft(contact, project, reference, count);
    }

    public Map<String, Object> body() {
        return Map.of("invoice", attributes());
    }

    /** Several invoices in one body. */
    public static Map<String, Object> list(List<Draft> drafts) {
        return Map.of("invoices", drafts.stream().map(Draft::attributes).toList());
    }

    /** The same without the date that every invoice needs. */
    public Map<String, Object> bodyWithoutDate() {
        Map<String, Object> attributes = attributes();
        attributes.remove("dated_on");
        return Map.of("invoice", attributes);
    }

    public Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("contact", contact);
        attributes.put("dated_on", "2026-03-02");
        attributes.put("payment_terms_in_days", 14);
        if (project != null) {
            attributes.put("project", project);
        }
        if (reference != null) {
            attributes.put("reference", reference);
        }
        attributes.put(
                "invoice_items",
                IntStream.rangeClosed(1, lines)
                        .mapToObj(line -> Map.of("description", "Line " + line, "quantity", line, "price", "10.0"))
                        .toList());
        return attributes;
    }
}
