package org.sequitur.invoice;

import java.util.Locale;

/** What is stored; the status a client sees is derived from it, the amounts and the day ({@link InvoiceStatus}). */
public enum InvoiceState {
    DRAFT,
    SCHEDULED,
    SENT,
    CANCELLED;

    /** The word that is stored. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static InvoiceState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
