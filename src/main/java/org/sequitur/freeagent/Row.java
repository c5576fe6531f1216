package org.sequitur.freeagent;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row that is put together, column by column, of a record of the wire. */
final class Row {

    private final SourceRecord source;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    Row(SourceRecord source) {
        this.source = source;
    }

    Map<String, @Nullable Object> values() {
        return values;
    }

    Row put(String column, @Nullable Object value) {
        values.put(column, value instanceof Instant instant ? instant.toString() : value);
        return this;
    }

    /** Columns that have the names of attributes. */
    Row texts(String... names) {
        for (String name : names) {
            put(name, source.text(name));
        }
        return this;
    }

    /** What stands there when the wire has nothing. */
    Row text(String name, String otherwise) {
        return put(name, source.text(name, otherwise));
    }

    Row flags(String... names) {
        for (String name : names) {
            put(name, source.is(name));
        }
        return this;
    }

    /** The column of an attribute that names a record: {@code contact} goes to {@code contact_id}. */
    Row references(String... names) {
        for (String name : names) {
            put(name + "_id", source.reference(name));
        }
        return this;
    }

    /** When it was made and changed; when the wire does not say, the other. */
    Row times(Instant otherwise) {
        Instant updated = source.instant("updated_at");
        Instant created = source.instant("created_at");
        put("created_at", created == null ? updated == null ? otherwise : updated : created);
        return put("updated_at", updated == null ? created == null ? otherwise : created : updated);
    }
}
