package org.sequitur.outbox;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sequitur.mail.MailConnection;
import org.sequitur.mail.MailServer;
import org.sequitur.outbox.MailPreparation.Prepared;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one mail after the other over one connection, which is used again while the server is content with it. One thread's. */
final class MailSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);
    private static final int MOST_PER_CONNECTION = 100;
    private static final Duration TO_SAY_GOODBYE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_MARKS = Duration.ofMillis(200);

    private final MailServer server;
    private final OutgoingMails mails;
    private final MailPreparation preparation;
    private final DeliveryBounds bounds;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("mail-deadline").factory());
    private volatile @Nullable MailConnection connection;
    private int sentOnIt;

    private interface Step {
        void take() throws MessagingException;
    }

    MailSender(MailServer server, OutgoingMails mails, MailPreparation preparation, DeliveryBounds bounds) {
        this.server = server;
        this.mails = mails;
        this.preparation = preparation;
        this.bounds = bounds;
    }

    /** @throws MessagingException when the server is not reached, in time, or does not let us in */
    void connect() throws MessagingException {
        if (connection != null && sentOnIt < MOST_PER_CONNECTION) {
            return;
        }
        leave();
        MailConnection opened = server.connection(bounds.attempt());
        connection = opened;
        sentOnIt = 0;
        try {
            inTime(opened, opened::open);
        } catch (MessagingException | RuntimeException e) {
            leave();
            throw e;
        }
    }

    /** Over the connection that there is, {@link #connect}ed before. */
    void send(ClaimedMail claimed) {
        MailConnection used = connection;
        BegunMail mail = mails.begin(claimed).orElse(null);
        if (mail == null || used == null) {
            // Where it is still ours its company is held: it is due again once that is over.
            mails.release(claimed);
            return;
        }
        Prepared prepared = preparation.prepare(mail);
        AttemptOutcome obstacle = prepared.obstacle();
        AttemptOutcome outcome = obstacle == null ? attempt(used, mail, prepared) : obstacle;
        mark(mail, outcome);
        sentOnIt++;
        boolean isInDoubt = outcome.accepted().isEmpty() && obstacle == null;
        if (!outcome.connectionIsGood() || (isInDoubt && !isOpen(used))) {
            used.cut();
            leave();
        }
    }

    private AttemptOutcome attempt(MailConnection used, BegunMail mail, Prepared prepared) {
        AttemptOutcome[] outcome = {AttemptOutcome.unknown("it took too long")};
        try {
            inTime(
                    used,
                    () -> outcome[0] = MailAttempt.make(
                            used, mail, prepared.enclosures(), server.sendsAsItself() ? server.from() : null));
        } catch (MessagingException | RuntimeException e) {
            ClaimedMail claimed = mail.claimed();
            LOG.warn("An attempt to send mail {} of company {} failed", claimed.id(), claimed.companyId(), e);
        }
        return outcome[0];
    }

    private boolean isOpen(MailConnection used) {
        boolean[] isOpen = {false};
        try {
            inTime(used, () -> isOpen[0] = used.isOpen());
        } catch (MessagingException e) {
            LOG.debug("a mail server has left", e);
        }
        return isOpen[0];
    }

    /** Whatever the server does meanwhile, such as sending a byte now and then. */
    private void inTime(MailConnection used, Step step) throws MessagingException {
        Future<?> end = alarm.schedule(used::cut, bounds.attempt().toMillis(), TimeUnit.MILLISECONDS);
        try {
            step.take();
        } finally {
            end.cancel(false);
        }
    }

    /** At once, and again until it is done or the mail is no longer ours: meanwhile a crash would have it sent again. */
    private void mark(BegunMail mail, AttemptOutcome outcome) {
        long end = System.nanoTime() + bounds.lease().toNanos();
        while (true) {
            try {
                mails.end(mail, outcome);
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

    /** Ends the connection, if there is one. */
    void leave() {
        MailConnection left = connection;
        connection = null;
        if (left != null) {
            Future<?> end = alarm.schedule(left::cut, TO_SAY_GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
            left.close();
            end.cancel(false);
        }
    }

    /** Ends the connection amid whatever it does; by any thread. */
    void cut() {
        MailConnection used = connection;
        if (used != null) {
            used.cut();
        }
    }

    @Override
    public void close() {
        leave();
        alarm.shutdownNow();
    }
}
