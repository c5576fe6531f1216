package org.sequitur.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Body;
import org.sequitur.wire.CanonicalJson;
import org.sequitur.wire.WireWriter;

/**
 * What has happened to a record. It says which record and what, not what the record says now: whoever asks for that at its address is
 * known by a token, is shown what that may see, and gets what is right at that time and not when the event was written.
 *
 * @param id of one record, a higher one is later
 * @param type such as {@code invoice.paid}
 * @param reference of the record, if its kind has one, as it was
 */
record Event(
        long id,
        String type,
        String recordKind,
        long recordId,
        @Nullable String reference,
        Instant at) implements Body {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** What a receiver knows the event by, however often it comes. */
    String messageId() {
        return "evt_" + id;
    }

    /** The same bytes each time: JSON whose values are texts. */
    byte[] payload(BaseUrl baseUrl) {
        Map<String, Object> data = new HashMap<>(Map.of(
                "id", Long.toString(recordId),
                "url", baseUrl.of(EventTypes.path(recordKind, recordId)),
                "sequence", Long.toString(id)));
        if (reference != null) {
            data.put("reference", reference);
        }
        return CanonicalJson.write(Map.of("type", type, "timestamp", TIMESTAMP.format(at), "data", data))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void write(WireWriter out) {
        out.url("url", "/sequitur/v1/webhook_events/" + id);
        out.text("message_id", messageId());
        out.text("type", type);
        out.url("record", EventTypes.path(recordKind, recordId));
        out.text("reference", reference);
        out.instant("at", at);
    }
}
