package org.sequitur.reference;

import org.sequitur.store.Flight;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The row of each company that orders everything which creates, changes or deletes its documents. The order of locks, everywhere:
 * registers first, ascending by company; then sequences and documents, which nobody touches without the register.
 */
public final class DocumentRegister {

    private DocumentRegister() {}

    /** Adds the lock as the flight's next statement; what looks at documents must come in a later one. */
    public static void lock(Flight flight, long... companyIds) {
        lock(flight, rows -> {}, companyIds);
    }

    /**
     * The same, and reads what the registers keep: rows of {@code company_id}, {@code created_tail}, {@code updated_tail} and
     * {@code blocks_until}. Of a row that it had to wait for, and of that only, a locking statement sees what it waited for.
     */
    public static void lock(Flight flight, Flight.Reader reader, long... companyIds) {
        flight.ask("""
                SELECT company_id, created_tail, updated_tail, blocks_until FROM document_register
                WHERE company_id = ANY(?) ORDER BY company_id FOR UPDATE
                """, reader, companyIds);
    }

    /** Takes the lock for the rest of the transaction that is under way. */
    public static void lock(JdbcClient jdbc, long companyId) {
        jdbc.sql("SELECT company_id FROM document_register WHERE company_id = ? FOR UPDATE")
                .param(companyId)
                .query(Long.class)
                .single();
    }
}
