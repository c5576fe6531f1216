package org.sequitur.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to the mail server, for one mail after the other. It is one thread's, but for {@link #cut}. */
public final class MailConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailConnection.class);

    private final Session session;
    private final String protocol;
    private final ConnectionSocket socket;
    private final Peer peer;
    private @Nullable Transport transport;

    /** Whom it leads to, and as whom. */
    record Peer(
            String host,
            int port,
            @Nullable String user,
            @Nullable String password) {

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    MailConnection(Session session, String protocol, ConnectionSocket socket, Peer peer) {
        this.session = session;
        this.protocol = protocol;
        this.socket = socket;
        this.peer = peer;
    }

    /** @throws MessagingException when the server is not reached, or does not let us in */
    public void open() throws MessagingException {
        Transport opened = session.getTransport(protocol);
        transport = opened;
        opened.connect(peer.host(), peer.port(), peer.user(), peer.password());
    }

    /** What a message for this connection is made with. */
    public Session session() {
        return session;
    }

    /** @throws MessagingException as {@code SMTPTransport} describes it; then nothing is known of the connection */
    public void send(MimeMessage message, Address[] recipients) throws MessagingException {
        if (transport == null) {
            throw new IllegalStateException("not open");
        }
        transport.sendMessage(message, recipients);
    }

    /** Asks the server whether it is still there. */
    public boolean isOpen() {
        return transport != null && transport.isConnected();
    }

    /** Ends it at once, whoever waits for the server. */
    public void cut() {
        socket.cut();
    }

    @Override
    public void close() {
        try {
            if (transport != null) {
                transport.close();
            }
        } catch (MessagingException e) {
            LOG.debug("a mail server was left without a word", e);
        } finally {
            cut();
        }
    }
}
