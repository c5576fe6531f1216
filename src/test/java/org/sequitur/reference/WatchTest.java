package org.sequitur.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {

    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch wentOn = new CountDownLatch(4);

    /** Were the watch over the queues gone, waits would have no bound any more. */
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class})
    void itGoesOnWhateverALookThrows(Class<? extends Throwable> failure) throws Exception {
        try (Watch watch = new Watch("watch", Duration.ofMillis(1), () -> {
            wentOn.countDown();
            if (looks.incrementAndGet() <= 2) {
                throwAsIs(failure);
            }
        })) {
            assertThat(watch).isNotNull();
            assertThat(wentOn.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void itEndsWhenItIsClosed() throws Exception {
        CompletableFuture<Thread> looking = new CompletableFuture<>();
        try (Watch watch = new Watch("watch", Duration.ofMillis(1), () -> looking.complete(Thread.currentThread()))) {
            assertThat(watch).isNotNull();
            assertThat(looking.get(60, TimeUnit.SECONDS).isAlive()).isTrue();
        }
        assertThat(looking.join().join(Duration.ofSeconds(60))).isTrue();
    }

    private static void throwAsIs(Class<? extends Throwable> failure) {
        if (failure == OutOfMemoryError.class) {
            throw new OutOfMemoryError("planted");
        }
        throw new IllegalStateException("planted");
    }
}
