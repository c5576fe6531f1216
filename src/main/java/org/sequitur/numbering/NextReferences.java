package org.sequitur.numbering;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceSequence;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What sequences go on with, as the allocator would find it: references in use are passed over. Nothing is taken. References are
 * looked up in windows that grow, up to a bound.
 */
final class NextReferences {

    /** References in use, one after the other, that are passed over in each sequence. */
    static final int MOST_PASSED = 5_000;

    private static final int FIRST_WINDOW = 16;
    private static final int GROWTH = 8;

    private final JdbcClient jdbc;
    private final long companyId;

    NextReferences(JdbcClient jdbc, long companyId) {
        this.jdbc = jdbc;
        this.companyId = companyId;
    }

    /** In the order of the sequences; null where none was found within the bound, or it would be too long. */
    List<@Nullable Reference> of(List<ReferenceSequence> sequences) {
        List<Walk> walks = sequences.stream().map(Walk::new).toList();
        for (int window = FIRST_WINDOW; walks.stream().anyMatch(Walk::isOpen); window *= GROWTH) {
            Set<String> asked = new HashSet<>();
            for (Walk walk : walks) {
                asked.addAll(walk.ahead(window));
            }
            Set<String> used = usedAmong(asked);
            walks.forEach(walk -> walk.arrive(used));
        }
        List<@Nullable Reference> found = new ArrayList<>(walks.size());
        walks.forEach(walk -> found.add(walk.found));
        return found;
    }

    private Set<String> usedAmong(Set<String> references) {
        return new HashSet<>(jdbc.sql("SELECT reference FROM document WHERE company_id = ? AND reference = ANY (?)")
                .params(companyId, references.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    /** The way of one sequence. */
    private static final class Walk {
        private Reference candidate;
        private List<Reference> asked = List.of();
        private int passed;
        private boolean over;
        private @Nullable Reference found;

        Walk(ReferenceSequence sequence) {
            candidate = sequence.next(reference -> false);
        }

        boolean isOpen() {
            return !over;
        }

        List<String> ahead(int window) {
            List<Reference> ahead = new ArrayList<>();
            while (!over && ahead.size() < window && passed + ahead.size() <= MOST_PASSED && candidate.fits()) {
                ahead.add(candidate);
                candidate = candidate.next();
            }
            asked = ahead;
            return ahead.stream().map(Reference::text).toList();
        }

        void arrive(Set<String> used) {
            if (over) {
                return;
            }
            found = asked.stream()
                    .filter(reference -> !used.contains(reference.text()))
                    .findFirst()
                    .orElse(null);
            passed += asked.size();
            over = found != null || asked.isEmpty();
        }
    }
}
