package org.sequitur.webhook;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can happen to records, in the words of the function {@code webhook_types} of the database, which decides what has happened; and
 * where each kind of record is shown.
 */
final class EventTypes {

    /** @param path without the id */
    private record Kind(String path, List<String> words) {}

    /** What is sent because somebody wants to see whether it arrives. */
    static final String TEST = "webhook.test";

    private static final String OWN = "/sequitur/v1/";

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry(
                    "invoice",
                    changed(
                            "/v2/invoices",
                            "sent",
                            "scheduled",
                            "cancelled",
                            "reopened",
                            "paid",
                            "unpaid",
                            "converted")),
            Map.entry(
                    "credit_note",
                    changed("/v2/credit_notes", "sent", "cancelled", "reopened", "refunded", "unrefunded")),
            Map.entry("credit_note_reconciliation", changed("/v2/credit_note_reconciliations")),
            Map.entry("estimate", changed("/v2/estimates", "sent", "approved", "rejected", "invoiced", "reopened")),
            Map.entry("recurring_invoice", changed("/v2/recurring_invoices")),
            Map.entry("contact", changed("/v2/contacts")),
            Map.entry("project", changed("/v2/projects")),
            Map.entry("note", changed("/v2/notes")),
            Map.entry("task", changed("/v2/tasks")),
            Map.entry("timeslip", changed("/v2/timeslips")),
            Map.entry("expense", changed("/v2/expenses")),
            Map.entry("price_list_item", changed("/v2/price_list_items")),
            Map.entry("stock_item", changed("/v2/stock_items")),
            Map.entry("property", changed("/v2/properties")),
            Map.entry("bank_account", changed("/v2/bank_accounts")),
            Map.entry("bank_transaction", changed("/v2/bank_transactions")),
            Map.entry("bank_transaction_explanation", changed("/v2/bank_transaction_explanations")),
            Map.entry("sales_tax_period", changed("/v2/sales_tax_periods")),
            Map.entry("user", changed("/v2/users")),
            Map.entry(
                    "mail",
                    new Kind(OWN + "mails", List.of("created", "sent", "refused", "cancelled", "retried", "deleted"))),
            Map.entry("webhook", new Kind(OWN + "webhook_endpoints", List.of("test"))));

    private static final Set<String> ALL = KINDS.entrySet().stream()
            .flatMap(kind -> kind.getValue().words().stream().map(word -> kind.getKey() + "." + word))
            .collect(Collectors.toUnmodifiableSet());

    private EventTypes() {}

    private static Kind changed(String path, String... words) {
        return new Kind(
                path,
                Stream.concat(Stream.of("created", "updated", "deleted"), Stream.of(words))
                        .toList());
    }

    static boolean isKnown(String type) {
        return ALL.contains(type);
    }

    /** Every type there is, as {@code invoice.paid}. */
    static Set<String> all() {
        return ALL;
    }

    /** Where a record is shown, or was until it was deleted; of a kind that nobody told of here, a path that leads nowhere. */
    static String path(String kind, long id) {
        Kind known = KINDS.get(kind);
        return (known == null ? OWN + kind : known.path()) + "/" + id;
    }
}
