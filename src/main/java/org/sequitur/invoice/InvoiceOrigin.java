package org.sequitur.invoice;

import java.util.List;
import java.util.Set;
import org.sequitur.store.Flight;
import org.sequitur.wire.WireException;

/**
 * What an invoice comes of, or bills, and what must become one invoice only. It is looked at and marked in the transaction that stores
 * the invoice, and that holds the company's register: so whatever marks it elsewhere holds the register too. It is asked anew
 * when the transaction is tried again.
 */
public interface InvoiceOrigin {

    /** Adds the look, in the flight that has locked the register before. */
    void ask(Flight look);

    /**
     * Takes what was seen.
     *
     * @param taken what others of the same transaction have taken; to be added to, and restored by the caller if nothing comes of it
     * @throws WireException when no invoice may come of it any more; nothing is stored then
     */
    void take(Set<Object> taken);

    /** The lines that it adds to the invoice, after what was taken; behind those that the invoice has. */
    default List<InvoiceItem> lines() {
        return List.of();
    }

    /** Whether the invoice says what it comes of and nothing else, so that nobody was asked for more. */
    default boolean isAllOfIt() {
        return false;
    }

    /** Adds the marking. */
    void tell(Flight write, Invoice stored);

    /**
     * Adds the marking of what has to know its line, too.
     *
     * @param added the {@link #lines} as they are stored, in their order
     */
    default void tell(Flight write, Invoice stored, List<InvoiceItem> added) {
        tell(write, stored);
    }
}
