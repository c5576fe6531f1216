package org.sequitur.timeslip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.Billing;
import org.sequitur.invoice.Invoice;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.invoice.InvoiceOrigin;
import org.sequitur.store.Flight;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Component;

/**
 * {@code include_timeslips}: all unbilled time on billable tasks of the projects goes onto the invoice. Each timeslip is locked while
 * it is billed, so an hour is on one invoice, whatever races; whoever comes second finds less, or nothing, and is not refused.
 */
@Component
final class TimeslipBilling implements Billing {

    private static final String ATTRIBUTE = "include_timeslips";

    /** On one invoice; the rest is left for the next one. */
    private static final int MOST = 20_000;

    private static final Set<String> WORDS = Arrays.stream(BilledTime.Grouping.values())
            .map(BilledTime.Grouping::word)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public @Nullable InvoiceOrigin asked(
            long companyId, InvoiceContents invoice, List<Long> projectIds, WireObject sent) {
        String word = sent.oneOf(ATTRIBUTE, null, WORDS);
        return Arrays.stream(BilledTime.Grouping.values())
                .filter(grouping -> grouping.word().equals(word))
                .findFirst()
                .map(grouping -> new Time(companyId, invoice.contact(), projectIds, grouping))
                .orElse(null);
    }

    private static final class Time implements InvoiceOrigin {

        private final long companyId;
        private final long contactId;
        private final long[] projectIds;
        private final BilledTime.Grouping grouping;
        private final List<BilledTime> times = new ArrayList<>();

        private Time(long companyId, long contactId, List<Long> projectIds, BilledTime.Grouping grouping) {
            this.companyId = companyId;
            this.contactId = contactId;
            this.projectIds = projectIds.stream().mapToLong(Long::longValue).toArray();
            this.grouping = grouping;
        }

        private record Slip(long companyId, long id) {}

        @Override
        public void ask(Flight look) {
            look.ask(
                    """
                    SELECT timeslip.id, timeslip.dated_on, timeslip.hours, timeslip.comment, timeslip.task_id,
                           task.name AS task, task.billing_rate, task.billing_period, project.hours_per_day
                    FROM timeslip
                    JOIN task ON task.company_id = timeslip.company_id AND task.id = timeslip.task_id
                    JOIN project ON project.company_id = task.company_id AND project.id = task.project_id
                    WHERE timeslip.company_id = ? AND project.id = ANY(?) AND project.contact_id = ? AND task.is_billable
                      AND timeslip.billed_on_invoice_id IS NULL AND timeslip.timer_started_at IS NULL AND timeslip.hours > 0
                    ORDER BY timeslip.id LIMIT ?
                    FOR NO KEY UPDATE OF timeslip
                    """,
                    rows -> {
                        times.clear();
                        while (rows.next()) {
                            times.add(BilledTime.of(rows));
                        }
                    },
                    companyId,
                    projectIds,
                    contactId,
                    MOST);
        }

        @Override
        public void take(Set<Object> taken) {
            times.removeIf(time -> !taken.add(new Slip(companyId, time.timeslipId())));
        }

        @Override
        public List<InvoiceItem> lines() {
            return grouping.lines(times);
        }

        @Override
        public void tell(Flight write, Invoice stored) {
            write.tell(
                    """
                    UPDATE timeslip SET billed_on_invoice_id = ?, updated_at = greatest(?, moment_after(updated_at))
                    WHERE company_id = ? AND id = ANY(?)
                    """,
                    stored.id(),
                    stored.updatedAt(),
                    companyId,
                    times.stream().mapToLong(BilledTime::timeslipId).toArray());
        }
    }
}
