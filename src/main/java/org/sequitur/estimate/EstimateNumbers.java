package org.sequitur.estimate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sequitur.invoice.Invoices;
import org.sequitur.reference.Reference;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The references of a company's estimates: one sequence, which follows the newest estimate whose reference ends in a digit. */
@Component
final class EstimateNumbers {

    private static final int LOOKED_AT_TOGETHER = 100;

    private final JdbcClient jdbc;

    EstimateNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets nobody else create or change an estimate of the company until the transaction ends. */
    void lock(long companyId) {
        jdbc.sql("INSERT INTO estimate_register (company_id) VALUES (?) ON CONFLICT DO NOTHING")
                .param(companyId)
                .update();
        jdbc.sql("SELECT company_id FROM estimate_register WHERE company_id = ? FOR UPDATE")
                .param(companyId)
                .query(Long.class)
                .single();
    }

    /** The next reference that no estimate has; only for whoever holds the {@link #lock}. */
    Reference next(long companyId) {
        Reference candidate = jdbc.sql("""
                        SELECT reference FROM estimate WHERE company_id = ? AND reference ~ '[0-9]$'
                        ORDER BY id DESC LIMIT 1
                        """)
                .param(companyId)
                .query(String.class)
                .optional()
                .map(last -> new Reference(last).next())
                .orElse(Reference.FIRST);
        while (true) {
            List<Reference> candidates = Stream.iterate(candidate, Reference::next)
                    .limit(LOOKED_AT_TOGETHER)
                    .toList();
            Set<String> used = used(companyId, candidates);
            for (Reference one : candidates) {
                if (!used.contains(one.text())) {
                    if (!one.fits()) {
                        throw WireException.invalid(Invoices.REFERENCE_TOO_LONG);
                    }
                    return one;
                }
            }
            candidate = candidates.getLast().next();
        }
    }

    private Set<String> used(long companyId, List<Reference> candidates) {
        return new HashSet<>(jdbc.sql("SELECT reference FROM estimate WHERE company_id = ? AND reference = ANY(?)")
                .params(companyId, candidates.stream().map(Reference::text).toArray(String[]::new))
                .query(String.class)
                .list());
    }
}
