package org.sequitur.chaos;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a client wants done, however often it has to ask.
 *
 * @param name of its own, in the whole run
 * @param key sent with every attempt; null for a request that is sent once
 * @param invoices in the order in which they are asked for; empty unless invoices are created
 * @param target the id of the invoice to delete, or 0
 * @param payload what is sent, so that it can be sent again
 */
record Task(
        String name,
        long company,
        Kind kind,
        @Nullable String key,
        List<Wanted> invoices,
        long target,
        String payload) {

    enum Kind {
        /** One invoice, or a list. */
        CREATE,
        /** The same, with something wrong: nothing may come of it. */
        INVALID,
        /** Under a key that stands for another request: nothing may come of it. */
        OTHER_PAYLOAD,
        /** A contact; its name is the name of the task. */
        CONTACT,
        /** Of an invoice that the same client was told of. */
        DELETE
    }

    /**
     * An invoice that is asked for.
     *
     * @param tag stored with it, and with no other
     * @param reference null for the next one
     * @param scope {@code global}, {@code contact} or {@code project}: the sequence that it belongs to
     */
    record Wanted(String tag, @Nullable String reference, String scope) {}

    boolean isForReference() {
        return invoices.stream().anyMatch(invoice -> invoice.reference() != null);
    }
}
