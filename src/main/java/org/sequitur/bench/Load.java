package org.sequitur.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Requests over a number of connections that are kept alive, each connection with one request in flight at all times. One thread
 * serves all connections, the requests are bytes that were made beforehand, and answers are hardly looked at.
 */
final class Load {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LONGEST_LATENCY = Duration.ofMinutes(2).toNanos();
    private static final int CREATED = 201;

    private final InetSocketAddress server;
    private final List<byte[]> requests;
    private final int connections;

    private final SplittableRandom random = new SplittableRandom();
    private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    private final Histogram latencies = new Histogram(LONGEST_LATENCY, 3);
    private final Map<Integer, Long> answers = new TreeMap<>();
    private String complaint = "";
    private long createdInTime;
    private long deadline;
    private int inFlight;

    private static final class Lane {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final ResponseReader reader = new ResponseReader();
        private ByteBuffer output = ByteBuffer.allocate(0);
        private long sentAt;

        private Lane(SocketChannel channel, Selector selector) throws IOException {
            this.channel = channel;
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            this.key = channel.register(selector, SelectionKey.OP_READ, this);
        }
    }

    /** @param requests whole requests, from which one is drawn at random each time */
    Load(InetSocketAddress server, List<byte[]> requests, int connections) {
        this.server = server;
        this.requests = requests;
        this.connections = connections;
    }

    /** Sends for that long and then waits for what is still in flight: whatever was sent has been answered at the end. */
    LoadResult run(Duration duration) throws IOException {
        List<Lane> lanes = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                lanes.add(new Lane(SocketChannel.open(server), selector));
            }
            deadline = System.nanoTime() + duration.toNanos();
            for (Lane lane : lanes) {
                send(lane, System.nanoTime());
            }
            while (inFlight > 0) {
                if (selector.select(this::serve, PATIENCE.toMillis()) == 0) {
                    throw new IOException("no answer within " + PATIENCE.toSeconds() + " s");
                }
            }
        } catch (UncheckedLoss e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            for (Lane lane : lanes) {
                lane.channel.close();
            }
        }
        return new LoadResult(
                answers,
                createdInTime / (duration.toNanos() / 1e9),
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                complaint);
    }

    private void send(Lane lane, long now) throws IOException {
        lane.output = ByteBuffer.wrap(requests.get(random.nextInt(requests.size())));
        lane.sentAt = now;
        inFlight++;
        write(lane);
    }

    private static void write(Lane lane) throws IOException {
        lane.channel.write(lane.output);
        int wanted = lane.output.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (lane.key.interestOps() != wanted) {
            lane.key.interestOps(wanted);
        }
    }

    private void serve(SelectionKey key) {
        Lane lane = (Lane) key.attachment();
        try {
            if (key.isWritable()) {
                write(lane);
            }
            if (key.isReadable()) {
                read(lane);
            }
        } catch (IOException e) {
            throw new UncheckedLoss(e);
        }
    }

    private void read(Lane lane) throws IOException {
        input.clear();
        if (lane.channel.read(input) < 0) {
            throw new IOException("the server closed a connection");
        }
        input.flip();
        while (input.hasRemaining()) {
            int status = lane.reader.read(input);
            if (status != 0) {
                answered(lane, status);
            }
        }
    }

    private void answered(Lane lane, int status) throws IOException {
        long now = System.nanoTime();
        inFlight--;
        answers.merge(status, 1L, Long::sum);
        if (status == CREATED) {
            latencies.recordValue(Math.min(now - lane.sentAt, LONGEST_LATENCY));
            if (now <= deadline) {
                createdInTime++;
            }
        } else if (complaint.isEmpty()) {
            complaint = status + " " + lane.reader.bodyStart();
        }
        if (now < deadline) {
            send(lane, now);
        }
    }

    private static final class UncheckedLoss extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UncheckedLoss(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
