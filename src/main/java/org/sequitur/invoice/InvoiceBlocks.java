package org.sequitur.invoice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;

/**
 * The SQL that finds a page of a list, and how many invoices the list has, through the counts of blocks: it looks at the counts,
 * at the invoices that are in no block yet, and at those of the few blocks that the page is in. {@code docs/internals/lists.md}
 * tells how. One statement, so that page and total are of one moment.
 */
final class InvoiceBlocks {

    private final StringBuilder sql = new StringBuilder();
    private final List<@Nullable Object> parameters = new ArrayList<>();
    private final long companyId;
    private final InvoiceFilter filter;
    private final BlockCount counts;
    private final String sorting;
    private final String place;

    private InvoiceBlocks(long companyId, InvoiceFilter filter, BlockCount counts, boolean byChange) {
        this.companyId = companyId;
        this.filter = filter;
        this.counts = counts;
        this.sorting = byChange ? "updated" : "created";
        this.place = byChange ? "d.updated_at, d.id" : "d.id";
    }

    /** Rows of {@link InvoiceRows#SELECT} with the {@code total} of the list; on an empty page one row without an id. */
    static InvoiceBlocks page(long companyId, InvoiceFilter filter) {
        InvoiceBlocks blocks = new InvoiceBlocks(companyId, filter, filter.counts(), filter.isByChange());
        blocks.count();
        blocks.choose();
        return blocks;
    }

    /** One row with the {@code total} of the list. */
    static InvoiceBlocks total(long companyId, InvoiceFilter filter) {
        return total(companyId, filter, filter.counts());
    }

    /** One row with the {@code total} of the list, had it no view; the invoices counted one by one are still only the view's. */
    static InvoiceBlocks totalOfAnyView(long companyId, InvoiceFilter filter) {
        return total(companyId, filter, BlockCount.ALL);
    }

    private static InvoiceBlocks total(long companyId, InvoiceFilter filter, BlockCount counts) {
        InvoiceBlocks blocks = new InvoiceBlocks(companyId, filter, counts, filter.since() != null);
        blocks.count();
        blocks.add("SELECT coalesce(sum(n), 0) AS total FROM part");
        return blocks;
    }

    String sql() {
        return sql.toString();
    }

    List<@Nullable Object> parameters() {
        return parameters;
    }

    private void count() {
        add("""
                WITH tail AS MATERIALIZED (
                    SELECT max(last_updated_at) AS after_updated_at, max(last_id) AS after_id FROM (
                        SELECT last_updated_at, last_id FROM document_block WHERE company_id = ? AND sorting = ?
                        ORDER BY last_updated_at DESC, last_id DESC LIMIT 1) AS newest
                ), beyond AS MATERIALIZED (
                    SELECT coalesce(after_updated_at, '-infinity') AS after_updated_at, coalesce(after_id, 0) AS after_id,
                           'infinity'::timestamptz AS last_updated_at, 9223372036854775807 AS last_id FROM tail
                """, companyId, sorting);
        Instant since = filter.since();
        boolean isCut = since != null && sorting.equals("updated");
        if (since != null && isCut) {
            // The block in which the time falls holds both what changed before it and what changed since.
            add("""
                    ), edge AS MATERIALIZED (
                        SELECT after_updated_at, after_id, last_updated_at, last_id FROM document_block
                        WHERE company_id = ? AND sorting = ? AND last_updated_at >= ?
                        ORDER BY last_updated_at, last_id LIMIT 1
                    """, companyId, sorting, Columns.timestamp(since));
        }
        add("), part AS MATERIALIZED (SELECT last_updated_at, last_id, n FROM (");
        add(counts.sql(), counts.parameters(companyId, sorting));
        add(") AS block WHERE n > 0 ");
        if (isCut) {
            add("AND (last_updated_at, last_id) > (SELECT last_updated_at, last_id FROM edge) ");
            countOneByOne("edge");
        }
        countOneByOne("beyond");
        add(") ");
    }

    private void countOneByOne(String range) {
        add("UNION ALL SELECT last_updated_at, last_id, (SELECT count(*) FROM ");
        documentsOf(range);
        add(") FROM " + range + " ");
    }

    /** The inner query has no condition but the range, so that it costs what the range costs, whatever the planner expects. */
    private void documentsOf(String range) {
        add("(SELECT d.* FROM document d WHERE d.company_id = ? AND d.kind = 'invoice' ", companyId);
        if (sorting.equals("updated")) {
            add("AND d.updated_at >= %1$s.after_updated_at AND d.updated_at <= %1$s.last_updated_at ".formatted(range));
        } else {
            add("AND d.id > %1$s.after_id AND d.id <= %1$s.last_id ".formatted(range));
        }
        add("OFFSET 0) AS d " + filter.where(), filter.parameters().toArray());
        if (sorting.equals("updated")) {
            add(" AND (d.updated_at, d.id) > (%1$s.after_updated_at, %1$s.after_id)".formatted(range));
            add(" AND (d.updated_at, d.id) <= (%1$s.last_updated_at, %1$s.last_id)".formatted(range));
        }
    }

    private void choose() {
        boolean descending = filter.isDescending();
        add("""
                , placed AS (
                    SELECT last_updated_at, last_id, n, sum(n) OVER (ORDER BY last_updated_at, last_id) AS upto FROM part
                ), slice AS MATERIALIZED (
                """);
        if (descending) {
            add(
                    "SELECT greatest(coalesce(sum(n), 0) - ? - ?, 0) AS start, coalesce(sum(n), 0) - ? AS stop,",
                    filter.offset(),
                    filter.limit(),
                    filter.offset());
        } else {
            add("SELECT ?::numeric AS start, ?::numeric AS stop,", filter.offset(), filter.offset() + filter.limit());
        }
        add(" coalesce(sum(n), 0) AS total FROM part");
        add("""
                ), chosen AS MATERIALIZED (
                    SELECT coalesce(b.after_updated_at, e.after_updated_at) AS after_updated_at,
                           coalesce(b.after_id, e.after_id) AS after_id,
                           p.last_updated_at, p.last_id, p.upto - p.n AS before
                    FROM slice s
                    JOIN placed p ON p.upto > s.start AND p.upto - p.n < s.stop
                    LEFT JOIN document_block b ON b.company_id = ? AND b.sorting = ?
                        AND b.last_updated_at = p.last_updated_at AND b.last_id = p.last_id
                    CROSS JOIN beyond e
                ), page AS MATERIALIZED (
                    SELECT d.id, d.updated_at FROM chosen CROSS JOIN LATERAL (SELECT d.id, d.updated_at FROM
                """, companyId, sorting);
        documentsOf("chosen");
        add(") AS d ORDER BY " + place);
        add(" OFFSET (SELECT s.start - min(before) FROM slice s, chosen GROUP BY s.start)");
        add(" LIMIT (SELECT greatest(stop - start, 0) FROM slice))");
        add("""
                 SELECT s.total, d.* FROM slice s LEFT JOIN page ON true LEFT JOIN LATERAL (
                    SELECT d.*, c.organisation_name, c.first_name, c.last_name
                    FROM document d JOIN contact c ON c.company_id = d.company_id AND c.id = d.contact_id
                    WHERE d.company_id = ? AND d.id = page.id OFFSET 0) AS d ON true
                """, companyId);
        add(filter.order());
    }

    private void add(String text, @Nullable Object... values) {
        sql.append(text);
        parameters.addAll(Arrays.asList(values));
    }
}
