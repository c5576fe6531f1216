package org.sequitur.series;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sequitur.verification.Check;
import org.sequitur.wire.CanonicalJson;

/**
 * The strict series of a company: their chains are whole, and what was issued is what is stored. Records are read in pages of a
 * cursor, so memory does not depend on how many there are.
 */
public final class ChainCheck implements Check {

    private static final int RECORDS_AT_ONCE = 200;

    /** What the content and the row of a document both say; the lines are among it. */
    private static final List<String> ATTRIBUTES = List.of(
            "kind",
            "reference",
            "dated_on",
            "due_on",
            "payment_terms_in_days",
            "payment_terms",
            "currency",
            "exchange_rate",
            "discount_percent",
            "ec_status",
            "place_of_supply",
            "cis_rate",
            "cis_deduction",
            "comments",
            "po_reference",
            "client_contact_name",
            "involves_sales_tax",
            "net_value",
            "sales_tax_value",
            "second_sales_tax_value",
            "total_value",
            "lines");

    /** Each record with its document, as the content would say it. */
    private static final String RECORDS = """
            SELECT r.*, d.series_id AS document_series_id, d.state, json_strip_nulls(json_build_object(
                'id', d.id::text,
                'kind', d.kind,
                'reference', d.reference,
                'dated_on', to_char(d.dated_on, 'YYYY-MM-DD'),
                'due_on', to_char(d.due_on, 'YYYY-MM-DD'),
                'payment_terms_in_days', d.payment_terms_in_days::text,
                'payment_terms', d.payment_terms,
                'currency', d.currency,
                'exchange_rate', trim_scale(d.exchange_rate)::text,
                'discount_percent', trim_scale(d.discount_percent)::text,
                'ec_status', d.ec_status,
                'place_of_supply', d.place_of_supply,
                'cis_rate', d.cis_rate,
                'cis_deduction', trim_scale(d.cis_deduction)::text,
                'comments', d.comments,
                'po_reference', d.po_reference,
                'client_contact_name', d.client_contact_name,
                'involves_sales_tax', d.involves_sales_tax::text,
                'net_value', trim_scale(d.net_value)::text,
                'sales_tax_value', trim_scale(d.sales_tax_value)::text,
                'second_sales_tax_value', trim_scale(d.second_sales_tax_value)::text,
                'total_value', trim_scale(d.total_value)::text,
                'customer', d.contact_id::text,
                'project', d.project_id::text,
                'lines', (
                    SELECT coalesce(json_agg(json_build_object(
                        'position', i.position::text,
                        'description', i.description,
                        'item_type', i.item_type,
                        'quantity', trim_scale(i.quantity)::text,
                        'price', trim_scale(i.price)::text,
                        'sales_tax_rate', trim_scale(i.sales_tax_rate)::text,
                        'sales_tax_status', i.sales_tax_status,
                        'second_sales_tax_rate', trim_scale(i.second_sales_tax_rate)::text,
                        'second_sales_tax_status', i.second_sales_tax_status,
                        'suffers_cis_deduction', i.suffers_cis_deduction::text,
                        'category', i.category) ORDER BY i.position, i.id), '[]')
                    FROM document_item i WHERE i.company_id = r.company_id AND i.document_id = r.document_id)
                ))::text AS stored
            FROM issued_document r
            LEFT JOIN document d ON d.company_id = r.company_id AND d.id = r.document_id
            WHERE r.company_id = ?
            ORDER BY r.series_id, r.position
            """;

    private static final String WITHOUT_RECORD = """
            SELECT d.id, d.reference FROM document d
            WHERE d.company_id = ? AND d.series_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM issued_document r
                WHERE r.company_id = d.company_id AND r.document_id = d.id AND r.series_id = d.series_id)
            ORDER BY d.id
            """;

    private static final String TWICE = """
            SELECT reference, count(*) FROM issued_document WHERE company_id = ?
            GROUP BY reference HAVING count(*) > 1 ORDER BY reference
            """;

    @Override
    public void run(Connection connection, long companyId, Consumer<String> breach) throws SQLException {
        Map<Long, ReferenceSeries> series = new TreeMap<>();
        read(connection, "SELECT * FROM reference_series WHERE company_id = ?", companyId, row -> {
            ReferenceSeries one = SeriesRows.series(row);
            series.put(one.id(), one);
        });
        Map<Long, ChainReplay> replays = new HashMap<>();
        series.forEach((id, one) -> replays.put(id, new ChainReplay(one, breach)));
        read(connection, RECORDS, companyId, row -> {
            IssuedRecord record = SeriesRows.record(row);
            ChainReplay replay = replays.get(record.seriesId());
            if (replay == null) {
                breach.accept("document " + record.documentId() + " was issued in series " + record.seriesId()
                        + ", which is not there");
                return;
            }
            Map<String, Object> content = replay.next(record);
            checkDocument(row, record, content, replay);
        });
        replays.values().forEach(ChainReplay::end);
        read(
                connection,
                WITHOUT_RECORD,
                companyId,
                row -> breach.accept(row.getString("reference") + " (document " + row.getLong("id")
                        + ") is issued, and no record of its series says so"));
        read(
                connection,
                TWICE,
                companyId,
                row -> breach.accept(row.getString("reference") + " was issued " + row.getLong(2) + " times"));
    }

    private static void checkDocument(
            ResultSet row, IssuedRecord record, @Nullable Map<String, Object> content, ChainReplay replay)
            throws SQLException {
        Map<String, Object> stored = CanonicalJson.read(row.getString("stored"));
        if (!stored.containsKey("id")) {
            replay.tell(record, "is gone: its document is not there any more");
            return;
        }
        if (row.getLong("document_series_id") != record.seriesId()) {
            replay.tell(record, "has a document that says it was not issued in this series");
        }
        String state = row.getString("state");
        if (!state.equals("sent") && !state.equals("cancelled")) {
            replay.tell(record, "has a document that is " + state);
        }
        if (content == null) {
            return;
        }
        for (String attribute : ATTRIBUTES) {
            compare(record, attribute, stored.get(attribute), content.get(attribute), replay);
        }
        compare(record, "contact", stored.get("customer"), idIn(content.get("customer")), replay);
        compare(record, "project", stored.get("project"), idIn(content.get("project")), replay);
    }

    private static @Nullable Object idIn(@Nullable Object part) {
        return part instanceof Map<?, ?> map ? map.get("id") : null;
    }

    private static void compare(
            IssuedRecord record,
            String attribute,
            @Nullable Object stored,
            @Nullable Object issued,
            ChainReplay replay) {
        if (!Objects.equals(stored, issued)) {
            replay.tell(record, "was issued with " + attribute + " " + issued + ", and its document has " + stored);
        }
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void read(Connection connection, String sql, long companyId, RowReader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(RECORDS_AT_ONCE);
            statement.setLong(1, companyId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }
}
