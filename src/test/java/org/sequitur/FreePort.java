package org.sequitur;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that are started again on the same one. */
public final class FreePort {

    private static final int LOWEST = 20_000;

    /** From here on up systems take what they give to outgoing connections; such a port may be gone when its server comes back. */
    private static final int BOUND = 32_000;

    private static final int MOST_TRIES = 1_000;

    private FreePort() {}

    /** A port that nobody serves on, and that no outgoing connection is given. */
    public static int find() throws IOException {
        IOException failure = new IOException("no port was tried");
        for (int i = 0; i < MOST_TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BOUND);
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }
}
