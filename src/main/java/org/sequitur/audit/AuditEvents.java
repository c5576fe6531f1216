package org.sequitur.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.Flight;
import org.sequitur.store.Insertion;
import org.sequitur.store.Insertion.Column;
import org.sequitur.wire.Caller;

/** What one transaction writes into the audit log; in one statement, however much it is. */
public final class AuditEvents {

    private final Insertion events = new Insertion(
            "audit_event",
            List.of(
                    Column.common("company_id", "bigint"),
                    Column.common("at", "timestamptz"),
                    Column.common("user_id", "bigint"),
                    Column.common("app_id", "bigint"),
                    Column.common("address", "text"),
                    Column.common("action", "text"),
                    Column.common("record_kind", "text"),
                    Column.own("record_id", "bigint"),
                    Column.common("detail", "text")));

    /**
     * @param kind of the record, as paths have it, such as {@code invoices}
     * @param id of the record; null where the company has only one
     * @param detail such as the names of the attributes that were sent; nothing secret, nothing about people
     */
    public void add(Caller caller, Instant at, String action, String kind, @Nullable Long id, String detail) {
        events.add(
                caller.companyId(),
                Columns.timestamp(at),
                caller.userId(),
                caller.appId(),
                caller.address(),
                action,
                kind,
                id,
                detail);
    }

    /** Adds the writing of what was added. */
    public void tell(Flight flight) {
        events.tell(flight);
    }
}
