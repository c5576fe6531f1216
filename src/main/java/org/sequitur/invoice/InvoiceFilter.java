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

    /** Beyond all years of four digits, within those of PostgreSQL. */
    private static final LocalDate EARLIEST = LocalDate.of(-4000, 1, 1);

    private static final LocalDate LATEST = LocalDate.of(12_000, 1, 1);

    /** The first condition is that of the index of unpaid documents. */
    private static final String UNPAID =
            "d.state = 'sent' AND d.paid_value <> d.total_value AND d.paid_value < d.total_value";

    private final ListQuery query;
    private final Selection selection;
    private final ListQuery.Sort sort;
    private final @Nullable Instant since;
    private BlockCount counts = BlockCount.ALL;

    InvoiceFilter(long companyId, ListQuery query, LocalDate today) {
        this.query = query;
        this.sort = query.sort("created_at", SORTS);
        this.selection = new Selection("d.company_id = ? AND d.kind = 'invoice'", companyId);
        view(query.text("view"), today);
        dates(query.date("from_date"), query.date("to_date"));
        narrow("d.contact_id = ?", query.reference("contact"));
        narrow("d.project_id = ?", query.reference("project"));
        narrow("d.currency = ?", query.text("currency"));
        this.since = query.updatedSince();
        if (since != null) {
            selection.and("d.updated_at >= ?", since.atOffset(ZoneOffset.UTC));
        }
    }

    private void view(@Nullable String view, LocalDate today) {
        switch (view) {
            case null -> {}
            case "all" -> {}
            case "recent_open_or_overdue" -> {
                LocalDate recently = recently(today);
                show(
                        BlockCount.column("unpaid").and(BlockCount.days("dated - dated_unpaid", "day >= ?", recently)),
                        "(" + UNPAID + ") OR d.dated_on >= ?",
                        recently);
            }
            case "open" -> show(BlockCount.days("due", "day >= ?", today), UNPAID + " AND d.due_on >= ?", today);
            case "overdue" ->
                show(
                        BlockCount.column("unpaid").and(BlockCount.days("-due", "day >= ?", today)),
                        UNPAID + " AND d.due_on < ?",
                        today);
            case "open_or_overdue" -> show(BlockCount.column("unpaid"), UNPAID);
            case "draft" -> show(BlockCount.column("drafts"), "d.state = 'draft'");
            case "paid" ->
                show(
                        BlockCount.column("paid"),
                        "d.state = 'sent' AND d.total_value > 0 AND d.paid_value >= d.total_value");
            case "scheduled_to_email" -> show(BlockCount.column("scheduled"), "d.state = 'scheduled'");
            case "thank_you_emails" -> show(BlockCount.column("thank_you_emails"), "d.send_thank_you_emails");
            case "reminder_emails" -> show(BlockCount.column("reminder_emails"), "d.send_reminder_emails");
            default -> {
                LocalDate first = firstOfLastMonths(view, today);
                show(BlockCount.days("dated", "day >= ?", first), "d.dated_on >= ?", first);
            }
        }
    }

    /** The first day of what is recent. */
    static LocalDate recently(LocalDate today) {
        return today.minusMonths(RECENT_MONTHS);
    }

    /** The first day of a view like {@code last_6_months}. */
    static LocalDate firstOfLastMonths(String view, LocalDate today) {
        Matcher months = LAST_MONTHS.matcher(view);
        if (!months.matches()) {
            throw ListQuery.unknownView();
        }
        return today.minusMonths(Long.parseLong(months.group(1)));
    }

    private void show(BlockCount view, String condition, Object... values) {
        counts = view;
        selection.and(condition, values);
    }

    private void dates(@Nullable LocalDate from, @Nullable LocalDate to) {
        if (from == null && to == null) {
            return;
        }
        LocalDate first = from == null ? EARLIEST : from;
        LocalDate last = to == null ? LATEST : to;
        BlockCount between = BlockCount.days("dated", "day BETWEEN ? AND ?", first, last);
        counts = isEverything() ? between : BlockCount.UNKNOWN;
        selection.and("d.dated_on BETWEEN ? AND ?", first, last);
    }

    private void narrow(String condition, @Nullable Object value) {
        if (value != null) {
            counts = BlockCount.UNKNOWN;
            selection.and(condition, value);
        }
    }

    /** Whether the list is of all invoices of the company, whose number is kept. */
    boolean isEverything() {
        return counts.equals(BlockCount.ALL) && since == null;
    }

    /** How many of each block are in the list, but for {@link #since}. */
    BlockCount counts() {
        return counts;
    }

    /** The time since when the list's invoices have changed. */
    @Nullable
    Instant since() {
        return since;
    }

    boolean isByChange() {
        return sort.field().equals("updated_at");
    }

    boolean isDescending() {
        return sort.descending();
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
        return isByChange()
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
