package org.sequitur.estimate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.Selection;
import org.sequitur.wire.ListQuery;

/** Which estimates a list shows. */
final class EstimateFilter {

    private static final int RECENT_MONTHS = 3;

    private final ListQuery query;
    private final Selection selection;

    EstimateFilter(long companyId, ListQuery query, LocalDate today) {
        this.query = query;
        this.selection = new Selection("e.company_id = ?", companyId);
        view(query.text("view"), today);
        Instant since = query.updatedSince();
        selection
                .narrow("e.dated_on >= ?", query.date("from_date"))
                .narrow("e.dated_on <= ?", query.date("to_date"))
                .narrow("e.contact_id = ?", query.reference("contact"))
                .narrow("e.project_id = ?", query.reference("project"))
                .narrow("e.invoice_id = ?", query.reference("invoice"))
                .narrow("e.updated_at >= ?", since == null ? null : Columns.timestamp(since));
    }

    private void view(@Nullable String view, LocalDate today) {
        switch (view) {
            case null -> {}
            case "all" -> {}
            case "recent" -> selection.and("e.dated_on >= ?", today.minusMonths(RECENT_MONTHS));
            case "non_draft" -> selection.and("e.status <> ?", EstimateStatus.DRAFT.word());
            default -> {
                EstimateStatus status = EstimateStatus.ofView(view);
                // FreeAgent answers an unknown view with an empty list.
                selection.and("e.status = ?", status == null ? "" : status.word());
            }
        }
    }

    String where() {
        return selection.where();
    }

    List<Object> parameters() {
        return selection.parameters();
    }

    List<Object> pageParameters() {
        return selection.parameters(query.perPage(), query.offset());
    }
}
