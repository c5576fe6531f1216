package org.sequitur.statement;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.bank.BankAccounts;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Rows;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Puts statements into accounts, each line once, however often and by how many at once a statement is uploaded: whoever uploads holds the account,
 * and looks at what is there only then.
 */
@Component
final class StatementUploads {

    private final BankAccounts accounts;
    private final JdbcOperations jdbc;
    private final TransactionOperations transactions;
    private final RecordClock clock;

    StatementUploads(
            BankAccounts accounts, JdbcOperations jdbc, TransactionOperations transactions, RecordClock clock) {
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What makes a line the same as another one. */
    private record Likeness(LocalDate datedOn, BigDecimal amount, String text) {
        static Likeness of(StatementLine line) {
            return new Likeness(line.datedOn(), line.amount(), line.text());
        }
    }

    /**
     * What an account has of the days of a statement.
     *
     * @param counts how many lines are alike
     * @param named those with a name of the bank's that a line of the statement has, too
     */
    private record Present(Map<Likeness, Integer> counts, Map<String, Likeness> named) {

        Present() {
            this(new HashMap<>(), new HashMap<>());
        }

        /** One of those that are alike is spoken for; whether there was one. */
        boolean takeOne(Likeness likeness) {
            int left = counts.getOrDefault(likeness, 0);
            if (left > 0) {
                counts.put(likeness, left - 1);
            }
            return left > 0;
        }
    }

    /**
     * @param begin the day the company's accounts begin; what is before it is left out
     * @return how many lines were new
     * @throws org.sequitur.wire.WireException 404 when the account is not there
     */
    int add(long companyId, long accountId, LocalDate begin, List<StatementLine> statement) {
        List<StatementLine> lines = statement.stream()
                .filter(line -> !line.datedOn().isBefore(begin))
                .toList();
        ConnectionCallback<Integer> callback = connection -> {
            List<StatementLine> added = newOnes(lines, present(connection, companyId, accountId, lines));
            store(connection, companyId, accountId, lines.size(), added);
            return added.size();
        };
        return Objects.requireNonNull(transactions.execute(status -> {
            accounts.lock(companyId, accountId);
            return jdbc.execute(callback);
        }));
    }

    private static Present present(Connection connection, long companyId, long accountId, List<StatementLine> lines)
            throws SQLException {
        Present present = new Present();
        if (lines.isEmpty()) {
            return present;
        }
        Rows days = new Rows("date");
        lines.stream().map(StatementLine::datedOn).distinct().forEach(days::add);
        String[] names = lines.stream()
                .map(StatementLine::bankId)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(String[]::new);
        new Flight()
                .ask(
                        """
                        SELECT dated_on, amount, description, count(*) FROM bank_transaction
                        WHERE company_id = ? AND bank_account_id = ? AND dated_on IN (SELECT * FROM %s)
                        GROUP BY dated_on, amount, description
                        """.formatted(days.unnest()),
                        rows -> {
                            while (rows.next()) {
                                present.counts()
                                        .put(
                                                new Likeness(
                                                        rows.getObject(1, LocalDate.class),
                                                        rows.getBigDecimal(2),
                                                        rows.getString(3)),
                                                rows.getInt(4));
                            }
                        },
                        companyId,
                        accountId,
                        days.columns()[0])
                .ask(
                        """
                        SELECT transaction_id, dated_on, amount, description FROM bank_transaction
                        WHERE company_id = ? AND bank_account_id = ? AND transaction_id = ANY (?)
                        """,
                        rows -> {
                            while (rows.next()) {
                                present.named()
                                        .put(
                                                rows.getString(1),
                                                new Likeness(
                                                        rows.getObject(2, LocalDate.class),
                                                        rows.getBigDecimal(3),
                                                        rows.getString(4)));
                            }
                        },
                        companyId,
                        accountId,
                        names)
                .fly(connection);
        return present;
    }

    /**
     * The lines that are not there yet. Those that the bank names are there when the name is; then so many of those alike as are left over.
     * Alike lines of one statement are lines of their own.
     */
    private static List<StatementLine> newOnes(List<StatementLine> lines, Present present) {
        Set<String> names = new HashSet<>(present.named().keySet());
        List<StatementLine> unnamed = new ArrayList<>();
        Set<String> counted = new HashSet<>();
        for (StatementLine line : lines) {
            String name = line.bankId();
            if (name == null || names.add(name)) {
                unnamed.add(line);
            } else {
                Likeness there = present.named().get(name);
                if (there != null && counted.add(name)) {
                    present.takeOne(there);
                }
            }
        }
        return unnamed.stream()
                .filter(line -> !present.takeOne(Likeness.of(line)))
                .toList();
    }

    private void store(Connection connection, long companyId, long accountId, int count, List<StatementLine> lines)
            throws SQLException {
        Instant now = clock.now();
        Flight flight = new Flight().tell("""
                        INSERT INTO statement_upload (company_id, bank_account_id, lines, uploaded_at) VALUES (?, ?, ?, ?)
                        """, companyId, accountId, count, now);
        if (!lines.isEmpty()) {
            Rows rows = new Rows("date", "numeric", "text", "text", "text");
            for (StatementLine line : lines) {
                rows.add(line.datedOn(), line.amount(), line.text(), line.type().name(), line.bankId());
            }
            List<@Nullable Object> parameters = new ArrayList<>(List.of(companyId, accountId, now, now, now));
            Collections.addAll(parameters, rows.columns());
            flight.tell("""
                    INSERT INTO bank_transaction (
                        company_id, bank_account_id, upload_id, uploaded_at, created_at, updated_at,
                        dated_on, amount, description, transaction_type, transaction_id)
                    SELECT ?, ?, currval('statement_upload_id'), ?, ?, ?,
                           line.dated_on, line.amount, line.description, line.type, line.bank_id
                    FROM ROWS FROM (%s) WITH ORDINALITY AS line(dated_on, amount, description, type, bank_id, place)
                    ORDER BY line.place
                    """.formatted(rows.unnest()), parameters.toArray());
        }
        flight.fly(connection);
    }
}
