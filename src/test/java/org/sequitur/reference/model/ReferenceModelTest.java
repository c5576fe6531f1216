package org.sequitur.reference.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model itself, against the worked cases of the reference. */
class ReferenceModelTest {

    private final ReferenceModel model = new ReferenceModel();
    private int created;

    @ParameterizedTest
    @CsvSource({
        "001,002",
        "009,010",
        "099,100",
        "999,1000",
        "INV-0041,INV-0042",
        "2026/007,2026/008",
        "JB010,JB011",
        "A99,A100",
        "VAT EC BUSINESS (SWEDEN) 006,VAT EC BUSINESS (SWEDEN) 007",
        "Sales 2026-05-27,Sales 2026-05-28",
        "99999999999999999999,100000000000000000000"
    })
    void theNextFollowsTheNewest(String newest, String next) {
        create(newest);

        assertThat(create(null)).isEqualTo(Outcome.document(201, next));
    }

    @Test
    void whatDoesNotEndInADigitIsPassedOver() {
        create("045");
        create("Retainer March");
        create("041A");

        assertThat(create(null)).isEqualTo(Outcome.document(201, "046"));
    }

    @Test
    void theLastCreatedWinsAndTakenOnesAreSkipped() {
        create("010");
        create("011");
        create("009");

        assertThat(create(null)).isEqualTo(Outcome.document(201, "012"));
    }

    @Test
    void deletingTheNewestFreesItsNumberAndAnOlderOneLeavesAGap() {
        create(null);
        create(null);
        create(null);
        model.perform(new Operation.Delete("2"), "");
        model.perform(new Operation.Delete("3"), "");

        assertThat(create(null)).isEqualTo(Outcome.document(201, "002"));
    }

    @Test
    void aProjectsRunBeatsAContactsAndNeitherMovesTheGlobalOne() {
        create(null);
        model.perform(new Operation.NumberContact("c", true), "");
        model.perform(new Operation.NumberProject("p", true), "");
        model.perform(new Operation.Create("c", null, "JB001", true), "jb");
        model.perform(new Operation.Create("c", "p", "BIG001", true), "big");

        assertThat(model.outcomeOf(new Operation.Create("c", "p", null, true)).reference())
                .isEqualTo("BIG002");
        assertThat(model.outcomeOf(new Operation.Create("c", null, null, true)).reference())
                .isEqualTo("JB002");
        assertThat(create(null).reference()).isEqualTo("002");
    }

    private Outcome create(@Nullable String reference) {
        created++;
        return model.perform(new Operation.Create("other", null, reference, true), Integer.toString(created));
    }
}
