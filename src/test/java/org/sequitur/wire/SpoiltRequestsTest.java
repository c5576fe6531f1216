package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;
import tools.jackson.core.JacksonException;

/**
 * Thousands of requests that were valid before something was spoilt in them. Each is answered, completely, and never by a failure of
 * the server; what is refused has changed nothing.
 *
 * <p>The seed is printed. {@code -Dsequitur.fuzz.seed} gives another one, {@code -Dsequitur.fuzz.cases} another number of requests,
 * {@code -Dsequitur.fuzz.minutes} a time instead of a number, {@code -Dsequitur.fuzz.case} repeats one request of a seed, after those
 * that went to the same company before it.
 */
class SpoiltRequestsTest {

    private static final long SEED = Long.getLong("sequitur.fuzz.seed", 20_261_116L);
    private static final int CASES = Integer.getInteger("sequitur.fuzz.cases", 8_000);
    private static final long MINUTES = Long.getLong("sequitur.fuzz.minutes", 0);
    private static final int ONE_CASE = Integer.getInteger("sequitur.fuzz.case", -1);

    /** Requests to one company, so that what it stores stays small and a case can be repeated soon. */
    private static final int CASES_OF_A_COMPANY = 250;

    private static final int MOST_FAILURES = 20;

    private final XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private @Nullable Connection connection;

    @Test
    void everySpoiltRequestIsAnsweredAndWhatIsRefusedChangesNothing() throws Exception {
        System.out.println("Spoilt requests: -Dsequitur.fuzz.seed=" + SEED);
        long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
        int from = ONE_CASE < 0 ? 0 : ONE_CASE - ONE_CASE % CASES_OF_A_COMPANY;
        int to = ONE_CASE < 0 ? CASES : ONE_CASE + 1;
        int number = from;
        while (failures.size() < MOST_FAILURES && (MINUTES > 0 ? System.nanoTime() < end : number < to)) {
            sendToOneCompany(number, MINUTES > 0 ? Integer.MAX_VALUE : to);
            number += CASES_OF_A_COMPANY;
        }
        System.out.println("Spoilt requests were answered: " + statuses);
        assertThat(failures.values()).isEmpty();
    }

    private void sendToOneCompany(int from, int to) throws Exception {
        SeedRequests seeds = new SeedRequests();
        String before = seeds.stored();
        for (int number = from; number < Math.min(to, from + CASES_OF_A_COMPANY); number++) {
            SpoiltRequest request = new Spoiling(new Random(SEED * 1_000_003 + number)).spoilt(seeds.all());
            Reply reply = reply(number, request);
            String after = seeds.stored();
            if (reply != null) {
                statuses.merge(reply.status(), 1, Integer::sum);
                check(number, request, reply, before.equals(after));
            }
            before = after;
        }
        disconnect();
        assertThat(seeds.company().get("company").status()).isEqualTo(200);
    }

    private @Nullable Reply reply(int number, SpoiltRequest request) {
        Call call = request.call();
        try {
            boolean alone = !request.isFramedRightly() || request.headers.containsKey("Connection");
            if (alone) {
                disconnect();
            }
            Connection to = connected();
            to.write(call);
            if (alone) {
                to.endWriting();
            }
            Reply reply = to.read(call);
            while (reply.status() < 200) {
                reply = to.read(call);
            }
            if (alone || reply.status() >= 400 || reply.header("Connection").equals("close")) {
                disconnect();
            }
            return reply;
        } catch (IOException | RuntimeException e) {
            disconnect();
            failed(number, request, e.toString(), e.toString());
            return null;
        }
    }

    private void check(int number, SpoiltRequest request, Reply reply, boolean unchanged) {
        int status = reply.status();
        // 501 and 505 are Tomcat's answers to a transfer coding and a version that it does not have.
        if (status >= 500 && status != 501 && status != 505) {
            failed(number, request, "answered " + status + " " + request.done, reply.status() + " " + reply.text());
        }
        if (!unchanged && (status >= 300 || request.method.equals("GET"))) {
            failed(number, request, "changed by " + status, reply.status() + " " + reply.text());
        }
        if (!isWellFormed(reply)) {
            failed(number, request, "not well-formed " + status, reply.status() + " " + reply.text());
        }
    }

    private boolean isWellFormed(Reply reply) {
        // A request may have asked for an answer that is compressed, by either header.
        boolean isCompressed = reply.has("Content-Encoding")
                || reply.header("Transfer-Encoding").contains("gzip");
        if (reply.body().length == 0 || isCompressed) {
            return true;
        }
        String type = reply.header("Content-Type");
        try {
            if (type.startsWith("application/json")) {
                reply.json();
            } else if (type.startsWith("application/xml")) {
                XMLStreamReader reader = xml.createXMLStreamReader(new ByteArrayInputStream(reply.body()));
                while (reader.hasNext()) {
                    reader.next();
                }
            }
            return true;
        } catch (JacksonException | XMLStreamException e) {
            return false;
        }
    }

    private void failed(int number, SpoiltRequest request, String kind, String what) {
        failures.putIfAbsent(
                kind,
                "%n-Dsequitur.fuzz.seed=%d -Dsequitur.fuzz.case=%d%n%s%n=> %s%n"
                        .formatted(SEED, number, request, what));
    }

    private Connection connected() throws IOException {
        Connection current = connection;
        if (current == null) {
            current = new Connection(TestServer.shared().port());
            connection = current;
        }
        return current;
    }

    private void disconnect() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                // it is gone, as it should be
            }
        }
    }
}
