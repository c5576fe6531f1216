package org.sequitur.wire;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A body that must have come within a time, however often another byte of it comes. */
final class TimedBody extends InputStream {

    /** Beyond it a request is answered 408. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    private final InputStream body;
    private final LongSupplier nanos;
    private final long start;

    TimedBody(InputStream body, LongSupplier nanos) {
        this.body = body;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    @Override
    public int read() throws IOException {
        checkTime();
        return body.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        checkTime();
        return body.read(bytes, offset, length);
    }

    private void checkTime() {
        if (nanos.getAsLong() - start > LONGEST.toNanos()) {
            throw WireException.single(408, "The body took longer than " + LONGEST.toSeconds() + " seconds");
        }
    }
}
