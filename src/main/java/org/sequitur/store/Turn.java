package org.sequitur.store;

import org.jspecify.annotations.Nullable;

/**
 * Whose rows a statement of the house is about: all companies at once, or one of them where the database is distributed, for what
 * locks rows can be sent to one machine only.
 *
 * @param companyId null for all
 */
public record Turn(@Nullable Long companyId) {

    static final Turn ALL = new Turn(null);

    /** The condition that a column has the company of this turn. */
    public String of(String column) {
        return companyId == null ? "true" : column + " = " + companyId;
    }
}
