package org.sequitur.invoice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.Selection;
import org.sequitur.wire.ListQuery;

/** Which credit notes a list shows, in which order. */
final class CreditNoteFilter {

    private static final Set<String> SORTS = Set.of("created_at", "updated_at");

    private static final String OWED = "d.state = 'sent' AND d.paid_value <> d.total_value";

    private final ListQuery query;
    private final ListQuery.Sort sort;
    private final Selection selection;

    CreditNoteFilter(long companyId, ListQuery query, LocalDate today) {
        this.query = query;
        this.sort = query.sort("created_at", SORTS);
        this.selection = new Selection("d.company_id = ? AND d.kind = 'credit_note'", companyId);
        view(query.text("view"), today);
        Instant since = query.updatedSince();
        selection
                .narrow("d.dated_on >= ?", query.date("from_date"))
                .narrow("d.dated_on <= ?", query.date("to_date"))
                .narrow("d.contact_id = ?", query.reference("contact"))
                .narrow("d.project_id = ?", query.reference("project"))
                .narrow("d.updated_at >= ?", since == null ? null : Columns.timestamp(since));
    }

    private void view(@Nullable String view, LocalDate today) {
        switch (view) {
            case null -> {}
            case "all" -> {}
            case "recent_open_or_overdue" ->
                selection.and("(" + OWED + ") OR d.dated_on >= ?", InvoiceFilter.recently(today));
            case "open" -> selection.and(OWED + " AND d.due_on >= ?", today);
            case "overdue" -> selection.and(OWED + " AND d.due_on < ?", today);
            case "open_or_overdue" -> selection.and(OWED);
            case "draft" -> selection.and("d.state = 'draft'");
            case "refunded" -> selection.and("d.state = 'sent' AND d.paid_value = d.total_value");
            default -> selection.and("d.dated_on >= ?", InvoiceFilter.firstOfLastMonths(view, today));
        }
    }

    String where() {
        return selection.where();
    }

    List<Object> parameters(Object... further) {
        return selection.parameters(further);
    }

    /** Ids are given in the order of creation. */
    String order() {
        String direction = sort.descending() ? " DESC" : "";
        return sort.field().equals("updated_at")
                ? " ORDER BY d.updated_at" + direction + ", d.id" + direction
                : " ORDER BY d.id" + direction;
    }

    int limit() {
        return query.perPage();
    }

    long offset() {
        return query.offset();
    }
}
