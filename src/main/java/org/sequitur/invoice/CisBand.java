package org.sequitur.invoice;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The bands of the UK Construction Industry Scheme, with the part of labour that the customer keeps back. */
enum CisBand {
    CIS_GROSS("0.0"),
    CIS_STANDARD("0.2"),
    CIS_HIGHER("0.3");

    static final Set<String> WORDS = Arrays.stream(values()).map(CisBand::word).collect(Collectors.toUnmodifiableSet());

    private final BigDecimal rate;

    CisBand(String rate) {
        this.rate = new BigDecimal(rate);
    }

    BigDecimal rate() {
        return rate;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CisBand of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
