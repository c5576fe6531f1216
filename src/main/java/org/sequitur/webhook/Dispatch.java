package org.sequitur.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.BaseUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Delivers what is due: many at a time, few to each endpoint, and never two of one record to one endpoint. Any number of processes do so
 * beside each other.
 */
final class Dispatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final Duration TO_FINISH = Duration.ofSeconds(8);
    private static final Duration BETWEEN_MARKS = Duration.ofMillis(200);
    private static final Duration BREATH = Duration.ofMillis(10);

    private final Deliveries deliveries;
    private final SecretVault secrets;
    private final Receiver receiver;
    private final WebhookBounds bounds;
    private final BaseUrl baseUrl;
    private final RequestSeconds time;
    private final Semaphore room;
    private final Semaphore news = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean isCut;
    private volatile @Nullable Thread thread;

    /** Seconds since 1970. */
    @FunctionalInterface
    interface RequestSeconds {
        long now();
    }

    Dispatch(
            Deliveries deliveries,
            SecretVault secrets,
            Receiver receiver,
            WebhookBounds bounds,
            BaseUrl baseUrl,
            RequestSeconds time) {
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.receiver = receiver;
        this.bounds = bounds;
        this.baseUrl = baseUrl;
        this.time = time;
        this.room = new Semaphore(bounds.senders());
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("webhook-dispatch").start(this::deliverAgainAndAgain);
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void deliverAgainAndAgain() {
        try {
            while (stopping.getCount() > 0) {
                boolean isBusy = deliverWhatIsDue();
                // Deliveries that end make room, or are followed by the next of their record.
                boolean hasNews = isBusy || news.tryAcquire(bounds.look().toNanos(), TimeUnit.NANOSECONDS);
                news.drainPermits();
                if (hasNews && stopping.await(BREATH.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean deliverWhatIsDue() {
        int free = room.availablePermits();
        if (free == 0 || !baseUrl.isKnown()) {
            return false;
        }
        try {
            List<ClaimedDelivery> claimed = deliveries.claim(free);
            for (ClaimedDelivery delivery : claimed) {
                room.acquireUninterruptibly();
                Thread.ofVirtual().name("webhook-delivery").start(() -> deliver(delivery));
            }
            return !claimed.isEmpty() || deliveries.putOff() > 0;
        } catch (RuntimeException e) {
            LOG.warn("Webhooks were not delivered, and will be later: {}", e.getMessage());
            return false;
        }
    }

    private void deliver(ClaimedDelivery delivery) {
        try {
            Attempt attempt = attempt(delivery);
            if (isCut && !attempt.isTaken()) {
                deliveries.release(delivery);
            } else {
                mark(delivery, attempt);
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "A delivery to webhook endpoint {} of company {} came to no end, and is made again: {}",
                    delivery.endpointId(),
                    delivery.companyId(),
                    e.getMessage());
        } finally {
            room.release();
            news.release();
        }
    }

    private Attempt attempt(ClaimedDelivery delivery) {
        byte[] payload = delivery.event().payload(baseUrl);
        long seconds = time.now();
        List<SigningSecret> signing = secrets.opened(delivery);
        if (signing.isEmpty()) {
            return new Attempt(Instant.ofEpochSecond(seconds), 0, null, null, "the secret cannot be read", 0);
        }
        String id = delivery.event().messageId();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(seconds));
        headers.put(
                "webhook-signature",
                String.join(
                        " ",
                        signing.stream()
                                .map(secret -> secret.signature(id, seconds, payload))
                                .toList()));
        return receiver.call(delivery.url(), headers, payload);
    }

    /** At once, and again until it is done or the delivery is no longer ours: meanwhile a crash would have it made again. */
    private void mark(ClaimedDelivery delivery, Attempt attempt) {
        long end = System.nanoTime() + bounds.lease().toNanos();
        while (true) {
            try {
                deliveries.end(delivery, attempt);
                return;
            } catch (RuntimeException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                try {
                    Thread.sleep(BETWEEN_MARKS);
                } catch (InterruptedException interruption) {
                    Thread.currentThread().interrupt();
                    throw e;
                }
            }
        }
    }

    /** Lets those that are under way come to an end, as far as that takes no longer than seconds, and gives the others back. */
    @Override
    public void stop() {
        stopping.countDown();
        news.release();
        Thread running = thread;
        try {
            if (running != null) {
                running.join();
            }
            if (!room.tryAcquire(bounds.senders(), TO_FINISH.toMillis(), TimeUnit.MILLISECONDS)) {
                isCut = true;
                receiver.close();
                room.tryAcquire(bounds.senders(), 1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        receiver.close();
        thread = null;
    }
}
