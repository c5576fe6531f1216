package org.sequitur.company;

import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The sales tax of a company over time: its standing settings, and what its periods say from their first days on. */
public final class SalesTaxHistory {

    private final SalesTax standing;
    private final NavigableMap<LocalDate, SalesTax> periods = new TreeMap<>();

    /** @param standing what holds before the first period, and for ever where there is none */
    public SalesTaxHistory(SalesTax standing) {
        this.standing = standing;
    }

    void add(LocalDate from, SalesTax tax) {
        periods.put(from, tax);
    }

    SalesTax standing() {
        return standing;
    }

    /** What holds on a day: a period lasts until the next one begins. */
    public SalesTax on(LocalDate day) {
        var period = periods.floorEntry(day);
        return period == null ? standing : period.getValue();
    }
}
