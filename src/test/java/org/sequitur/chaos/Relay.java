package org.sequitur.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A piece of network that the test holds in its hand: it passes bytes on between a caller and a port, until it does not. */
abstract class Relay implements AutoCloseable {

    private static final int MILLIS_TO_CONNECT = 5_000;

    private final ServerSocket listener;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private volatile int target;

    Relay(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on callers are led to another port of this machine. */
    void leadTo(int port) {
        target = port;
    }

    /** Passes on what the caller sends, until the connection ends. */
    abstract void forward(Pair pair) throws IOException, InterruptedException;

    /** Passes on what the caller is answered, until the connection ends. */
    abstract void backward(Pair pair) throws IOException;

    /** Ends every connection that there is, in the middle of whatever it does; answers how many there were. */
    int severAll() {
        int count = 0;
        for (Pair pair : pairs) {
            pair.sever();
            count++;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        severAll();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket caller = listener.accept();
                Thread.ofVirtual().start(() -> connect(caller));
            } catch (IOException e) {
                // Closed, or a caller that went away: the next one.
            }
        }
    }

    private void connect(Socket caller) {
        Socket called = new Socket();
        Pair pair = new Pair(caller, called);
        try {
            called.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), MILLIS_TO_CONNECT);
            called.setTcpNoDelay(true);
            caller.setTcpNoDelay(true);
        } catch (IOException e) {
            pair.sever();
            return;
        }
        pairs.add(pair);
        Thread.ofVirtual().start(() -> run(pair, () -> forward(pair)));
        Thread.ofVirtual().start(() -> run(pair, () -> backward(pair)));
    }

    private void run(Pair pair, Passing passing) {
        try {
            passing.pass();
        } catch (IOException e) {
            // One of the two ended it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pair.sever();
            pairs.remove(pair);
        }
    }

    private interface Passing {
        void pass() throws IOException, InterruptedException;
    }

    /** The two ends of one connection. */
    static final class Pair {

        final Socket caller;
        final Socket called;

        /** Whether answers are thrown away. */
        volatile boolean mute;

        Pair(Socket caller, Socket called) {
            this.caller = caller;
            this.called = called;
        }

        void sever() {
            close(caller);
            close(called);
        }

        static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
