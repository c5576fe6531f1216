package org.sequitur.invoice;

import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;

/** Days of recurring invoices that came while nothing could be made of them, because their company was held. */
public final class MissedDays {

    private final HouseConnections house;
    private final Clock clock;
    private final RecordClock recordClock;

    public MissedDays(HouseConnections house, Clock clock) {
        this.house = house;
        this.clock = clock;
        this.recordClock = new RecordClock(clock);
    }

    private record Missing(
            long id,
            Frequency frequency,
            LocalDate first,
            @Nullable LocalDate endsOn,
            Instant updatedAt) {}

    /**
     * Has the active recurring invoices of a company go on with the first day of their series from the company's today on; no invoice
     * comes of those before. The caller's transaction holds the company's register.
     *
     * @return how many recurring invoices had missed days
     */
    public int passOver(long companyId) {
        LocalDate today = today(companyId);
        List<Missing> missing = missing(companyId, today);
        missing.forEach(one -> resume(companyId, one, today));
        return missing.size();
    }

    private LocalDate today(long companyId) {
        String zone = house.jdbc()
                .sql("SELECT time_zone FROM company WHERE id = ?")
                .param(companyId)
                .query(String.class)
                .single();
        return LocalDate.now(clock.withZone(ZoneId.of(zone)));
    }

    private List<Missing> missing(long companyId, LocalDate today) {
        return house.jdbc()
                .sql("""
                        SELECT id, frequency, dated_on, recurring_end_date, updated_at FROM recurring_invoice
                        WHERE company_id = ? AND status = 'active' AND next_recurs_on < ? ORDER BY id
                        """)
                .params(companyId, today)
                .query((row, number) -> new Missing(
                        row.getLong("id"),
                        Frequency.of(row.getString("frequency")),
                        Objects.requireNonNull(Columns.date(row, "dated_on")),
                        Columns.date(row, "recurring_end_date"),
                        Columns.instant(row, "updated_at")))
                .list();
    }

    private void resume(long companyId, Missing one, LocalDate today) {
        LocalDate next = RecurringInvoice.dayFrom(today, one.first(), one.frequency(), one.endsOn());
        house.jdbc()
                .sql("""
                        UPDATE recurring_invoice
                        SET resumes_on = :today, next_recurs_on = :next, problem = NULL, retry_at = NULL, updated_at = :now
                        WHERE company_id = :company AND id = :id
                        """)
                .param("today", today)
                .param("next", next, Types.DATE)
                .param("now", Columns.timestamp(recordClock.after(one.updatedAt())))
                .param("company", companyId)
                .param("id", one.id())
                .update();
    }
}
