package org.sequitur.suggestion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sequitur.bank.BankTransaction;
import org.sequitur.contact.ContactName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks for open invoices that lines of an account might pay: by the references in their text, by the amount that is due, and by the contact's
 * name. Each is a query of its own for all lines of a page, by an index, and bounded; what they find is then compared with each line.
 */
@Component
final class Suggestions {

    /** For one line. */
    static final int MOST = 10;

    /** Names of contacts that owe something, the newest first. */
    static final int MOST_NAMES = 5_000;

    /** Contacts whose invoices are looked at, for all lines of a page. */
    private static final int MOST_CONTACTS = 200;

    private static final String IS_OPEN = """
            document.company_id = :company AND document.kind = 'invoice' AND document.state = 'sent'
            AND document.paid_value <> document.total_value AND document.written_off_date IS NULL
            AND document.total_value > document.paid_value
            """;

    private static final String INVOICES = """
            SELECT document.id, document.reference, document.contact_id, document.currency, document.dated_on, document.due_on,
                   document.total_value - document.paid_value AS due,
                   contact.first_name, contact.last_name, contact.organisation_name
            FROM document JOIN contact ON contact.company_id = document.company_id AND contact.id = document.contact_id
            """;

    private final JdbcClient jdbc;

    Suggestions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** For each line those that anything speaks for, the best first. */
    Map<Long, List<Suggestion>> of(long companyId, List<BankTransaction> lines) {
        Map<Long, SuggestedFor> asked = new LinkedHashMap<>();
        for (BankTransaction line : lines) {
            SuggestedFor suggestedFor = SuggestedFor.of(line);
            if (suggestedFor.mayPay()) {
                asked.put(line.id(), suggestedFor);
            }
        }
        Collection<OpenInvoice> invoices = asked.isEmpty() ? List.of() : candidates(companyId, asked.values());
        Map<Long, List<Suggestion>> suggestions = new HashMap<>();
        asked.forEach((id, line) -> suggestions.put(
                id,
                invoices.stream()
                        .filter(invoice -> invoice.currency().equals(line.currency()))
                        .map(invoice -> Suggestion.of(line, invoice))
                        .filter(suggestion -> !suggestion.reasons().isEmpty())
                        .sorted(Suggestion.BEST_FIRST)
                        .limit(MOST)
                        .toList()));
        return suggestions;
    }

    private Collection<OpenInvoice> candidates(long companyId, Collection<SuggestedFor> lines) {
        Map<Long, OpenInvoice> found = new HashMap<>();
        byReference(companyId, lines).forEach(invoice -> found.put(invoice.id(), invoice));
        byAmount(companyId, lines).forEach(invoice -> found.put(invoice.id(), invoice));
        byContact(companyId, lines).forEach(invoice -> found.put(invoice.id(), invoice));
        return found.values();
    }

    private List<OpenInvoice> byReference(long companyId, Collection<SuggestedFor> lines) {
        return jdbc.sql(INVOICES + " WHERE " + IS_OPEN + " AND document.reference = ANY (:references)")
                .param("company", companyId)
                .param(
                        "references",
                        lines.stream()
                                .flatMap(line -> line.references().stream())
                                .distinct()
                                .toArray(String[]::new))
                .query((row, number) -> OpenInvoice.of(row))
                .list();
    }

    private List<OpenInvoice> byAmount(long companyId, Collection<SuggestedFor> lines) {
        return jdbc.sql("""
                        SELECT one.* FROM unnest(CAST(:amounts AS numeric[])) AS wanted(amount) CROSS JOIN LATERAL (
                        """ + INVOICES + " WHERE " + IS_OPEN + """
                            AND document.total_value - document.paid_value = wanted.amount AND document.currency = :currency
                            ORDER BY document.due_on, document.id LIMIT :most) AS one
                        """)
                .param("company", companyId)
                .param("currency", lines.iterator().next().currency())
                .param(
                        "amounts",
                        lines.stream()
                                .map(line -> line.left().toPlainString())
                                .distinct()
                                .toArray(String[]::new))
                .param("most", MOST)
                .query((row, number) -> OpenInvoice.of(row))
                .list();
    }

    private List<OpenInvoice> byContact(long companyId, Collection<SuggestedFor> lines) {
        List<Long> named = new ArrayList<>();
        jdbc.sql(
                        "SELECT id, first_name, last_name, organisation_name FROM contact WHERE company_id = :company AND id IN ("
                                + "SELECT contact_id FROM document WHERE " + IS_OPEN + ") ORDER BY id DESC LIMIT :most")
                .param("company", companyId)
                .param("most", MOST_NAMES)
                .query(row -> {
                    String name = new ContactName(
                                    row.getString("first_name"),
                                    row.getString("last_name"),
                                    row.getString("organisation_name"))
                            .display();
                    Set<String> words = LineText.nameWords(name);
                    if (!words.isEmpty()
                            && lines.stream().anyMatch(line -> line.words().containsAll(words))) {
                        named.add(row.getLong("id"));
                    }
                });
        if (named.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("SELECT one.* FROM unnest(:contacts) AS wanted(id) CROSS JOIN LATERAL (" + INVOICES + " WHERE "
                        + IS_OPEN + """
                            AND document.contact_id = wanted.id AND document.currency = :currency
                            ORDER BY document.due_on, document.id LIMIT :most) AS one
                        """)
                .param("company", companyId)
                .param("currency", lines.iterator().next().currency())
                .param("contacts", named.stream().limit(MOST_CONTACTS).toArray(Long[]::new))
                .param("most", MOST)
                .query((row, number) -> OpenInvoice.of(row))
                .list();
    }
}
