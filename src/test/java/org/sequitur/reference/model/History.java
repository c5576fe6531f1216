package org.sequitur.reference.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What many clients did at once and were answered. It is sound when the operations can be put into one order in which the
 * {@link ReferenceModel} gives each of them the very answer it got, that keeps apart what did not overlap in time, in which
 * documents come into being in the order of their ids, and after which exactly the documents exist that do.
 *
 * <p>The search is Wing and Gong's: take an operation that nobody finished before, see whether the model agrees, go on with
 * the rest, take it back if that leads nowhere; a state of things met before is not tried again.
 */
public final class History {

    private static final int MOST_STATES = 300_000;

    private final List<Event> events;
    private final Set<String> expectedAtTheEnd;
    private final Set<State> seen = new HashSet<>();
    private List<Integer> longest = List.of();
    private @Nullable ReferenceModel atLongest;

    /**
     * @param events in any order
     * @param documentsAtTheEnd name and reference of each document that exists when all is over
     */
    public History(List<Event> events, Set<NamedReference> documentsAtTheEnd) {
        this.events =
                events.stream().sorted(Comparator.comparingLong(Event::asked)).toList();
        this.expectedAtTheEnd = new HashSet<>();
        documentsAtTheEnd.forEach(document -> expectedAtTheEnd.add(document.toString()));
    }

    /** Null when the history is sound, otherwise what stands in the way. */
    public @Nullable String objection(ReferenceModel beginning) {
        seen.clear();
        longest = List.of();
        atLongest = beginning;
        if (explained(beginning, new BitSet(), new ArrayList<>())) {
            return null;
        }
        return describeDeadEnd();
    }

    private boolean explained(ReferenceModel model, BitSet done, List<Integer> order) {
        int before = order.size();
        boolean settled = explainedWithin(model, done, order);
        if (!settled) {
            while (order.size() > before) {
                done.clear(order.removeLast());
            }
        }
        return settled;
    }

    private boolean explainedWithin(ReferenceModel model, BitSet done, List<Integer> order) {
        takeAllThatChangeNothing(model, done, order);
        if (order.size() > longest.size()) {
            longest = List.copyOf(order);
            atLongest = model;
        }
        if (done.cardinality() == events.size()) {
            return endsAsExpected(model);
        }
        if (!seen.add(new State((BitSet) done.clone(), model))) {
            return false;
        }
        if (seen.size() > MOST_STATES) {
            throw new IllegalStateException("undecided after " + MOST_STATES + " states");
        }
        for (int candidate : candidates(done)) {
            Event event = events.get(candidate);
            if (agrees(model, event)) {
                ReferenceModel after = model.copy();
                after.perform(event.operation(), event.document());
                done.set(candidate);
                order.add(candidate);
                if (explained(after, done, order)) {
                    return true;
                }
                order.removeLast();
                done.clear(candidate);
            }
        }
        return false;
    }

    /** A refusal that fits now may as well come now: it leaves everything as it is for all others. */
    private void takeAllThatChangeNothing(ReferenceModel model, BitSet done, List<Integer> order) {
        boolean found = true;
        while (found) {
            found = false;
            for (int candidate : candidates(done)) {
                Event event = events.get(candidate);
                if (event.outcome().changesNothing() && agrees(model, event)) {
                    done.set(candidate);
                    order.add(candidate);
                    found = true;
                }
            }
        }
    }

    /** Those that had been asked before any other open one was answered; of the creations only the lowest id. */
    private List<Integer> candidates(BitSet done) {
        long firstAnswer = Long.MAX_VALUE;
        long lowestId = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0); i < events.size(); i = done.nextClearBit(i + 1)) {
            firstAnswer = Math.min(firstAnswer, events.get(i).answered());
            lowestId = Math.min(lowestId, events.get(i).createdId());
        }
        List<Integer> candidates = new ArrayList<>();
        for (int i = done.nextClearBit(0); i < events.size(); i = done.nextClearBit(i + 1)) {
            Event event = events.get(i);
            if (event.asked() > firstAnswer) {
                break;
            }
            if (!event.creates() || event.createdId() == lowestId) {
                candidates.add(i);
            }
        }
        return candidates;
    }

    private static boolean agrees(ReferenceModel model, Event event) {
        return model.outcomeOf(event.operation()).equals(event.outcome());
    }

    private boolean endsAsExpected(ReferenceModel model) {
        Set<String> present = new HashSet<>();
        model.documents()
                .forEach(document -> present.add(new NamedReference(document.name(), document.reference()).toString()));
        return present.equals(expectedAtTheEnd);
    }

    private String describeDeadEnd() {
        StringBuilder text = new StringBuilder("No order explains what was answered. The longest that goes well has ")
                .append(longest.size())
                .append(" of ")
                .append(events.size())
                .append(" operations; the last of them:\n");
        longest.stream()
                .skip(Math.max(0, longest.size() - 10))
                .forEach(index -> text.append("  ").append(events.get(index)).append('\n'));
        BitSet done = new BitSet();
        longest.forEach(done::set);
        if (done.cardinality() == events.size()) {
            return text.append("but other documents exist at the end than should")
                    .toString();
        }
        text.append("and none of these can come next:\n");
        ReferenceModel model = atLongest;
        for (int candidate : candidates(done)) {
            text.append("  ").append(events.get(candidate));
            if (model != null) {
                text.append(", should have been ")
                        .append(model.outcomeOf(events.get(candidate).operation()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private record State(BitSet done, ReferenceModel model) {}

    /** Who bears which reference. */
    public record NamedReference(String name, String reference) {}

    /**
     * @param document the id, as text, of the document that came into being; empty if none did
     * @param asked and answered are readings of one clock
     */
    public record Event(Operation operation, Outcome outcome, String document, long asked, long answered) {

        public boolean creates() {
            return !document.isEmpty();
        }

        long createdId() {
            return creates() ? Long.parseLong(document) : Long.MAX_VALUE;
        }
    }
}
