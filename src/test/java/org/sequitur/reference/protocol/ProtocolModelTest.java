package org.sequitur.reference.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The protocol that gives references, as a model in {@code src/test/promela} all of whose runs are searched. What the model says,
 * and how it maps to the code, is in {@code docs/internals/protocol-model.md}.
 *
 * <p>{@code -Dsequitur.protocol.misfortunes=3} lets more go wrong in one run; that takes minutes and gigabytes.
 */
class ProtocolModelTest {

    private static final Path MODEL = Path.of("src/test/promela/allocator.pml");

    @TempDir
    private Path directory;

    @BeforeAll
    static void needSpin() throws InterruptedException {
        List<String> missing = Spin.missing();
        if (!missing.isEmpty()) {
            leaveOut(String.join(" and ", missing)
                    + " not found on the PATH (Debian: apt-get install spin gcc libc6-dev)");
        }
    }

    /** What can be planted, and the property of the model that does not hold then. */
    enum Fault {
        LOOK_BEFORE_LOCK("document[session[s].put[i]]==0"),
        NUMBER_BEFORE_LOCK("document[session[s].put[i]]==0"),
        NUMBER_WITHOUT_TRANSACTION("(document[i]!=0)==(i<=last)"),
        REFUSED_TAKES_NUMBER("(document[i]!=0)==(i<=last)"),
        ANSWER_BEFORE_COMMIT("document[decision[t]]!=0"),
        COMMIT_IS_NOT_ON_DISK("document[decision[t]]!=0"),
        UNCERTAIN_IS_DONE_AGAIN("document[i]!=document[j]"),
        UNCERTAIN_IS_STORED("document[decision[t]]!=0"),
        ASK_WITHOUT_LOCK("document[i]!=document[j]"),
        ASK_FOR_ID("document[decision[t]]!=0"),
        QUESTION_KEEPS_LOCK("ticket[1]==4"),
        KEY_BEFORE_LOCK("n<=1"),
        KEY_IN_ANOTHER_TRANSACTION("n<=1"),
        KEY_UNSEEN_IN_BATCH("n<=1"),
        TAKEN_AFTER_LEAVING("(ticket[i]==2)||(ticket[i]==5)");

        private final String property;

        Fault(String property) {
            this.property = property;
        }
    }

    @Test
    void everyReachableStateKeepsThePromiseAndEveryRunThatEndsHasAnsweredEverybody() throws Exception {
        int misfortunes = Integer.getInteger("sequitur.protocol.misfortunes", 2);
        Spin.Search search = spin().searchStates("MISFORTUNES=" + misfortunes);
        System.out.println("The protocol with up to " + misfortunes + " misfortunes: " + search.states() + " states");
        assertThat(search.errors()).as(search.text()).isZero();
        assertThat(search.isComplete()).as(search.text()).isTrue();
        assertThat(search.unreached()).isEmpty();
    }

    @Test
    void everyRunEnds() throws Exception {
        Spin.Search search = spin().searchEndlessRuns("MISFORTUNES=1");
        System.out.println("The protocol has no endless run: " + search.states() + " states");
        assertThat(search.errors()).as(search.text()).isZero();
        assertThat(search.isComplete()).as(search.text()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultIsFound(Fault fault) throws Exception {
        Spin.Search search = spin().searchStatesBriefly("MISFORTUNES=1", "FAULT_" + fault);
        assertThat(search.errors()).as(search.text()).isEqualTo(1);
        assertThat(search.violation()).contains(fault.property);
    }

    @Test
    void everyFaultOfTheModelIsPlanted() throws Exception {
        List<String> inModel = new ArrayList<>();
        Pattern.compile("defined\\(FAULT_(\\w+)\\)")
                .matcher(Files.readString(MODEL, StandardCharsets.UTF_8))
                .results()
                .forEach(found -> inModel.add(found.group(1)));
        assertThat(Fault.values()).extracting(Enum::name).hasSameElementsAs(inModel);
    }

    private Spin spin() {
        return new Spin(MODEL, directory);
    }

    private static void leaveOut(String why) {
        String message = "The search of the protocol's model was left out: " + why;
        if (System.getenv("CI") != null) {
            fail(message);
        }
        System.err.println(message);
        abort(message);
    }
}
