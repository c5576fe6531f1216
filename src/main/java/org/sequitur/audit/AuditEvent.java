package org.sequitur.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.CsvLine;
import org.sequitur.wire.WireWriter;

/**
 * Something that somebody did.
 *
 * @param appId 0 when it was done with a token that the user made
 * @param address that the request came from
 * @param detail the names of what was sent
 */
record AuditEvent(
        long id,
        Instant at,
        long userId,
        long appId,
        String address,
        String action,
        String recordKind,
        @Nullable Long recordId,
        String detail) {

    static final String COLUMNS =
            CsvLine.of("id", "at", "user", "app", "address", "action", "record", "record_id", "detail");

    void write(WireWriter out) {
        out.integer("id", id);
        out.instant("at", at);
        out.reference("user", "users", userId);
        out.integer("app", appId == 0 ? null : appId);
        out.text("address", address);
        out.text("action", action);
        out.text("record", recordKind);
        out.integer("record_id", recordId);
        out.text("detail", detail);
    }

    String line(BaseUrl baseUrl) {
        return CsvLine.of(
                Long.toString(id),
                at.toString(),
                baseUrl.of("users", userId),
                appId == 0 ? null : Long.toString(appId),
                address,
                action,
                recordKind,
                recordId == null ? null : recordId.toString(),
                detail);
    }
}
