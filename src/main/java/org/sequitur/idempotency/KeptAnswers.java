package org.sequitur.idempotency;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.Flight;
import org.sequitur.store.Rows;
import org.sequitur.wire.Answer;
import org.sequitur.wire.RenderedAnswer;
import org.sequitur.wire.WireException;

/**
 * The answers that one transaction finds kept and those that it keeps. Only what took effect is kept, and in the same transaction:
 * a crash leaves both or neither. A refused request did nothing and is simply judged again.
 */
public final class KeptAnswers {

    /** How long a key stands for its first request. */
    public static final Duration KEPT_FOR = Duration.ofHours(24);

    private record Name(long companyId, String key) {}

    private record Kept(String fingerprint, RenderedAnswer answer) {}

    private final Map<Name, Kept> found = new HashMap<>();
    private final Rows kept = new Rows("bigint", "text", "text", "integer", "text", "text", "text", "timestamptz");

    /** Adds the questions for these keys, and makes room for those whose time is over. */
    public void ask(Flight flight, Collection<IdempotencyKey> keys, Instant now) {
        if (keys.isEmpty()) {
            return;
        }
        Rows wanted = new Rows("bigint", "text");
        keys.forEach(key -> wanted.add(key.companyId(), key.text()));
        flight.tell(
                """
                DELETE FROM kept_answer USING %s AS wanted(company_id, key)
                WHERE kept_answer.company_id = wanted.company_id AND kept_answer.key = wanted.key
                  AND kept_answer.company_id = ANY(?) AND kept_answer.created_at <= (?)::timestamptz
                """.formatted(wanted.unnest()),
                append(wanted.columnsAndCompanies(), Columns.timestamp(now.minus(KEPT_FOR))));
        flight.ask(
                """
                SELECT company_id, key, fingerprint, status, location, media_type, body
                FROM kept_answer JOIN %s AS wanted(company_id, key) USING (company_id, key)
                WHERE kept_answer.company_id = ANY(?)
                """.formatted(wanted.unnest()),
                rows -> {
                    while (rows.next()) {
                        remember(rows);
                    }
                },
                wanted.columnsAndCompanies());
    }

    private void remember(ResultSet row) throws SQLException {
        RenderedAnswer answer = new RenderedAnswer(
                row.getInt(4),
                row.getString(5),
                row.getString(6),
                row.getString(7).getBytes(StandardCharsets.UTF_8));
        found.put(new Name(row.getLong(1), row.getString(2)), new Kept(row.getString(3), answer));
    }

    private static @Nullable Object[] append(@Nullable Object[] parameters, Object last) {
        @Nullable Object[] all = new @Nullable Object[parameters.length + 1];
        System.arraycopy(parameters, 0, all, 0, parameters.length);
        all[parameters.length] = last;
        return all;
    }

    /**
     * The answer to an earlier request with the key, or null when this is the first.
     *
     * @throws WireException 422 when the key stood for another request
     */
    public @Nullable RenderedAnswer of(IdempotencyKey key) {
        Kept earlier = found.get(new Name(key.companyId(), key.text()));
        if (earlier == null) {
            return null;
        }
        if (!earlier.fingerprint().equals(key.fingerprint())) {
            throw WireException.invalid("Idempotency-Key was used for another request");
        }
        return earlier.answer();
    }

    /** Keeps an answer; {@link #tell} writes it. */
    public void keep(IdempotencyKey key, RenderedAnswer answer, Instant now) {
        found.put(new Name(key.companyId(), key.text()), new Kept(key.fingerprint(), answer));
        kept.add(
                key.companyId(),
                key.text(),
                key.fingerprint(),
                answer.status(),
                answer.location(),
                answer.mediaType(),
                new String(answer.bytes(), StandardCharsets.UTF_8),
                Columns.timestamp(now));
    }

    /** Adds the writing of what is kept. A key that another transaction was quicker to take violates the primary key. */
    public void tell(Flight flight) {
        if (!kept.isEmpty()) {
            flight.tell("""
                    INSERT INTO kept_answer
                        (company_id, key, fingerprint, status, location, media_type, body, created_at)
                    SELECT * FROM %s
                    """.formatted(kept.unnest()), kept.columns());
        }
    }

    /** The kept answer as the answer to a repeated request. */
    public static Answer repeated(RenderedAnswer kept) {
        return Answer.rendered(kept).with("Idempotent-Replayed", "true");
    }
}
