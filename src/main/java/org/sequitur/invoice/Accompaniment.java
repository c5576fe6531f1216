package org.sequitur.invoice;

import org.sequitur.store.Flight;
import org.sequitur.wire.WireException;

/** What goes with a document that is sent, such as its mail: written in the same transaction, once its number is known. */
@FunctionalInterface
public interface Accompaniment {

    Accompaniment NONE = (write, sent) -> {};

    /**
     * Adds the writing; all of it, or nothing and an exception.
     *
     * @throws WireException when it cannot go; the document is not sent then
     */
    void tell(Flight write, Invoice sent);
}
