package org.sequitur.freeagent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was copied, and what of the source did not fit. */
public final class CopyReport {

    private static final int MOST_OF_A_KIND = 20;

    private final Map<String, Long> copied = new TreeMap<>();
    private final Map<String, List<String>> misfits = new TreeMap<>();
    private final Map<String, Long> counts = new TreeMap<>();

    void copied(String list) {
        copied.merge(list, 1L, Long::sum);
    }

    /**
     * @param kind what they have in common, such as {@code invoices with a reference that another has}
     * @param one which it is, and what became of it
     */
    void misfit(String kind, String one) {
        counts.merge(kind, 1L, Long::sum);
        List<String> told = misfits.computeIfAbsent(kind, key -> new ArrayList<>());
        if (told.size() < MOST_OF_A_KIND) {
            told.add(one);
        }
    }

    public Map<String, Long> copied() {
        return copied;
    }

    /** How many there are of each kind. */
    public Map<String, Long> misfits() {
        return counts;
    }

    /** For people: one line for each list, and for each kind of misfits, with some of them below. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        copied.forEach((list, count) -> lines.add("copied %,d %s".formatted(count, list)));
        if (counts.isEmpty()) {
            lines.add("everything fitted");
        }
        counts.forEach((kind, count) -> {
            lines.add("did not fit: %s (%,d)".formatted(kind, count));
            List<String> told = misfits.getOrDefault(kind, List.of());
            told.forEach(one -> lines.add("    " + one));
            if (count > told.size()) {
                lines.add("    and %,d more".formatted(count - told.size()));
            }
        });
        return lines;
    }
}
