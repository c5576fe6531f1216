package org.sequitur.property;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.sequitur.address.Address;
import org.sequitur.address.AddressColumns;
import org.sequitur.store.Columns;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * A property that a landlord lets; always in the United Kingdom.
 *
 * @param firstLine of its address, which is its name too
 */
record Property(long id, String firstLine, Address address, Instant createdAt, Instant updatedAt) implements Body {

    private static final String COUNTRY = "United Kingdom";
    private static final int MOST_CHARACTERS = 255;

    static Property unsaved(Instant now) {
        return new Property(0, "", Address.in(COUNTRY), now, now);
    }

    static Property of(ResultSet row) throws SQLException {
        return new Property(
                row.getLong("id"),
                row.getString("address1"),
                AddressColumns.read(row),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    Property changedBy(WireObject sent, Instant now) {
        String line = sent.requiredText("address1", firstLine, MOST_CHARACTERS);
        Address sentAddress =
                sent.has("country") ? address.changedBy(sent.without("country")) : address.changedBy(sent);
        sent.complaints().throwIfAny();
        return new Property(id, line, sentAddress, createdAt, now);
    }

    @Override
    public void write(WireWriter out) {
        out.reference("url", "properties", id);
        out.text("name", firstLine);
        address.write(out);
    }
}
