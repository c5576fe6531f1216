package org.sequitur.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * The loop that Sequitur is there for: many {@code POST /v2/invoices} at once, none with a reference, each over real HTTP
 * and each sent once.
 */
public final class LoopOfCreates {

    private final V2Requests v2;

    /** @param server the address with or without {@code /v2} */
    public LoopOfCreates(URI server, String token) {
        this.v2 = new V2Requests(server, token);
    }

    /** Creates the contact that the invoices are for and answers how to name it in an invoice. */
    public String createContact(String name) throws IOException, InterruptedException {
        return v2.createContact(name);
    }

    /** @param progress is told after each answer how many have come; it is called from many threads */
    public Result run(String contact, int invoices, int inFlight, IntConsumer progress) {
        String body = V2Requests.invoiceFor(contact);
        Tape tape = new Tape();
        long start = System.nanoTime();
        ParallelClients.run(invoices, inFlight, n -> create(body, tape), progress);
        return tape.result(invoices, Duration.ofNanos(System.nanoTime() - start));
    }

    private void create(String body, Tape tape) {
        long start = System.nanoTime();
        try {
            HttpResponse<String> answer = v2.post("invoices", body);
            if (answer.statusCode() == 201) {
                tape.created(V2Requests.text(answer, "invoice", "reference"), System.nanoTime() - start);
            } else {
                tape.refused(V2Requests.reason(answer));
            }
        } catch (IOException e) {
            tape.refused(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tape.refused("interrupted");
        }
    }

    /**
     * What came back.
     *
     * @param refusals how often each answer other than 201 was given
     * @param latencies of the creates that were answered 201, ascending
     */
    public record Result(
            int asked,
            List<String> references,
            Map<String, Integer> refusals,
            Duration took,
            List<Duration> latencies) {

        public Result {
            references = List.copyOf(references);
            latencies = List.copyOf(latencies);
        }

        public int created() {
            return references.size();
        }

        public int refused() {
            return refusals.values().stream().mapToInt(Integer::intValue).sum();
        }

        public ReferenceTally tally() {
            return ReferenceTally.of(references);
        }

        public double rate() {
            return created() * 1e9 / Math.max(1, took.toNanos());
        }

        /** The latency that the given share of creates did not exceed (nearest rank). */
        public Duration latency(double share) {
            if (latencies.isEmpty()) {
                return Duration.ZERO;
            }
            int rank = (int) Math.ceil(share * latencies.size());
            return latencies.get(Math.clamp(rank, 1, latencies.size()) - 1);
        }

        public boolean isConsecutive() {
            ReferenceTally tally = tally();
            return created() == asked && refused() == 0 && tally.duplicates() == 0 && tally.gaps() == 0;
        }
    }

    private static final class Tape {

        private final Collection<String> references = new ArrayList<>();
        private final List<Duration> latencies = new ArrayList<>();
        private final Map<String, Integer> refusals = new TreeMap<>();

        synchronized void created(String reference, long nanoseconds) {
            references.add(reference);
            latencies.add(Duration.ofNanos(nanoseconds));
        }

        synchronized void refused(String reason) {
            refusals.merge(reason, 1, Integer::sum);
        }

        synchronized Result result(int asked, Duration took) {
            return new Result(
                    asked,
                    List.copyOf(references),
                    Map.copyOf(refusals),
                    took,
                    latencies.stream().sorted().toList());
        }
    }
}
