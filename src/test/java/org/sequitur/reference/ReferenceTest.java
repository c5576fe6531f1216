package org.sequitur.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "001, 002",
        "009, 010",
        "099, 100",
        "999, 1000",
        "A99, A100",
        "INV-0041, INV-0042",
        "2026/007, 2026/008",
        "JB010, JB011",
        "VAT EC BUSINESS (SWEDEN) 006, VAT EC BUSINESS (SWEDEN) 007",
        "Sales 2026-05-27, Sales 2026-05-28",
        "99999999999999999999, 100000000000000000000",
        "x1234567890123456789012345678901234567899, x1234567890123456789012345678901234567900"
    })
    void countingOnKeepsTextAndPadding(String reference, String next) {
        assertThat(new Reference(reference).next()).isEqualTo(new Reference(next));
    }

    @ParameterizedTest
    @CsvSource({"Retainer March, false", "041A, false", "1, true", "x0, true", "'\u0661', false"})
    void onlyAnAsciiDigitAtTheEndTakesPartInTheSequence(String reference, boolean numbered) {
        assertThat(new Reference(reference).isNumbered()).isEqualTo(numbered);
    }

    @Test
    void theFirstOfAScopeIs001AndSkipsWhatIsUsed() {
        ReferenceSequence sequence = ReferenceSequence.empty(ReferenceScope.GLOBAL);
        Set<String> used = Set.of("001", "002");
        assertThat(sequence.next(candidate -> used.contains(candidate.text())).text())
                .isEqualTo("003");
    }

    @Test
    void anExplicitReferenceMovesTheSequenceUpAndDown() {
        ReferenceSequence sequence = new ReferenceSequence(ReferenceScope.GLOBAL, new Reference("003"), 3, null);
        sequence.created(4, new Reference("010"));
        assertThat(sequence.next(candidate -> false).text()).isEqualTo("011");
        sequence.created(5, new Reference("Test 0003"));
        assertThat(sequence.next(candidate -> false).text()).isEqualTo("Test 0004");
    }

    @Test
    void aReferenceWithoutDigitAtTheEndDoesNotMoveTheSequence() {
        ReferenceSequence sequence = new ReferenceSequence(ReferenceScope.GLOBAL, new Reference("003"), 3, null);
        sequence.created(4, new Reference("Retainer March"));
        assertThat(sequence.hasMoved()).isFalse();
        assertThat(sequence.next(candidate -> false).text()).isEqualTo("004");
    }

    @Test
    void onlyTheNewestDocumentsEditMovesTheSequence() {
        ReferenceSequence sequence = new ReferenceSequence(ReferenceScope.GLOBAL, new Reference("003"), 3, null);
        assertThat(sequence.edited(2, new Reference("900"))).isFalse();
        assertThat(sequence.hasMoved()).isFalse();
        assertThat(sequence.edited(3, new Reference("050"))).isFalse();
        assertThat(sequence.next(candidate -> false).text()).isEqualTo("051");
    }

    @Test
    void theSequenceFallsBackWhenItsNewestDocumentLosesItsNumber() {
        ReferenceSequence sequence = new ReferenceSequence(ReferenceScope.GLOBAL, new Reference("003"), 3, null);
        assertThat(sequence.edited(3, new Reference("none"))).isTrue();
        assertThat(sequence.deleted(3)).isTrue();
        assertThat(sequence.deleted(2)).isFalse();
    }
}
