package org.sequitur.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.Selection;
import org.sequitur.store.Violation;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The users of each company. */
@Component
final class Users {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Users(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Nullable
    User find(long companyId, long id) {
        return find(companyId, id, "");
    }

    private @Nullable User find(long companyId, long id, String lock) {
        return jdbc.sql("SELECT * FROM users WHERE company_id = ? AND id = ? " + lock)
                .params(companyId, id)
                .query((row, number) -> user(row))
                .optional()
                .orElse(null);
    }

    long count(Selection selection) {
        return jdbc.sql("SELECT count(*) FROM users " + selection.where())
                .params(selection.parameters())
                .query(Long.class)
                .single();
    }

    List<User> list(Selection selection, ListQuery query) {
        return jdbc.sql("SELECT * FROM users " + selection.where() + " ORDER BY id LIMIT ? OFFSET ?")
                .params(selection.parameters(query.perPage(), query.offset()))
                .query((row, number) -> user(row))
                .list();
    }

    /** Changes a user while nobody else can. */
    User change(long companyId, long id, UnaryOperator<User> change) {
        return Objects.requireNonNull(transactions.execute(status -> {
            User standing = find(companyId, id, "FOR NO KEY UPDATE");
            if (standing == null) {
                throw WireException.notFound();
            }
            User changed = change.apply(standing);
            update(companyId, changed);
            return changed;
        }));
    }

    private void update(long companyId, User user) {
        try {
            jdbc.sql("""
                            UPDATE users
                            SET email = :email, first_name = :firstName, last_name = :lastName, role = :role,
                                opening_mileage = :openingMileage, ni_number = :niNumber,
                                unique_tax_reference = :uniqueTaxReference, hidden = :hidden, updated_at = :updatedAt
                            WHERE company_id = :companyId AND id = :id
                            """)
                    .param("email", user.email())
                    .param("firstName", user.firstName())
                    .param("lastName", user.lastName())
                    .param("role", user.role())
                    .param("openingMileage", user.openingMileage())
                    .param("niNumber", user.niNumber())
                    .param("uniqueTaxReference", user.uniqueTaxReference())
                    .param("hidden", user.isHidden())
                    .param("updatedAt", Columns.timestamp(user.updatedAt()))
                    .param("companyId", companyId)
                    .param("id", user.id())
                    .update();
        } catch (DataAccessException e) {
            if (Violation.UNIQUE.causes(e)) {
                throw WireException.invalid("email has already been taken");
            }
            throw e;
        }
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getLong("id"),
                row.getString("email"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("role"),
                PermissionLevel.of(row.getInt("permission_level")),
                row.getBigDecimal("opening_mileage"),
                row.getString("ni_number"),
                row.getString("unique_tax_reference"),
                row.getBoolean("hidden"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
