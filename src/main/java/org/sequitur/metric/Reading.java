package org.sequitur.metric;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of somebody who may be slow or away, such as the database, and then told for a while: one question at a time, however
 * many want to know, and nobody waits for long.
 */
public final class Reading<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<T> question;
    private final Duration kept;
    private @Nullable CompletableFuture<Answer<T>> asked;

    /** Without a value when there was none to be had. */
    private record Answer<T>(@Nullable T value, long nanos) {}

    /** @param kept for how long an answer, or that there was none, is told */
    public Reading(Duration kept, Supplier<T> question) {
        this.kept = kept;
        this.question = question;
    }

    /** Null when it is not known now. */
    public @Nullable T value() {
        try {
            return answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).value();
        } catch (TimeoutException | ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private synchronized CompletableFuture<Answer<T>> answer() {
        CompletableFuture<Answer<T>> current = asked;
        if (current == null || isOld(current)) {
            CompletableFuture<Answer<T>> next = new CompletableFuture<>();
            Thread.ofVirtual().name("metrics-question").start(() -> next.complete(ask()));
            asked = next;
            return next;
        }
        return current;
    }

    private boolean isOld(CompletableFuture<Answer<T>> answer) {
        return answer.isDone() && System.nanoTime() - answer.join().nanos() > kept.toNanos();
    }

    private Answer<T> ask() {
        T value = null;
        try {
            value = question.get();
        } catch (RuntimeException e) {
            LOG.debug("Figures are not to be had", e);
        }
        return new Answer<>(value, System.nanoTime());
    }
}
