package org.sequitur.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the socket of one connection, and can end it while somebody else waits in it: a time-out of each answer does not end a
 * server that sends a byte now and then. TLS, where there is any, lies over this socket and ends with it.
 */
final class ConnectionSocket extends SocketFactory {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSocket.class);

    private @Nullable Socket socket;
    private boolean cut;

    @Override
    public synchronized Socket createSocket() throws IOException {
        if (cut) {
            throw new IOException("it took too long");
        }
        Socket made = new Socket();
        // Else the end of a mail waits until the server has acknowledged what came before it, and servers put that off
        // (RFC 1122, 4.2.3.2).
        made.setTcpNoDelay(true);
        socket = made;
        return made;
    }

    synchronized void cut() {
        cut = true;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("a socket was closed in vain", e);
            }
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
