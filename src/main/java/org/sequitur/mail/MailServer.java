package org.sequitur.mail;

import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.EmailAddresses;
import org.springframework.core.env.Environment;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** The SMTP server that mails go to, if one is set ({@code sequitur.mail.…}), and how Sequitur introduces itself to it. */
@Component
public final class MailServer {

    private static final Duration PATIENCE_TO_CONNECT = Duration.ofSeconds(10);
    private static final String NOBODY = "sequitur@localhost";
    private static final int SUBMISSION_PORT = 587;
    private static final int TLS_PORT = 465;
    private static final int MOST_PORT = 65_535;

    private final String host;
    private final Security security;
    private final int port;
    private final @Nullable String user;
    private final @Nullable String password;
    private final String from;
    private final boolean sendsAsItself;

    private enum Security {
        STARTTLS,
        TLS,
        NONE
    }

    /** @throws IllegalArgumentException when a setting makes no sense */
    MailServer(Environment settings) {
        host = settings.getProperty("sequitur.mail.host", "").strip();
        String named = settings.getProperty("sequitur.mail.from", "").strip();
        from = named.isEmpty() ? NOBODY : named;
        if (!EmailAddresses.isAddress(from)) {
            throw new IllegalArgumentException("sequitur.mail.from must be an e-mail address, not '" + from + "'");
        }
        security = security(settings);
        port = port(settings, security == Security.TLS ? TLS_PORT : SUBMISSION_PORT);
        String account = settings.getProperty("sequitur.mail.username");
        user = account == null || account.isBlank() ? null : account;
        password = user == null ? null : settings.getProperty("sequitur.mail.password", "");
        sendsAsItself = sendsAsItself(settings, !named.isEmpty());
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

    /** Who has an address of its own can answer for it (SPF, DMARC); who has none can only let users answer for theirs. */
    private static boolean sendsAsItself(Environment settings, boolean hasAddress) {
        String name = settings.getProperty("sequitur.mail.send-as", hasAddress ? "server" : "user")
                .strip();
        return switch (name) {
            case "user" -> false;
            case "server" -> {
                if (!hasAddress) {
                    throw new IllegalArgumentException(
                            "sequitur.mail.send-as can be server only with sequitur.mail.from");
                }
                yield true;
            }
            default ->
                throw new IllegalArgumentException("sequitur.mail.send-as is user or server, not '" + name + "'");
        };
    }

    /** Whether there is one. */
    public boolean isSet() {
        return !host.isEmpty();
    }

    /** Its own address: of all mails to people, and of those to customers when it {@link #sendsAsItself}. */
    public String from() {
        return from;
    }

    /** Whether mails of users bear the server's address, with theirs to reply to. */
    public boolean sendsAsItself() {
        return sendsAsItself;
    }

    /**
     * A way to it that is not open yet.
     *
     * @param patience with each of its answers
     */
    public MailConnection connection(Duration patience) {
        Properties properties = properties(patience);
        ConnectionSocket socket = new ConnectionSocket();
        properties.put(prefix() + "socketFactory", socket);
        properties.setProperty(prefix() + "socketFactory.fallback", "false");
        return new MailConnection(
                Session.getInstance(properties),
                protocol(),
                socket,
                new MailConnection.Peer(host, port, user, password));
    }

    /**
     * What opens a connection for each mail.
     *
     * @param patience with each connection, answer and write
     */
    JavaMailSenderImpl sender(Duration patience) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        Properties properties = properties(patience);
        properties.setProperty(prefix() + "connectiontimeout", Long.toString(patience.toMillis()));
        properties.setProperty(prefix() + "writetimeout", Long.toString(patience.toMillis()));
        sender.setJavaMailProperties(properties);
        sender.setHost(host);
        sender.setProtocol(protocol());
        sender.setPort(port);
        sender.setUsername(user);
        sender.setPassword(password);
        return sender;
    }

    private String protocol() {
        return security == Security.TLS ? "smtps" : "smtp";
    }

    private String prefix() {
        return "mail." + protocol() + ".";
    }

    private Properties properties(Duration patience) {
        Properties properties = new Properties();
        String prefix = prefix();
        boolean isStartTls = security == Security.STARTTLS;
        if (user != null) {
            properties.setProperty(prefix + "auth", "true");
        }
        properties.setProperty(prefix + "starttls.required", Boolean.toString(isStartTls));
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(isStartTls));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "connectiontimeout", Long.toString(PATIENCE_TO_CONNECT.toMillis()));
        properties.setProperty(prefix + "timeout", Long.toString(patience.toMillis()));
        // Those recipients that the server takes get the mail, whatever it thinks of the others.
        properties.setProperty(prefix + "sendpartial", "true");
        properties.setProperty(prefix + "quitwait", "false");
        return properties;
    }
}
