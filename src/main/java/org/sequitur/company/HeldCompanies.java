package org.sequitur.company;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.DocumentRegister;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;

/**
 * Companies in which nothing happens by itself: no recurring invoice is made, no scheduled one sent, no reminder or thanks written, and
 * no mail about a document and no webhook leaves. Requests are served as ever.
 *
 * <p>What looks for due work of all companies leaves out those whose {@code company.held_since} is set, in the query that takes the
 * work, so that theirs is in nobody's way. What writes documents looks again while it holds the company's register, which holding takes,
 * too: once a company is held, nothing more is written by itself.
 */
public final class HeldCompanies {

    private final HouseConnections house;
    private final RecordClock clock;

    public HeldCompanies(HouseConnections house, RecordClock clock) {
        this.house = house;
        this.clock = clock;
    }

    private record Row(long id, @Nullable Instant heldSince, Instant updatedAt) {}

    /**
     * Holds a company; one that is held already stays so since then.
     *
     * @return since when it is held; empty when there is no such company
     */
    public Optional<Instant> hold(String subdomain) {
        return Objects.requireNonNull(house.transactions()
                .execute(status -> locked(subdomain).map(company -> {
                    if (company.heldSince() != null) {
                        return company.heldSince();
                    }
                    Instant now = clock.now();
                    write(company, now);
                    return now;
                })));
    }

    /**
     * Releases a company: what is due happens at the next look of each loop. Whoever does something about that first does so in a
     * transaction around this one; it holds the register from here on.
     *
     * @return its id; empty when it is not held, or there is no such company
     */
    public OptionalLong release(String subdomain) {
        return Objects.requireNonNull(house.transactions().execute(status -> {
            Row company = locked(subdomain).orElse(null);
            if (company == null || company.heldSince() == null) {
                return OptionalLong.empty();
            }
            write(company, null);
            return OptionalLong.of(company.id());
        }));
    }

    private Optional<Row> locked(String subdomain) {
        Optional<Long> id = house.jdbc()
                .sql("SELECT id FROM company WHERE subdomain = ?")
                .param(subdomain)
                .query(Long.class)
                .optional();
        id.ifPresent(found -> DocumentRegister.lock(house.jdbc(), found));
        return id.flatMap(found -> house.jdbc()
                .sql("SELECT id, held_since, updated_at FROM company WHERE id = ?")
                .param(found)
                .query((row, number) -> new Row(
                        row.getLong("id"),
                        Columns.optionalInstant(row, "held_since"),
                        Columns.instant(row, "updated_at")))
                .optional());
    }

    private void write(Row company, @Nullable Instant heldSince) {
        OffsetDateTime since = heldSince == null ? null : Columns.timestamp(heldSince);
        house.jdbc()
                .sql("UPDATE company SET held_since = :since, updated_at = :now WHERE id = :id")
                .param("since", since, Types.TIMESTAMP_WITH_TIMEZONE)
                .param("now", Columns.timestamp(clock.after(company.updatedAt())))
                .param("id", company.id())
                .update();
    }
}
