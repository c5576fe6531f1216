package org.sequitur.chaos;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is in the database, read by plain SQL. */
final class Stored {

    /** By company, in the order of ids. */
    final Map<Long, List<Document>> documents = new TreeMap<>();

    /** By id of the document: of those in the database, and of those that are not. */
    final Map<Long, Lines> lines = new HashMap<>();

    /** Digests of bodies, by company and key. */
    final Map<CompanyAnd, String> keptAnswers = new HashMap<>();

    /** How often a contact of that name is there. */
    final Map<CompanyAnd, Integer> contacts = new HashMap<>();

    final Map<Long, Counts> registers = new HashMap<>();
    final Map<Scope, @Nullable Last> sequences = new HashMap<>();

    record Document(
            long id,
            String reference,
            Scope scope,
            String state,
            @Nullable String tag,
            BigDecimal total) {}

    record Lines(int count, BigDecimal sum) {}

    record CompanyAnd(long company, String text) {}

    record Counts(long draft, long scheduled, long sent, long cancelled) {}

    record Scope(long company, String kind, long owner) {}

    record Last(String reference, long id) {}

    static Stored read(Connection connection, Set<Long> companies) throws SQLException {
        Stored stored = new Stored();
        String of = " WHERE company_id IN ("
                + companies.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")";
        companies.forEach(company -> stored.documents.put(company, new ArrayList<>()));
        each(
                connection,
                """
                SELECT company_id, id, reference, sequence_scope, sequence_owner_id, state, po_reference, total_value
                FROM document%s ORDER BY id
                """.formatted(of),
                row -> stored.documents
                        .computeIfAbsent(row.getLong(1), company -> new ArrayList<>())
                        .add(new Document(
                                row.getLong(2),
                                row.getString(3),
                                new Scope(row.getLong(1), row.getString(4), row.getLong(5)),
                                row.getString(6),
                                row.getString(7),
                                row.getBigDecimal(8))));
        each(
                connection,
                "SELECT document_id, count(*), sum(quantity * price) FROM document_item" + of + " GROUP BY document_id",
                row -> stored.lines.put(row.getLong(1), new Lines(row.getInt(2), row.getBigDecimal(3))));
        each(
                connection,
                "SELECT company_id, key, encode(sha256(convert_to(body, 'UTF8')), 'hex') FROM kept_answer" + of,
                row -> stored.keptAnswers.put(new CompanyAnd(row.getLong(1), row.getString(2)), row.getString(3)));
        each(
                connection,
                "SELECT company_id, organisation_name, count(*) FROM contact" + of + " GROUP BY 1, 2",
                row -> stored.contacts.put(new CompanyAnd(row.getLong(1), row.getString(2)), row.getInt(3)));
        each(
                connection,
                """
                SELECT company_id, invoices_draft, invoices_scheduled, invoices_sent, invoices_cancelled
                FROM document_register""" + of,
                row -> stored.registers.put(
                        row.getLong(1), new Counts(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))));
        each(
                connection,
                "SELECT company_id, scope, owner_id, last_reference, last_document_id FROM reference_sequence" + of,
                row -> stored.sequences.put(
                        new Scope(row.getLong(1), row.getString(2), row.getLong(3)),
                        row.getString(4) == null ? null : new Last(row.getString(4), row.getLong(5))));
        return stored;
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, Reader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }
}
