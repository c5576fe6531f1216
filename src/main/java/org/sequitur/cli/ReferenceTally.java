package org.sequitur.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a heap of references amounts to. References with the same text before their final digits form one run; a gap is a
 * number between the first and the last of a run that nobody bears. References without final digits have no gaps.
 *
 * @param total how many references were counted, repeated ones each time
 * @param distinct how many different ones there are
 * @param repeated the references that occur more than once, in the order in which they were first met
 * @param gaps how many numbers are missing between the first and the last of each run
 * @param first the lowest reference (of the run whose text sorts first), null when there is none
 * @param last the highest reference (of the run whose text sorts last), null when there is none
 */
public record ReferenceTally(
        int total,
        int distinct,
        List<String> repeated,
        long gaps,
        @Nullable String first,
        @Nullable String last) {

    private static final Comparator<Numbered> BY_NUMBER =
            Comparator.comparing(Numbered::number).thenComparing(Numbered::reference);

    public ReferenceTally {
        repeated = List.copyOf(repeated);
    }

    public static ReferenceTally of(Collection<String> references) {
        Map<String, Integer> occurrences = new LinkedHashMap<>();
        references.forEach(reference -> occurrences.merge(reference, 1, Integer::sum));

        TreeMap<String, TreeSet<Numbered>> runs = new TreeMap<>();
        for (String reference : occurrences.keySet()) {
            int digits = startOfFinalDigits(reference);
            if (digits < reference.length()) {
                runs.computeIfAbsent(reference.substring(0, digits), _ -> new TreeSet<>(BY_NUMBER))
                        .add(new Numbered(new BigInteger(reference.substring(digits)), reference));
            }
        }

        List<String> repeated = new ArrayList<>();
        occurrences.forEach((reference, times) -> {
            if (times > 1) {
                repeated.add(reference);
            }
        });
        BigInteger gaps = runs.values().stream().map(ReferenceTally::gapsOf).reduce(BigInteger.ZERO, BigInteger::add);
        return new ReferenceTally(
                references.size(),
                occurrences.size(),
                repeated,
                gaps.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact(),
                runs.isEmpty()
                        ? occurrences.keySet().stream()
                                .min(Comparator.naturalOrder())
                                .orElse(null)
                        : runs.firstEntry().getValue().first().reference(),
                runs.isEmpty()
                        ? occurrences.keySet().stream()
                                .max(Comparator.naturalOrder())
                                .orElse(null)
                        : runs.lastEntry().getValue().last().reference());
    }

    /** How many references are too many: three documents with one reference are two duplicates. */
    public int duplicates() {
        return total - distinct;
    }

    private static BigInteger gapsOf(TreeSet<Numbered> run) {
        long numbers = run.stream().map(Numbered::number).distinct().count();
        return run.last()
                .number()
                .subtract(run.first().number())
                .add(BigInteger.ONE)
                .subtract(BigInteger.valueOf(numbers));
    }

    private static int startOfFinalDigits(String reference) {
        int start = reference.length();
        while (start > 0 && reference.charAt(start - 1) >= '0' && reference.charAt(start - 1) <= '9') {
            start--;
        }
        return start;
    }

    private record Numbered(BigInteger number, String reference) {}
}
