package org.sequitur.mail;

import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * Sends mails, one after the other and behind the back of whoever asked for them: how long that takes tells nobody whether a mail
 * was sent at all. Without {@code sequitur.mail.host} they are printed instead.
 */
@Component
public final class Outbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MOST_WAITING = 100;
    private static final String TIMEOUT_MILLIS = "10000";

    private final @Nullable JavaMailSenderImpl sender;
    private final String from;
    private final ThreadPoolExecutor worker;

    /** What is done before a mail is sent, such as finding out whether there is one to be sent. */
    @FunctionalInterface
    public interface Letter {
        @Nullable
        Mail write();
    }

    Outbox(Environment settings) {
        String host = settings.getProperty("sequitur.mail.host", "");
        from = settings.getProperty("sequitur.mail.from", "sequitur@localhost");
        sender = host.isBlank() ? null : sender(host, settings);
        worker = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("outbox-", 0).factory());
        worker.allowCoreThreadTimeOut(true);
    }

    private static JavaMailSenderImpl sender(String host, Environment settings) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        String security = settings.getProperty("sequitur.mail.security", "starttls");
        boolean isTls = "tls".equals(security);
        sender.setHost(host);
        sender.setProtocol(isTls ? "smtps" : "smtp");
        sender.setPort(settings.getProperty("sequitur.mail.port", Integer.class, isTls ? 465 : 587));
        String user = settings.getProperty("sequitur.mail.username");
        Properties properties = sender.getJavaMailProperties();
        String prefix = isTls ? "mail.smtps." : "mail.smtp.";
        if (user != null) {
            sender.setUsername(user);
            sender.setPassword(settings.getProperty("sequitur.mail.password", ""));
            properties.setProperty(prefix + "auth", "true");
        }
        properties.setProperty(prefix + "starttls.required", Boolean.toString("starttls".equals(security)));
        properties.setProperty(prefix + "starttls.enable", Boolean.toString("starttls".equals(security)));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty(prefix + "timeout", TIMEOUT_MILLIS);
        properties.setProperty(prefix + "writetimeout", TIMEOUT_MILLIS);
        return sender;
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
