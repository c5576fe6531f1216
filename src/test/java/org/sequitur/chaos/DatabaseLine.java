package org.sequitur.chaos;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Between one server and PostgreSQL. It understands as much of PostgreSQL's protocol (version 3, the messages of the client) as it
 * takes to know when a commit passes by, and can do something to that very commit.
 */
final class DatabaseLine extends Relay {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final String COMMIT = "COMMIT";

    private final AtomicReference<@Nullable CommitFault> next = new AtomicReference<>();

    DatabaseLine(int target) throws IOException {
        super(target);
    }

    /** The next commit meets this. */
    void expect(CommitFault fault) {
        next.set(fault);
    }

    @Override
    void forward(Pair pair) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(pair.caller.getInputStream(), 64 << 10));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(pair.called.getOutputStream(), 64 << 10));
        int request;
        do {
            byte[] body = body(in);
            request = new DataInputStream(new ByteArrayInputStream(body)).readInt();
            out.writeInt(body.length + 4);
            out.write(body);
            out.flush();
        } while (request == SSL_REQUEST || request == GSS_REQUEST);

        Set<String> commits = new HashSet<>();
        boolean afterOthers = false;
        while (true) {
            if (in.available() == 0) {
                out.flush();
            }
            Message message = Message.read(in);
            CommitFault fault = message.commits(commits) ? takeFault(afterOthers) : null;
            afterOthers = message.type != 'S' && (afterOthers || message.type == 'B');
            if (fault != null) {
                out.flush();
                meet(fault, message, pair, in, out);
            } else {
                message.write(out);
            }
        }
    }

    private @Nullable CommitFault takeFault(boolean ofBatch) {
        CommitFault fault = next.get();
        boolean meant = fault != null && (ofBatch || !fault.ofBatch) && next.compareAndSet(fault, null);
        return meant ? fault : null;
    }

    private static void meet(CommitFault fault, Message commit, Pair pair, DataInputStream in, DataOutputStream out)
            throws IOException, InterruptedException {
        byte[] flight = restOfFlight(commit, in);
        switch (fault.kind) {
            case LOST -> pair.sever();
            case UNANSWERED -> pair.mute = true;
            case LATE -> {
                pair.mute = true;
                Pair.close(pair.caller);
                fault.happened.complete(null);
                Thread.sleep(fault.delay);
            }
            case SLOW -> Thread.sleep(fault.delay);
            case AFTER_ACTION -> {
                pair.mute = true;
                fault.action.run();
            }
            case BEFORE_ACTION -> {
                out.write(flight);
                out.flush();
                fault.action.run();
            }
        }
        if (fault.kind != CommitFault.Kind.LOST && fault.kind != CommitFault.Kind.BEFORE_ACTION) {
            out.write(flight);
            out.flush();
        }
        fault.happened.complete(null);
        if (pair.mute) {
            // The other direction ends the connection once the database has answered.
            Thread.sleep(10_000);
        }
    }

    /** Up to the end of what the database gets to answer at once. */
    private static byte[] restOfFlight(Message commit, DataInputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream rest = new DataOutputStream(bytes);
        Message message = commit;
        message.write(rest);
        while (message.type != 'Q' && message.type != 'S') {
            message = Message.read(in);
            message.write(rest);
        }
        return bytes.toByteArray();
    }

    @Override
    void backward(Pair pair) throws IOException {
        InputStream answers = pair.called.getInputStream();
        byte[] buffer = new byte[64 << 10];
        StringBuilder unheard = new StringBuilder();
        for (int length = answers.read(buffer); length >= 0; length = answers.read(buffer)) {
            if (pair.mute) {
                unheard.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
                if (unheard.indexOf("Z\0\0\0\u0005") >= 0) {
                    return;
                }
            } else {
                pair.caller.getOutputStream().write(buffer, 0, length);
            }
        }
    }

    private static byte[] body(DataInputStream in) throws IOException {
        byte[] body = new byte[in.readInt() - 4];
        in.readFully(body);
        return body;
    }

    private static final class Message {

        final int type;
        final byte[] body;

        private Message(int type, byte[] body) {
            this.type = type;
            this.body = body;
        }

        static Message read(DataInputStream in) throws IOException {
            return new Message(in.readUnsignedByte(), DatabaseLine.body(in));
        }

        void write(DataOutputStream out) throws IOException {
            out.writeByte(type);
            out.writeInt(body.length + 4);
            out.write(body);
        }

        /** @param named the prepared statements of the connection that are commits; kept up to date here */
        boolean commits(Set<String> named) {
            return switch (type) {
                case 'Q' -> text(0).equalsIgnoreCase(COMMIT);
                case 'P' -> {
                    String name = text(0);
                    if (text(name.length() + 1).strip().equalsIgnoreCase(COMMIT)) {
                        named.add(name);
                    } else {
                        named.remove(name);
                    }
                    yield false;
                }
                case 'B' -> named.contains(text(text(0).length() + 1));
                default -> false;
            };
        }

        private String text(int from) {
            int end = from;
            while (body[end] != 0) {
                end++;
            }
            return new String(body, from, end - from, StandardCharsets.ISO_8859_1);
        }
    }
}
