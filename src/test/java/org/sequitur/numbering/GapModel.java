package org.sequitur.numbering;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the reference report must say, in its plainest form: everything that happened is remembered one by one, and each missing
 * number is judged on its own.
 */
final class GapModel {

    /** A reference that ends in digits. */
    record Parted(String stem, BigInteger value, int width) {

        static Optional<Parted> of(String reference) {
            int end = reference.length();
            while (end > 0 && "0123456789".indexOf(reference.charAt(end - 1)) >= 0) {
                end--;
            }
            return end == reference.length()
                    ? Optional.empty()
                    : Optional.of(new Parted(
                            reference.substring(0, end),
                            new BigInteger(reference.substring(end)),
                            reference.length() - end));
        }
    }

    /**
     * Something that was done to a number.
     *
     * @param follows whether the number was given because it came next, so that it explains nothing
     */
    record Deed(String cause, String reference, String document, String user, long from, long until, boolean follows) {}

    /** A document that exists. */
    record Holder(String document, String sequence, String reference) {}

    /** @param deed null when nothing explains the gap */
    record Gap(
            String sequence,
            String first,
            String last,
            BigInteger count,
            @Nullable Deed deed) {}

    private final Map<String, List<Deed>> deeds = new HashMap<>();
    private final Map<Long, Holder> documents = new TreeMap<>();

    void created(
            String document, String sequence, String reference, boolean follows, String user, long from, long until) {
        documents.put(Long.valueOf(document), new Holder(document, sequence, reference));
        note(new Deed("explicit", reference, document, user, from, until, follows));
    }

    void changed(String document, String reference, String user, long from, long until) {
        Holder before = Objects.requireNonNull(documents.get(Long.valueOf(document)));
        if (!before.reference().equals(reference)) {
            note(new Deed("changed", before.reference(), document, user, from, until, false));
            note(new Deed("explicit", reference, document, user, from, until, false));
            documents.put(Long.valueOf(document), new Holder(document, before.sequence(), reference));
        }
    }

    void deleted(String document, String user, long from, long until) {
        Holder gone = Objects.requireNonNull(documents.remove(Long.valueOf(document)));
        note(new Deed("deleted", gone.reference(), document, user, from, until, false));
    }

    void chosen(String reference, String user, long from, long until) {
        note(new Deed("chosen", reference, "", user, from, until, false));
    }

    private void note(Deed deed) {
        Parted.of(deed.reference())
                .ifPresent(number -> deeds.computeIfAbsent(key(number.stem(), number.value()), key -> new ArrayList<>())
                        .add(deed));
    }

    private static String key(String stem, BigInteger value) {
        return stem + "\n" + value;
    }

    List<Gap> gaps() {
        Map<String, NavigableMap<BigInteger, List<Holder>>> held = new TreeMap<>();
        for (Holder holder : documents.values()) {
            Parted.of(holder.reference())
                    .ifPresent(number -> held.computeIfAbsent(number.stem(), stem -> new TreeMap<>())
                            .computeIfAbsent(number.value(), value -> new ArrayList<>())
                            .add(holder));
        }
        List<Gap> gaps = new ArrayList<>();
        held.forEach((stem, numbers) -> gaps.addAll(gaps(stem, numbers)));
        return gaps;
    }

    private List<Gap> gaps(String stem, NavigableMap<BigInteger, List<Holder>> held) {
        NavigableSet<BigInteger> ever = new TreeSet<>(held.keySet());
        deeds.forEach((key, list) -> {
            if (key.substring(0, key.lastIndexOf('\n')).equals(stem)
                    && list.stream().anyMatch(GapModel::isLeft)) {
                ever.add(new BigInteger(key.substring(key.lastIndexOf('\n') + 1)));
            }
        });
        List<Gap> gaps = new ArrayList<>();
        BigInteger before = null;
        for (BigInteger number : ever.headSet(held.lastKey(), true)) {
            if (before != null && number.subtract(before).compareTo(BigInteger.ONE) > 0) {
                gaps.add(neverHeld(stem, before, number, held));
            }
            if (!held.containsKey(number)) {
                Deed left = lastLeft(stem, number);
                gaps.add(new Gap(follower(number, held), left.reference(), left.reference(), BigInteger.ONE, left));
            }
            before = number;
        }
        return gaps;
    }

    private Gap neverHeld(
            String stem, BigInteger before, BigInteger after, NavigableMap<BigInteger, List<Holder>> held) {
        List<Holder> holders = held.get(before);
        int width = holders == null
                ? Parted.of(lastLeft(stem, before).reference()).orElseThrow().width()
                : holders.stream()
                        .mapToInt(holder ->
                                Parted.of(holder.reference()).orElseThrow().width())
                        .max()
                        .orElseThrow();
        List<Deed> all = deeds.getOrDefault(key(stem, after), List.of());
        if (!held.containsKey(after)) {
            all = all.subList(0, all.lastIndexOf(lastLeft(stem, after)));
        }
        Deed placed = all.stream()
                .filter(deed -> !isLeft(deed) && !deed.follows())
                .reduce((earlier, later) -> later)
                .orElse(null);
        return new Gap(
                follower(after, held),
                text(stem, before.add(BigInteger.ONE), width),
                text(stem, after.subtract(BigInteger.ONE), width),
                after.subtract(before).subtract(BigInteger.ONE),
                placed);
    }

    private Deed lastLeft(String stem, BigInteger number) {
        return deeds.getOrDefault(key(stem, number), List.of()).stream()
                .filter(GapModel::isLeft)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static boolean isLeft(Deed deed) {
        return deed.cause().equals("changed") || deed.cause().equals("deleted");
    }

    private static String follower(BigInteger number, NavigableMap<BigInteger, List<Holder>> held) {
        return held.ceilingEntry(number).getValue().stream()
                .min(Comparator.comparing(holder -> Long.valueOf(holder.document())))
                .orElseThrow()
                .sequence();
    }

    private static String text(String stem, BigInteger number, int width) {
        String digits = number.toString();
        return stem + "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    Map<Long, Holder> documents() {
        return documents;
    }
}
