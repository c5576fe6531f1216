package org.sequitur.record;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Selection;
import org.sequitur.store.Violation;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.WireException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The records of one kind, of every company. What is not the company's is not found. A record that something refers to is refused
 * to go with 409.
 */
public final class RecordTable<R> {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final RecordLayout<R> layout;

    public RecordTable(JdbcClient jdbc, TransactionOperations transactions, RecordLayout<R> layout) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.layout = layout;
    }

    /** All records of a company; to be narrowed. */
    public Selection of(long companyId) {
        return new Selection(layout.table() + ".company_id = ?", companyId);
    }

    public boolean exists(long companyId, long id) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM " + layout.table() + " WHERE company_id = ? AND id = ?)")
                .params(companyId, id)
                .query(Boolean.class)
                .single();
    }

    public @Nullable R find(long companyId, long id) {
        return one(companyId, id).orElse(null);
    }

    /** @throws WireException 404 when there is no such record */
    public R get(long companyId, long id) {
        return one(companyId, id).orElseThrow(WireException::notFound);
    }

    /**
     * The record, which nobody else can change until the transaction ends. It is read by a statement of its own after the lock: what is
     * read with it of other rows is then as whoever had the lock before left it, and Citus locks rows of one table only.
     *
     * @throws WireException 404 when there is no such record
     */
    public R locked(long companyId, long id) {
        boolean isThere = !jdbc.sql(
                        "SELECT FROM " + layout.table() + " WHERE company_id = ? AND id = ? FOR NO KEY UPDATE")
                .params(companyId, id)
                .query()
                .listOfRows()
                .isEmpty();
        if (!isThere) {
            throw WireException.notFound();
        }
        return get(companyId, id);
    }

    private Optional<R> one(long companyId, long id) {
        String table = layout.table();
        return jdbc.sql(layout.select() + " WHERE " + table + ".company_id = ? AND " + table + ".id = ?")
                .params(companyId, id)
                .query((row, number) -> layout.reader().read(row))
                .optional();
    }

    public long count(Selection selection) {
        return jdbc.sql("SELECT count(*) FROM " + layout.table() + " " + selection.where())
                .params(selection.parameters())
                .query(Long.class)
                .single();
    }

    /**
     * A page of records.
     *
     * @param order what comes after ORDER BY, down to what makes it definite
     */
    public List<R> list(Selection selection, String order, ListQuery query) {
        return jdbc.sql(layout.select() + " " + selection.where() + " ORDER BY " + order + " LIMIT ? OFFSET ?")
                .params(selection.parameters(query.perPage(), query.offset()))
                .query((row, number) -> layout.reader().read(row))
                .list();
    }

    /** Every record of a selection; for those that are few by nature. */
    public List<R> all(Selection selection, String order) {
        return jdbc.sql(layout.select() + " " + selection.where() + " ORDER BY " + order)
                .params(selection.parameters())
                .query((row, number) -> layout.reader().read(row))
                .list();
    }

    /**
     * @return the id of the new record
     * @throws WireException 422 when something it refers to is gone, or another has what only one may have
     */
    public long add(long companyId, R record) {
        List<@Nullable Object> values = layout.values(record);
        values.addFirst(companyId);
        String sql = "INSERT INTO " + layout.table() + " (company_id, " + layout.names() + ") VALUES (?"
                + layout.placeholders() + ") RETURNING id";
        try {
            return jdbc.sql(sql).params(values).query(Long.class).single();
        } catch (DataAccessException e) {
            throw refusal(e);
        }
    }

    /**
     * Changes a record while nobody else can.
     *
     * @return the changed record
     * @throws WireException 404 when there is no such record, 422 as when it is added
     */
    public R change(long companyId, long id, UnaryOperator<R> change) {
        return Objects.requireNonNull(transactions.execute(status -> {
            R changed = change.apply(locked(companyId, id));
            write(companyId, id, changed);
            return changed;
        }));
    }

    /** Writes what has become of a record that is {@link #locked}. */
    public void write(long companyId, long id, R record) {
        List<@Nullable Object> values = layout.values(record);
        values.add(companyId);
        values.add(id);
        String sql = "UPDATE " + layout.table() + " SET " + layout.assignments() + " WHERE company_id = ? AND id = ?";
        try {
            jdbc.sql(sql).params(values).update();
        } catch (DataAccessException e) {
            throw refusal(e);
        }
    }

    /** @throws WireException 404 when there is no such record, 409 when something refers to it */
    public void remove(long companyId, long id) {
        remove(companyId, id, WireException.conflict());
    }

    /**
     * @param inUse what is thrown when something refers to it
     * @throws WireException 404 when there is no such record
     */
    public void remove(long companyId, long id, WireException inUse) {
        try {
            int removed = jdbc.sql("DELETE FROM " + layout.table() + " WHERE company_id = ? AND id = ?")
                    .params(companyId, id)
                    .update();
            if (removed == 0) {
                throw WireException.notFound();
            }
        } catch (DataAccessException e) {
            throw Violation.FOREIGN_KEY.causes(e) ? inUse : e;
        }
    }

    /** What it refers to was there when we looked, and has been removed since; or another has what only one may have. */
    private RuntimeException refusal(DataAccessException failure) {
        if (Violation.UNIQUE.causes(failure)) {
            return WireException.invalid(layout.taken());
        }
        return Violation.FOREIGN_KEY.causes(failure) ? WireException.invalid(layout.missing()) : failure;
    }
}
