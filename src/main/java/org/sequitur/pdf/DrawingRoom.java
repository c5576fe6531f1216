package org.sequitur.pdf;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sequitur.metric.Distribution;
import org.sequitur.metric.MetricWriter;
import org.sequitur.metric.Metrics;
import org.sequitur.metric.Tally;
import org.sequitur.wire.WireException;

/**
 * Where documents are drawn: on a few threads of their own, because it is work for the processor, and because the renderer keeps things
 * with its thread. Whoever waits here holds no connection of the database.
 */
final class DrawingRoom implements AutoCloseable, Metrics {

    private static final int RETRY_AFTER_SECONDS = 2;
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final ThreadPoolExecutor threads;
    private final Duration longest;
    private final Tally<Outcome> outcomes = new Tally<>(Outcome.class);
    private final Distribution times = Distribution.ofSeconds(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60);

    /** What became of what was handed in. */
    private enum Outcome {
        DRAWN,
        NO_ROOM,
        TOO_LONG,
        /** There is too much of it, or its design cannot be used. */
        REFUSED,
        FAILED
    }

    /** @param longest from the moment a document is handed in */
    DrawingRoom(int atATime, int waiting, Duration longest) {
        this.longest = longest;
        this.threads = new ThreadPoolExecutor(
                atATime,
                atATime,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().name("drawing-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Draws one thing, looking at the watch. */
    @FunctionalInterface
    interface Drawing {
        byte[] draw(Watch watch);
    }

    /** Too many wait already: it is nobody's fault, and nothing is known against the document. */
    static final class FullException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WireException refusal() {
            return WireException.unavailable("Too many documents are being drawn at the moment", RETRY_AFTER_SECONDS);
        }
    }

    /**
     * @throws FullException when too many wait, or when it has waited for all of its time
     * @throws WireException 503 when it takes too long; 422 when there is too much to draw, or no way to draw it with its design
     */
    byte[] draw(Drawing drawing) {
        Watch watch = new Watch(longest);
        AtomicBoolean isBegun = new AtomicBoolean();
        Callable<byte[]> work = () -> {
            isBegun.set(true);
            watch.check();
            return drawing.draw(watch);
        };
        Future<byte[]> drawn;
        try {
            drawn = threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw full();
        }
        try {
            long began = System.nanoTime();
            byte[] bytes = drawn.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            times.add(System.nanoTime() - began);
            outcomes.add(Outcome.DRAWN);
            return bytes;
        } catch (TimeoutException e) {
            drawn.cancel(true);
            throw isBegun.get() ? tookTooLong() : full();
        } catch (InterruptedException e) {
            drawn.cancel(true);
            Thread.currentThread().interrupt();
            throw tookTooLong();
        } catch (ExecutionException e) {
            throw refusal(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private RuntimeException refusal(Throwable cause) {
        return switch (cause) {
            case Watch.TooLongException tooLong -> tookTooLong();
            case Typesetter.TooLargeException tooLarge ->
                refused("document is too large to be drawn (maximum is " + Typesetter.MOST_CHARACTERS + " characters, "
                        + Typesetter.MOST_ELEMENTS + " elements and " + WatchedStyles.MOST_PAGES + " pages)");
            case UnusableDesignException unusable ->
                refused("document design cannot be used: " + unusable.getMessage());
            default -> {
                outcomes.add(Outcome.FAILED);
                yield new IllegalStateException("a document could not be drawn", cause);
            }
        };
    }

    private WireException refused(String why) {
        outcomes.add(Outcome.REFUSED);
        return WireException.invalid(why);
    }

    private FullException full() {
        outcomes.add(Outcome.NO_ROOM);
        return new FullException();
    }

    int waiting() {
        return threads.getQueue().size();
    }

    private WireException tookTooLong() {
        outcomes.add(Outcome.TOO_LONG);
        return WireException.unavailable("Drawing the document took too long", RETRY_AFTER_SECONDS);
    }

    @Override
    public void write(MetricWriter out) {
        out.gauge("sequitur_pdf_drawing", "Documents that are being drawn", threads.getActiveCount());
        out.gauge("sequitur_pdf_drawing_max", "Documents that are drawn at a time, at most", threads.getCorePoolSize());
        out.gauge("sequitur_pdf_waiting", "Documents that wait to be drawn", waiting());
        outcomes.write(out, "sequitur_pdf_documents_total", "Documents that were to be drawn", "outcome");
        out.histogram("sequitur_pdf_seconds", "Waiting and drawing, of documents that were drawn", times);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
