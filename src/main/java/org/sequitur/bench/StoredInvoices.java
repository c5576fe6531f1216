package org.sequitur.bench;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the database holds for a group of companies whose references are all automatic and begin at 001.
 *
 * @param duplicates references that are there more than once, each time but the first
 * @param skipped numbers below the highest that nobody has
 */
record StoredInvoices(long count, long duplicates, long skipped) {

    static StoredInvoices of(List<BenchCompany> companies, JdbcClient jdbc) {
        Long[] ids = companies.stream().map(BenchCompany::id).toArray(Long[]::new);
        return jdbc.sql("""
                        SELECT coalesce(sum(total), 0), coalesce(sum(total - different), 0),
                               coalesce(sum(highest - different), 0)
                        FROM (SELECT count(*) AS total, count(DISTINCT reference) AS different,
                                     max(CAST(reference AS bigint)) AS highest
                              FROM document WHERE company_id = ANY(?) GROUP BY company_id) each_company
                        """)
                .param(ids)
                .query((row, number) -> new StoredInvoices(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }
}
