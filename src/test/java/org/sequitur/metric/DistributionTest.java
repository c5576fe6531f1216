package org.sequitur.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which bucket has what. */
class DistributionTest {

    @Test
    void aValueIsInTheFirstBucketThatHoldsIt() {
        Distribution times = Distribution.ofSeconds(0.001, 0.01, 1);
        times.add(Duration.ofMillis(1).toNanos());
        times.add(Duration.ofMillis(1).toNanos() + 1);
        times.add(Duration.ofSeconds(1).toNanos());
        times.add(Duration.ofSeconds(2).toNanos());
        times.add(0);
        assertThat(times.upperBounds()).containsExactly(0.001, 0.01, 1, Double.POSITIVE_INFINITY);
        assertThat(times.counts()).containsExactly(2, 1, 1, 1);
        assertThat(times.sum()).isEqualTo(3.002000001);
        Distribution numbers = Distribution.of(1, 2, 4);
        numbers.add(3);
        assertThat(numbers.counts()).containsExactly(0, 0, 1, 0);
        assertThat(numbers.sum()).isEqualTo(3);
    }
}
