package org.sequitur.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.Selection;
import org.sequitur.store.Violation;
import org.sequitur.wire.Body;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The users of each company. */
@Component
public final class Users {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Users(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    public boolean exists(long companyId, long id) {
        return find(companyId, id) != null;
    }

    /** Those of some users that exist, by their ids. */
    public Map<Long, Body> bodies(long companyId, Collection<Long> ids) {
        return jdbc
                .sql("SELECT * FROM users WHERE company_id = ? AND id = ANY (?)")
                .params(companyId, ids.toArray(Long[]::new))
                .query((row, number) -> user(row))
                .list()
                .stream()
                .collect(Collectors.toMap(User::id, Function.identity()));
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

    /** What one user does with another, as both are stored. */
    @FunctionalInterface
    interface Change {
        User apply(User changer, User standing);
    }

    /** @return the id */
    long add(long companyId, long adderId, UnaryOperator<User> made) {
        return Objects.requireNonNull(transactions.execute(status -> {
            User adder = locked(companyId, adderId);
            return insert(companyId, made.apply(adder));
        }));
    }

    /**
     * Changes a user while nobody else can change either: two people who lower each other's permissions come one after the other,
     * and the second one is looked at as the first has left them.
     */
    User change(long companyId, long changerId, long id, Change change) {
        return Objects.requireNonNull(transactions.execute(status -> {
            User first = locked(companyId, Math.min(changerId, id));
            User second = changerId == id ? first : locked(companyId, Math.max(changerId, id));
            User changed = changerId < id ? change.apply(first, second) : change.apply(second, first);
            update(companyId, changed);
            return changed;
        }));
    }

    /**
     * Removes a user and their tokens.
     *
     * @param check what one user may do to the other
     */
    void remove(long companyId, long removerId, long id, Change check) {
        try {
            transactions.executeWithoutResult(status -> {
                User first = locked(companyId, Math.min(removerId, id));
                User second = removerId == id ? first : locked(companyId, Math.max(removerId, id));
                User removed = removerId < id ? check.apply(first, second) : check.apply(second, first);
                if (isInHistory(companyId, removed.id())) {
                    throw inUse();
                }
                jdbc.sql("DELETE FROM access_token WHERE company_id = ? AND user_id = ?")
                        .params(companyId, removed.id())
                        .update();
                // Foreign keys would see to these, too, but for those that a distributed database cannot have.
                for (String release : List.of(
                        "DELETE FROM oauth_grant WHERE company_id = ? AND user_id = ?",
                        "DELETE FROM mailed_link WHERE company_id = ? AND user_id = ?",
                        "UPDATE note SET author_id = NULL WHERE company_id = ? AND author_id = ?")) {
                    jdbc.sql(release).params(companyId, removed.id()).update();
                }
                jdbc.sql("DELETE FROM users WHERE company_id = ? AND id = ?")
                        .params(companyId, removed.id())
                        .update();
            });
        } catch (DataAccessException e) {
            throw Violation.FOREIGN_KEY.causes(e) ? inUse() : e;
        }
    }

    /** What a user did to references says so by their name, for as long as the books are kept. */
    private boolean isInHistory(long companyId, long id) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM reference_event WHERE company_id = ? AND user_id = ?)")
                .params(companyId, id)
                .query(Boolean.class)
                .single();
    }

    private static WireException inUse() {
        return WireException.invalid("user has dependencies and cannot be deleted: hide the user instead");
    }

    private User locked(long companyId, long id) {
        User user = find(companyId, id, "FOR UPDATE");
        if (user == null) {
            throw WireException.notFound();
        }
        return user;
    }

    private long insert(long companyId, User user) {
        return saving(() -> jdbc.sql("""
                        INSERT INTO users (
                            company_id, email, first_name, last_name, role, permission_level, opening_mileage, ni_number,
                            unique_tax_reference, hidden, created_at, updated_at)
                        VALUES (
                            :companyId, :email, :firstName, :lastName, :role, :level, :openingMileage, :niNumber,
                            :uniqueTaxReference, :hidden, :createdAt, :updatedAt)
                        RETURNING id
                        """)
                .params(parameters(companyId, user))
                .query(Long.class)
                .single());
    }

    private void update(long companyId, User user) {
        saving(() -> jdbc.sql("""
                        UPDATE users
                        SET email = :email, first_name = :firstName, last_name = :lastName, role = :role,
                            permission_level = :level, opening_mileage = :openingMileage, ni_number = :niNumber,
                            unique_tax_reference = :uniqueTaxReference, hidden = :hidden, updated_at = :updatedAt
                        WHERE company_id = :companyId AND id = :id
                        """).params(parameters(companyId, user)).update());
    }

    private static Map<String, @Nullable Object> parameters(long companyId, User user) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("companyId", companyId);
        parameters.put("id", user.id());
        parameters.put("email", user.email());
        parameters.put("firstName", user.firstName());
        parameters.put("lastName", user.lastName());
        parameters.put("role", user.role());
        parameters.put("level", user.level().number());
        parameters.put("openingMileage", user.openingMileage());
        parameters.put("niNumber", user.niNumber());
        parameters.put("uniqueTaxReference", user.uniqueTaxReference());
        parameters.put("hidden", user.isHidden());
        parameters.put("createdAt", Columns.timestamp(user.createdAt()));
        parameters.put("updatedAt", Columns.timestamp(user.updatedAt()));
        return parameters;
    }

    private static <T> T saving(Supplier<T> statement) {
        try {
            return statement.get();
        } catch (DataAccessException e) {
            throw Violation.UNIQUE.causes(e) ? WireException.invalid("email has already been taken") : e;
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
