package org.sequitur.invoice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Selection;
import org.sequitur.wire.ListQuery;

/** Which invoices a list shows, in which order. */
final class InvoiceFilter {

    private static final Set<String> SORTS = Set.of("created_at", "updated_at");
    private static final Pattern LAST_MONTHS = Pattern.compile("last_(\\d{1,4})_months");
    private static final int RECENT_MONTHS = 3;

    /** The first condition is that of the index of unpaid documents. */
    private static final String UNPAID =
            "d.state = 'sent' AND d.paid_value <> d.total_value AND d.paid_value < d.total_value";

    private final ListQuery query;
    private final Selection selection;
    private final ListQuery.Sort sort;
    private boolean everything = true;

    InvoiceFilter(long companyId, ListQuery query, LocalDate today) {
        this.query = query;
        this.sort = query.sort("created_at", SORTS);
        this.selection = new Selection("d.company_id = ? AND d.kind = 'invoice'", companyId);
        view(query.text("view"), today);
        narrow("d.contact_id = ?", query.reference("contact"));
        narrow("d.project_id = ?", query.reference("project"));
        narrow("d.currency = ?", query.text("currency"));
        narrow("d.dated_on >= ?", query.date("from_date"));
        narrow("d.dated_on <= ?", query.date("to_date"));
        Instant since = query.updatedSince();
        narrow("d.updated_at >= ?", since == null ? null : since.atOffset(ZoneOffset.UTC));
    }

    private void view(@Nullable String view, LocalDate today) {
        switch (view) {
            case null -> {}
            case "all" -> {}
            case "recent_open_or_overdue" ->
                narrow("(" + UNPAID + ") OR d.dated_on >= ?", today.minusMonths(RECENT_MONTHS));
            case "open" -> narrow(UNPAID + " AND d.due_on >= ?", today);
            case "overdue" -> narrow(UNPAID + " AND d.due_on < ?", today);
            case "open_or_overdue" -> narrow(UNPAID);
            case "draft" -> narrow("d.state = 'draft'");
            case "paid" -> narrow("d.state = 'sent' AND d.total_value > 0 AND d.paid_value >= d.total_value");
            case "scheduled_to_email" -> narrow("d.state = 'scheduled'");
            case "thank_you_emails" -> narrow("d.send_thank_you_emails");
            case "reminder_emails" -> narrow("d.send_reminder_emails");
            default -> {
                Matcher months = LAST_MONTHS.matcher(view);
                if (!months.matches()) {
                    throw ListQuery.unknownView();
                }
                narrow("d.dated_on >= ?", today.minusMonths(Long.parseLong(months.group(1))));
            }
        }
    }

    private void narrow(String condition) {
        selection.and(condition);
        everything = false;
    }

    private void narrow(String condition, @Nullable Object value) {
        if (value != null) {
            selection.and(condition, value);
            everything = false;
        }
    }

    /** Whether the list is of all invoices of the company, whose number is kept. */
    boolean isEverything() {
        return everything;
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
