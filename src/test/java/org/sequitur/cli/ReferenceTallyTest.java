package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReferenceTallyTest {

    @Test
    void aFullRunHasNeitherDuplicatesNorGaps() {
        List<String> references = new ArrayList<>(
                IntStream.rangeClosed(1, 1000).mapToObj("%03d"::formatted).toList());
        Collections.shuffle(references, new Random(7));

        ReferenceTally tally = ReferenceTally.of(references);

        assertThat(tally).isEqualTo(new ReferenceTally(1000, 1000, List.of(), 0, "001", "1000"));
        assertThat(tally.duplicates()).isZero();
    }

    @Test
    void eachReferenceTooManyIsADuplicate() {
        ReferenceTally tally = ReferenceTally.of(List.of("007", "008", "007", "007", "009", "009"));

        assertThat(tally.duplicates()).isEqualTo(3);
        assertThat(tally.repeated()).containsExactly("007", "009");
        assertThat(tally.distinct()).isEqualTo(3);
        assertThat(tally.gaps()).isZero();
    }

    @Test
    void eachMissingNumberIsAGap() {
        ReferenceTally tally = ReferenceTally.of(List.of("INV-0041", "INV-0042", "INV-0045"));

        assertThat(tally.gaps()).isEqualTo(2);
        assertThat(tally.first()).isEqualTo("INV-0041");
        assertThat(tally.last()).isEqualTo("INV-0045");
    }

    @Test
    void textBeforeTheNumberMakesARunOfItsOwn() {
        assertThat(ReferenceTally.of(List.of("001", "JB001", "002", "JB003")).gaps())
                .isEqualTo(1);
    }

    @Test
    void whatDoesNotEndInADigitHasNoGaps() {
        ReferenceTally tally = ReferenceTally.of(List.of("Retainer March", "041A"));

        assertThat(tally).isEqualTo(new ReferenceTally(2, 2, List.of(), 0, "041A", "Retainer March"));
    }

    @Test
    void numbersOfAnyLengthAreCounted() {
        assertThat(ReferenceTally.of(List.of("99999999999999999999", "100000000000000000002"))
                        .gaps())
                .isEqualTo(2);
    }

    @Test
    void nothingIsNothing() {
        assertThat(ReferenceTally.of(List.of())).isEqualTo(new ReferenceTally(0, 0, List.of(), 0, null, null));
    }

    @Property(tries = 200)
    void duplicatesAndGapsAreWhatCountingByHandSays(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 80) Integer> numbers) {
        TreeSet<Integer> distinct = new TreeSet<>(numbers);

        ReferenceTally tally =
                ReferenceTally.of(numbers.stream().map("X%02d"::formatted).toList());

        assertThat(tally.duplicates()).isEqualTo(numbers.size() - distinct.size());
        assertThat(tally.gaps())
                .isEqualTo(IntStream.rangeClosed(distinct.first(), distinct.last())
                        .filter(n -> !distinct.contains(n))
                        .count());
    }
}
