package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A body that comes byte by byte, at a time that is told. */
class TimedBodyTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    /** A byte after each time. */
    private InputStream trickling(int bytes, Duration between) {
        return new FilterInputStream(new ByteArrayInputStream(new byte[bytes])) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                nanos.addAndGet(between.toNanos());
                return super.read(into, offset, Math.min(length, 1));
            }
        };
    }

    @Test
    void aBodyThatComesInTimeIsRead() throws Exception {
        TimedBody body = new TimedBody(trickling(100, Duration.ofSeconds(1)), nanos::get);
        assertThat(body.readNBytes(1_000)).hasSize(100);
    }

    @Test
    void aBodyOfWhichAByteComesNowAndThenIsNotWaitedFor() {
        TimedBody body = new TimedBody(trickling(1_000, Duration.ofSeconds(1)), nanos::get);
        assertThatThrownBy(() -> body.readNBytes(new byte[1_000], 0, 1_000))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(408));
    }

    @Test
    void aTrickleOfUnknownLengthIsNotWaitedForEither() {
        TimedBody body = new TimedBody(trickling(1_000, Duration.ofSeconds(1)), nanos::get);
        assertThatThrownBy(() -> body.readNBytes(10_000)).isInstanceOf(WireException.class);
    }
}
