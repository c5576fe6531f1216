package org.sequitur.outbox;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sequitur.mail.MailServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends the mails of the outbox while there is a mail server: several at a time, each sender on a connection of its own, so that one
 * that takes long holds up no other. Any number of processes do so beside each other.
 */
final class Delivery implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int AHEAD_PER_SENDER = 4;
    private static final Duration TO_FINISH = Duration.ofSeconds(8);

    private final MailServer server;
    private final OutgoingMails mails;
    private final DeliveryBounds bounds;
    private final MailPreparation preparation;
    private final Outage outage;
    private final Queue<ClaimedMail> ready = new ConcurrentLinkedQueue<>();
    private final ReentrantLock claiming = new ReentrantLock();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile List<MailSender> senders = List.of();
    private volatile List<Thread> threads = List.of();
    private long emptySince;
    private boolean isEmpty;

    Delivery(MailServer server, OutgoingMails mails, DeliveryBounds bounds, MailPreparation preparation) {
        this.server = server;
        this.mails = mails;
        this.bounds = bounds;
        this.preparation = preparation;
        this.outage = new Outage(bounds.look());
    }

    @Override
    public boolean isAutoStartup() {
        return server.isSet();
    }

    @Override
    public void start() {
        senders = IntStream.range(0, bounds.senders())
                .mapToObj(number -> new MailSender(server, mails, preparation, bounds))
                .toList();
        threads = IntStream.range(0, bounds.senders())
                .mapToObj(number -> Thread.ofVirtual()
                        .name("mail-delivery-" + number)
                        .start(() -> sendAgainAndAgain(senders.get(number))))
                .toList();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }

    private void sendAgainAndAgain(MailSender sender) {
        try (sender) {
            while (!isStopping(outage.rest())) {
                try {
                    ClaimedMail mail = next();
                    if (mail == null) {
                        sender.leave();
                        isStopping(bounds.look());
                    } else {
                        send(sender, mail);
                    }
                } catch (RuntimeException e) {
                    LOG.warn("Mails were not sent, and will be later: {}", e.getMessage());
                    isStopping(bounds.look());
                }
            }
        }
    }

    private void send(MailSender sender, ClaimedMail mail) {
        try {
            sender.connect();
            outage.isOver();
        } catch (MessagingException e) {
            outage.began()
                    .ifPresent(wait -> LOG.warn(
                            "The mail server is not reached; mails wait for {} s: {}",
                            wait.toSeconds(),
                            MailAttempt.words(e)));
            release(mail);
            return;
        }
        sender.send(mail);
    }

    /** Nothing was done with it, and nothing is with those that were to come after it. */
    private void release(ClaimedMail first) {
        for (ClaimedMail mail = first; mail != null; mail = ready.poll()) {
            mails.release(mail);
        }
    }

    /** A mail that is due; null when there is none, or there was none a moment ago. */
    private @Nullable ClaimedMail next() {
        ClaimedMail mail = ready.poll();
        if (mail != null) {
            return mail;
        }
        claiming.lock();
        try {
            mail = ready.poll();
            boolean wasEmptyJustNow =
                    isEmpty && System.nanoTime() - emptySince < bounds.look().toNanos() / 2;
            if (mail != null || wasEmptyJustNow || stopping.getCount() == 0) {
                return mail;
            }
            ready.addAll(mails.claim(bounds.senders() * AHEAD_PER_SENDER));
            isEmpty = ready.isEmpty();
            emptySince = System.nanoTime();
            return ready.poll();
        } finally {
            claiming.unlock();
        }
    }

    /** Waits, and says whether it is time to end. Nobody is interrupted: that would end a connection amid a mail. */
    private boolean isStopping(Duration wait) {
        try {
            return stopping.await(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Lets those that are being sent go out, as far as that takes no longer than seconds, and gives the others back. */
    @Override
    public void stop() {
        stopping.countDown();
        try {
            long end = System.nanoTime() + TO_FINISH.toNanos();
            for (Thread thread : threads) {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
            senders.forEach(MailSender::cut);
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(1));
            }
            ClaimedMail left = ready.poll();
            if (left != null) {
                release(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Mails could not be given back, and are sent when their time is over: {}", e.getMessage());
        }
        threads = List.of();
    }
}
