package org.sequitur.mail;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.EmailAddresses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
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
    static final int MOST_WAITING = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SUBMISSION_PORT = 587;
    private static final int TLS_PORT = 465;
    private static final int MOST_PORT = 65_535;

    private final @Nullable JavaMailSenderImpl sender;
    private final String from;
    private final ThreadPoolExecutor worker;

    private enum Security {
        STARTTLS,
        TLS,
        NONE
    }

    /** What is done before a mail is sent, such as finding out whether there is one to be sent. */
    @FunctionalInterface
    public interface Letter {
        @Nullable
        Mail write();
    }

    /** @throws IllegalArgumentException when a setting makes no sense */
    @Autowired
    Outbox(Environment settings) {
        this(settings, PATIENCE);
    }

    /** @param patience with each connection, answer and write of the mail server */
    Outbox(Environment settings, Duration patience) {
        String host = settings.getProperty("sequitur.mail.host", "").strip();
        from = settings.getProperty("sequitur.mail.from", "sequitur@localhost").strip();
        if (!EmailAddresses.isAddress(from)) {
            throw new IllegalArgumentException("sequitur.mail.from must be an e-mail address, not '" + from + "'");
        }
        Security security = security(settings);
        sender = host.isEmpty() ? null : sender(host, security, settings, patience);
        worker = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("outbox-", 0).factory());
        worker.allowCoreThreadTimeOut(true);
    }

    private static Security security(Environment settings) {
        String name = settings.getProperty("sequitur.mail.security", "starttls").strip();
        for (Security security : Security.values()) {
            if (security.name().equalsIgnoreCase(name)) {
                return security;
            }
        }
        throw new IllegalArgumentException("sequitur.mail.security is starttls, tls or none, not '" + name + "'");
    }

    private static int port(Environment settings, int standard) {
        String text = settings.getProperty("sequitur.mail.port", "").strip();
        try {
            int port = text.isEmpty() ? standard : Integer.parseInt(text);
            if (port > 0 && port <= MOST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below, like every other text that is no port
        }
        throw new IllegalArgumentException(
                "sequitur.mail.port must be a number from 1 to " + MOST_PORT + ", not '" + text + "'");
    }

    private static JavaMailSenderImpl sender(String host, Security security, Environment settings, Duration patience) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        boolean isTls = security == Security.TLS;
        boolean isStartTls = security == Security.STARTTLS;
        String millis = Long.toString(patience.toMillis());
        sender.setHost(host);
        sender.setProtocol(isTls ? "smtps" : "smtp");
        sender.setPort(port(settings, isTls ? TLS_PORT : SUBMISSION_PORT));
        String user = settings.getProperty("sequitur.mail.username");
        Properties properties = sender.getJavaMailProperties();
        String prefix = isTls ? "mail.smtps." : "mail.smtp.";
        if (user != null && !user.isBlank()) {
            sender.setUsername(user);
            sender.setPassword(settings.getProperty("sequitur.mail.password", ""));
            properties.setProperty(prefix + "auth", "true");
        }
        properties.setProperty(prefix + "starttls.required", Boolean.toString(isStartTls));
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(isStartTls));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "connectiontimeout", millis);
        properties.setProperty(prefix + "timeout", millis);
        properties.setProperty(prefix + "writetimeout", millis);
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
