package org.sequitur.reference;

import org.sequitur.store.Flight;

/**
 * The row of each company that orders everything which creates, changes or deletes its documents. The order of locks, everywhere:
 * registers first, ascending by company; then sequences and documents, which nobody touches without the register.
 */
public final class DocumentRegister {

    private DocumentRegister() {}

    /** Adds the lock as the flight's next statement; what looks at documents must come in a later one. */
    public static void lock(Flight flight, long... companyIds) {
        flight.ask(
                "SELECT company_id FROM document_register WHERE company_id = ANY(?) ORDER BY company_id FOR UPDATE",
                rows -> {},
                companyIds);
    }
}
