package org.sequitur.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** However slow the answer is, and however many want it. */
class ReadingTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void anAnswerIsToldForAWhileAndThenAskedForAgain() throws Exception {
        Reading<Integer> kept = new Reading<>(Duration.ofHours(1), asked::incrementAndGet);
        assertThat(kept.value()).isEqualTo(1);
        assertThat(kept.value()).isEqualTo(1);
        Reading<Integer> shortLived = new Reading<>(Duration.ofMillis(1), asked::incrementAndGet);
        assertThat(shortLived.value()).isEqualTo(2);
        awaitThat("it is asked again", () -> Integer.valueOf(3).equals(shortLived.value()));
    }

    @Test
    void nobodyWaitsForLongAndOnlyOneQuestionIsUnderWay() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        Reading<String> slow = new Reading<>(Duration.ZERO, () -> {
            asked.incrementAndGet();
            await(answer);
            return "at last";
        });
        assertThat(slow.value()).isNull();
        assertThat(slow.value()).isNull();
        assertThat(asked).hasValue(1);
        answer.countDown();
        awaitThat("the answer", () -> "at last".equals(slow.value()));
    }

    @Test
    void whatFailsIsNotKnownAndIsNotAskedForAgainAtOnce() {
        Reading<String> failing = new Reading<>(Duration.ofHours(1), () -> {
            asked.incrementAndGet();
            throw new IllegalStateException("it is away");
        });
        assertThat(failing.value()).isNull();
        assertThat(failing.value()).isNull();
        assertThat(asked).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
