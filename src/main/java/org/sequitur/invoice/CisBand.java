package org.sequitur.invoice;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The bands of the UK Construction Industry Scheme, with the part of labour that the customer keeps back. */
enum CisBand {
    CIS_GROSS("0.0", "Gross", "061"),
    CIS_STANDARD("0.2", "20%", "062"),
    CIS_HIGHER("0.3", "30%", "063");

    static final Set<String> WORDS = Arrays.stream(values()).map(CisBand::word).collect(Collectors.toUnmodifiableSet());

    private final BigDecimal rate;
    private final String title;
    private final String nominalCode;

    CisBand(String rate, String title, String nominalCode) {
        this.rate = new BigDecimal(rate);
        this.title = title;
        this.nominalCode = nominalCode;
    }

    BigDecimal rate() {
        return rate;
    }

    String title() {
        return title;
    }

    /** Of the category that such income is booked to. */
    String nominalCode() {
        return nominalCode;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CisBand of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
