package org.sequitur.category;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The sales tax that what is booked to a category usually bears, by the words of the wire. */
public enum AutoSalesTax {
    OUTSIDE_OF_THE_SCOPE("Outside of the scope of VAT"),
    ZERO("Zero rate"),
    REDUCED("Reduced rate"),
    STANDARD("Standard rate"),
    EXEMPT("Exempt");

    static final Set<String> WORDS =
            Arrays.stream(values()).map(AutoSalesTax::word).collect(Collectors.toSet());

    private final String word;

    AutoSalesTax(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Whether any tax is to be expected at all. */
    boolean isTaxed() {
        return this == STANDARD || this == REDUCED;
    }

    static AutoSalesTax of(String word) {
        return Arrays.stream(values())
                .filter(tax -> tax.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no usual sales tax is called " + word));
    }
}
