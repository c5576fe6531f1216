package org.sequitur.reference;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that looks after something again and again until it is closed, whatever becomes of a single look. */
final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Duration betweenLooks;
    private final Runnable look;
    private final Thread thread;

    Watch(String name, Duration betweenLooks, Runnable look) {
        this.betweenLooks = betweenLooks;
        this.look = look;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::goOn);
    }

    private void goOn() {
        @Nullable Throwable failure = null;
        boolean told = false;
        while (true) {
            try {
                Thread.sleep(betweenLooks);
                // Out of memory, telling of it fails, too; and of many failures in a row one is told.
                if (failure != null && !told) {
                    told = true;
                    LOG.error("{} failed, and goes on", Thread.currentThread().getName(), failure);
                }
                look.run();
                failure = null;
                told = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
