package org.sequitur.mail;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * Mails to the people who sign in, one after the other and behind the back of whoever asked for them: how long that takes tells
 * nobody whether a mail was sent at all. Their links are secrets, so they are in memory only, unlike mails about documents. Without
 * {@code sequitur.mail.host} they are printed instead.
 */
@Component
public final class Letters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Letters.class);
    static final int MOST_WAITING = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final @Nullable JavaMailSenderImpl sender;
    private final String from;
    private final ThreadPoolExecutor worker;

    /** What is done before a mail is sent, such as finding out whether there is one to be sent. */
    @FunctionalInterface
    public interface Letter {
        @Nullable
        Mail write();
    }

    @Autowired
    Letters(MailServer server) {
        this(server, PATIENCE);
    }

    /** @param patience with each connection, answer and write of the mail server */
    Letters(MailServer server, Duration patience) {
        from = server.from();
        sender = server.isSet() ? server.sender(patience) : null;
        worker = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("letters-", 0).factory());
        worker.allowCoreThreadTimeOut(true);
    }

    /** Has a letter written and sent; when too many are waiting it is lost, and the log says so. */
    public void post(Letter letter) {
        try {
            worker.execute(() -> send(letter));
        } catch (RejectedExecutionException e) {
            LOG.error("a mail was not sent: {} are waiting already", MOST_WAITING);
        }
    }

    private void send(Letter letter) {
        try {
            Mail mail = letter.write();
            if (mail == null) {
                return;
            }
            if (sender == null) {
                print(mail);
                return;
            }
            SimpleMailMessage message = new SimpleMailMessage();
            message.setFrom(from);
            message.setTo(mail.to());
            message.setSubject(mail.subject());
            message.setText(mail.text());
            sender.send(message);
        } catch (MailException e) {
            LOG.error("a mail could not be sent: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a mail could not be written", e);
        }
    }

    /** Not into the log, which is kept and read by others: the text holds a secret. */
    @SuppressWarnings("SystemOut")
    private static void print(Mail mail) {
        System.out.println("\nNo mail server is set (sequitur.mail.host). This would be sent to " + mail.to() + ":\n\n"
                + mail.subject() + "\n\n" + mail.text());
    }

    @Override
    public void close() {
        worker.shutdown();
    }
}
