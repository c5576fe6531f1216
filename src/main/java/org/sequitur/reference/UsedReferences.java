package org.sequitur.reference;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The references of a company that are taken, as far as a batch has to know them. Looking every automatic candidate up would
 * cost each batch a round trip that almost always finds nothing, so at first a candidate counts as free unless it is known to be
 * used, and the unique index decides at the insert. When the index refuses, the batch is done again with a search that looks
 * ahead in growing windows.
 */
final class UsedReferences {

    private static final int FIRST_WINDOW = 64;
    private static final int LARGEST_WINDOW = 16_384;

    /** Asks the database which of these references are taken. */
    @FunctionalInterface
    interface Search {
        Set<String> usedAmong(Collection<String> references) throws SQLException;
    }

    private final @Nullable Search search;
    private final Set<String> used = new HashSet<>();
    private final Set<String> searched = new HashSet<>();
    private int window = FIRST_WINDOW;

    /** @param search null to take unknown references for free */
    UsedReferences(@Nullable Search search) {
        this.search = search;
    }

    void add(Reference reference) {
        used.add(reference.text());
    }

    void remove(Reference reference) {
        used.remove(reference.text());
    }

    /** @throws UncheckedSqlException when the search fails */
    boolean contains(Reference reference) {
        if (used.contains(reference.text())) {
            return true;
        }
        if (search == null || searched.contains(reference.text())) {
            return false;
        }
        try {
            searchFrom(search, reference);
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
        return used.contains(reference.text());
    }

    private void searchFrom(Search database, Reference first) throws SQLException {
        List<String> ahead = new ArrayList<>();
        Reference candidate = first;
        ahead.add(candidate.text());
        while (ahead.size() < window
                && candidate.isNumbered()
                && candidate.next().fits()) {
            candidate = candidate.next();
            ahead.add(candidate.text());
        }
        window = Math.min(window * 2, LARGEST_WINDOW);
        searched.addAll(ahead);
        used.addAll(database.usedAmong(ahead));
    }
}
