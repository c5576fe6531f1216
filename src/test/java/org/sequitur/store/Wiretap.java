package org.sequitur.store;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and PostgreSQL and counts how often the client asks for an answer. */
final class Wiretap implements AutoCloseable {

    /** Parse, Bind, Describe, Execute, Close: not answered before a Sync. */
    private static final String HELD_BACK = "PBDEC";

    private final ServerSocket door;
    private final Socket server;
    private final String url;
    private final AtomicInteger roundTrips = new AtomicInteger();

    Wiretap(DatabaseAddress address) throws IOException {
        URI target = URI.create(address.url().substring("jdbc:".length()));
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server = new Socket(target.getHost(), target.getPort());
        url = address.url().replace(":" + target.getPort() + "/", ":" + door.getLocalPort() + "/");
        Thread.ofVirtual().start(this::relay);
    }

    String url() {
        return url;
    }

    int roundTrips() {
        return roundTrips.get();
    }

    private void relay() {
        try (Socket client = door.accept()) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            OutputStream toClient = client.getOutputStream();
            InputStream fromServer = server.getInputStream();
            Thread.ofVirtual().start(() -> {
                try {
                    fromServer.transferTo(toClient);
                } catch (IOException e) {
                    // The connection has ended.
                }
            });
            DataInputStream fromClient = new DataInputStream(client.getInputStream());
            OutputStream toServer = new BufferedOutputStream(server.getOutputStream(), 1 << 20);
            // The first message has no type.
            pass(fromClient, toServer);
            toServer.flush();
            while (true) {
                int type = fromClient.readByte();
                toServer.write(type);
                String body = pass(fromClient, toServer);
                // A client that waited for the answer to its BEGIN or to a part of a pipeline would wait for ever.
                if (HELD_BACK.indexOf(type) < 0 && !(type == 'Q' && body.startsWith("BEGIN"))) {
                    roundTrips.incrementAndGet();
                    toServer.flush();
                }
            }
        } catch (EOFException e) {
            // The client has left.
        } catch (IOException e) {
            // The connection has ended.
        }
    }

    private static String pass(DataInputStream from, OutputStream to) throws IOException {
        int length = from.readInt();
        byte[] body = from.readNBytes(length - 4);
        to.write(new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length});
        to.write(body);
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        door.close();
        server.close();
    }
}
