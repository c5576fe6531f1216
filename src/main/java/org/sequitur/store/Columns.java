package org.sequitur.store;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java's types of columns that JDBC's own getters do not give, and the way back. */
public final class Columns {

    private Columns() {}

    /** A timestamp that is never null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant optionalInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** An instant as a parameter of a statement. */
    public static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    public static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Integer.class);
    }

    public static @Nullable Boolean bool(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Boolean.class);
    }

    /** An array of decimals that is never null. */
    public static List<BigDecimal> decimals(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((BigDecimal[]) array.getArray());
    }
}
