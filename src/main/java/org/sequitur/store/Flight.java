package org.sequitur.store;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Several SQL statements that travel to PostgreSQL together and are answered together: one round trip instead of one
 * each. They run in order, each sees what the ones before it did, and at READ COMMITTED each has a snapshot of its
 * own, taken when its turn comes. The first that fails ends the flight and rolls the transaction back. A commit among them that
 * a standby may not have fails like one whose connection was lost.
 *
 * <p>A null parameter of a question is of unknown type. After some flights the driver then describes the statement,
 * and if that returns text, spends round trips of their own on it and on what follows. Prefer typed arrays in
 * questions; nulls in statements that return no rows cost nothing.
 */
public final class Flight {

    /** Reads the rows that answer one question. */
    @FunctionalInterface
    public interface Reader {
        void read(ResultSet rows) throws SQLException;
    }

    private record Statement(
            String sql, @Nullable Reader reader, @Nullable IntConsumer counter, List<@Nullable Object> parameters) {}

    private final List<Statement> statements = new ArrayList<>();

    /** Adds a statement that returns rows. */
    public Flight ask(String sql, Reader reader, @Nullable Object... parameters) {
        statements.add(new Statement(sql, reader, null, Arrays.asList(parameters)));
        return this;
    }

    /** Adds a statement that returns no rows. */
    public Flight tell(String sql, @Nullable Object... parameters) {
        statements.add(new Statement(sql, null, null, Arrays.asList(parameters)));
        return this;
    }

    /** Adds a statement that returns no rows, and who wants to know how many it touched. */
    public Flight count(String sql, IntConsumer counter, @Nullable Object... parameters) {
        statements.add(new Statement(sql, null, counter, Arrays.asList(parameters)));
        return this;
    }

    /**
     * Adds a mark to the write-ahead log. The commit then waits, as that of a change does, until all that was read is where commits
     * have to be: on disk, and at a standby if the server waits for one. Without it a transaction that only reads waits for nothing, and
     * may have read what only this server has.
     */
    public Flight waitForWhatWasRead() {
        return ask("SELECT pg_logical_emit_message(true, 'sequitur', ''::text)", rows -> {});
    }

    /** Runs all statements in order; readers are called when all have run. */
    public void fly(Connection connection) throws SQLException {
        if (statements.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Statement statement : statements) {
            // The line break keeps a comment at a statement's end from swallowing the next one.
            text.append(text.isEmpty() ? "" : "\n;").append(statement.sql);
        }
        List<Array> arrays = new ArrayList<>();
        try (PreparedStatement flight = connection.prepareStatement(text.toString())) {
            int index = 1;
            for (Statement statement : statements) {
                for (Object parameter : statement.parameters) {
                    set(flight, index++, parameter, arrays);
                }
            }
            land(flight, flight.execute());
            StandbyWait.refuseIfGivenUp(flight.getWarnings());
        } catch (SQLException e) {
            rollBack(connection, e);
            throw e;
        } finally {
            for (Array array : arrays) {
                array.free();
            }
        }
    }

    private void land(PreparedStatement flight, boolean rows) throws SQLException {
        boolean isRows = rows;
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            if (i > 0) {
                isRows = flight.getMoreResults();
            }
            int count = isRows ? -1 : flight.getUpdateCount();
            if (isRows != (statement.reader != null) || (!isRows && count < 0)) {
                throw new SQLException("Statement " + (i + 1) + " of the flight "
                        + (isRows ? "returns rows that nobody reads: " : "returns no rows: ") + statement.sql);
            }
            if (statement.reader != null) {
                try (ResultSet set = flight.getResultSet()) {
                    statement.reader.read(set);
                }
            } else if (statement.counter != null) {
                statement.counter.accept(count);
            }
        }
    }

    private static void set(PreparedStatement flight, int index, @Nullable Object parameter, List<Array> arrays)
            throws SQLException {
        switch (parameter) {
            case null -> flight.setNull(index, Types.NULL);
            case Long number -> flight.setLong(index, number);
            case Integer number -> flight.setInt(index, number);
            case Boolean truth -> flight.setBoolean(index, truth);
            case String string -> flight.setString(index, string);
            case BigDecimal number -> flight.setBigDecimal(index, number);
            case byte[] bytes -> flight.setBytes(index, bytes);
            case LocalDate date -> flight.setObject(index, date);
            case OffsetDateTime time -> flight.setObject(index, time);
            case Instant instant -> flight.setObject(index, instant.atOffset(ZoneOffset.UTC));
            case SqlArray array -> {
                Array created = flight.getConnection().createArrayOf(array.typeName(), array.elements());
                arrays.add(created);
                flight.setArray(index, created);
            }
            case long[] numbers -> flight.setObject(index, numbers);
            case int[] numbers -> flight.setObject(index, numbers);
            case String[] strings -> {
                Array created = flight.getConnection().createArrayOf("text", strings);
                arrays.add(created);
                flight.setArray(index, created);
            }
            default ->
                throw new IllegalArgumentException("A flight takes no parameter of type "
                        + parameter.getClass().getName());
        }
    }

    private static void rollBack(Connection connection, SQLException cause) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
