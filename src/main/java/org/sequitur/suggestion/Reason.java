package org.sequitur.suggestion;

import java.util.Locale;

/** Why an invoice is suggested, the strongest first: each outweighs those after it together. */
enum Reason {
    /** The line names the invoice's reference. */
    REFERENCE(4),

    /** What is left of the line is what the invoice has due. */
    AMOUNT(2),

    /** The line has every word of the contact's name, but for its legal form. */
    CONTACT(1);

    private final int weight;

    Reason(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
