package org.sequitur.reference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sequitur.reference.model.History.Event;
import org.sequitur.reference.model.History.NamedReference;

/** The judge of the concurrent runs lets through what is right and nothing else. */
class HistoryTest {

    private final List<Event> events = new ArrayList<>();
    private final Set<NamedReference> end = new HashSet<>();

    @Test
    void creationsThatOverlapMayBeAnsweredInAnyOrder() {
        created(11, "002", 0, 9);
        created(10, "001", 1, 5);
        created(12, "003", 2, 4);

        assertThat(objection()).isNull();
    }

    @Test
    void twoOfOneReferenceAreFound() {
        created(10, "001", 0, 5);
        created(11, "001", 1, 6);

        assertThat(objection()).contains("No order explains");
    }

    @Test
    void aHoleIsFound() {
        created(10, "001", 0, 5);
        created(11, "003", 1, 6);

        assertThat(objection()).contains("should have been Outcome[status=201, reference=002");
    }

    @Test
    void numbersAgainstTheOrderOfTimeAreFound() {
        created(10, "002", 0, 1);
        created(11, "001", 2, 3);

        assertThat(objection()).isNotNull();
    }

    @Test
    void numbersAgainstTheOrderOfIdsAreFound() {
        created(10, "002", 0, 5);
        created(11, "001", 0, 5);

        assertThat(objection()).isNotNull();
    }

    @Test
    void aNumberMayBeUsedAgainOnceItsNewestBearerIsGone() {
        created(10, "001", 0, 1);
        created(11, "002", 2, 3);
        event(new Operation.Delete("11"), Outcome.answer(200), "", 4, 9);
        created(12, "002", 5, 8);
        end.remove(new NamedReference("11", "002"));

        assertThat(objection()).isNull();
    }

    @Test
    void aNumberThatIsStillBorneMayNotBeUsedAgain() {
        created(10, "001", 0, 1);
        created(11, "002", 2, 3);
        created(12, "002", 5, 6);
        event(new Operation.Delete("11"), Outcome.answer(200), "", 7, 9);
        end.remove(new NamedReference("11", "002"));

        assertThat(objection()).isNotNull();
    }

    @Test
    void aRefusalNeedsAMomentInWhichItWasDue() {
        created(10, "001", 0, 1);
        event(create("001"), Outcome.complaint(422, "reference has already been taken"), "", 2, 9);
        event(new Operation.Delete("10"), Outcome.answer(200), "", 3, 8);
        end.clear();
        assertThat(objection()).isNull();

        event(create("001"), Outcome.complaint(422, "reference has already been taken"), "", 10, 11);
        assertThat(objection()).isNotNull();
    }

    @Test
    void whatWasAnsweredButIsNotThereIsFound() {
        created(10, "001", 0, 1);
        end.clear();

        assertThat(objection()).contains("other documents exist at the end");
    }

    @Test
    void whatIsThereButWasNeverAnsweredIsFound() {
        created(10, "001", 0, 1);
        end.add(new NamedReference("11", "002"));

        assertThat(objection()).contains("other documents exist at the end");
    }

    @Test
    void longHistoriesAreDecided() {
        for (int i = 0; i < 600; i++) {
            created(1000 + i, "%03d".formatted(i + 1), Math.max(0, i - 30), i + 30);
        }

        assertThat(objection()).isNull();
    }

    private void created(long id, String reference, long asked, long answered) {
        event(create(null), Outcome.document(201, reference), Long.toString(id), asked, answered);
        end.add(new NamedReference(Long.toString(id), reference));
    }

    private static Operation create(@Nullable String reference) {
        return new Operation.Create("contact", null, reference, true);
    }

    private void event(Operation operation, Outcome outcome, String document, long asked, long answered) {
        events.add(new Event(operation, outcome, document, asked, answered));
    }

    private @Nullable String objection() {
        return new History(events, end).objection(new ReferenceModel());
    }
}
