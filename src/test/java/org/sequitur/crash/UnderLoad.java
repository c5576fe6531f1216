package org.sequitur.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.sequitur.Draft;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.cli.ReferenceTally;
import tools.jackson.databind.JsonNode;

/** Clients that create invoices of three lines all the time and remember what was acknowledged. */
public final class UnderLoad {

    private static final int MANY = 64;

    /** Id and reference. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private final Set<String> otherAnswers = ConcurrentHashMap.newKeySet();
    private final String contact;
    private final int size;
    private volatile boolean stopped;
    private ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    public UnderLoad(String contact) {
        this(contact, MANY);
    }

    /** @param size how many clients there are */
    public UnderLoad(String contact, int size) {
        this.contact = contact;
        this.size = size;
    }

    public void begin(V2Client client) {
        stopped = false;
        clients = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < size; i++) {
            clients.execute(() -> createUntilStopped(client));
        }
    }

    public void stop() {
        stopped = true;
        clients.close();
    }

    public int acknowledged() {
        return acknowledged.size();
    }

    /** What was acknowledged until now, for a check of something that stopped following. */
    public UnderLoad asOfNow() {
        UnderLoad copy = new UnderLoad(contact, size);
        copy.acknowledged.putAll(acknowledged);
        return copy;
    }

    /** Everything that was acknowledged is there as it was acknowledged, whole, and the sequence goes on without a hole. */
    public void check(V2Client client) throws Exception {
        List<JsonNode> invoices = client.invoices();
        Map<String, String> stored = new HashMap<>();
        for (JsonNode invoice : invoices) {
            assertThat(invoice.path("invoice_items").size())
                    .as(invoice.toString())
                    .isEqualTo(3);
            assertThat(invoice.path("total_value").stringValue("")).isEqualTo("60.0");
            assertThat(stored.put(
                            V2Client.id(invoice), invoice.path("reference").stringValue("")))
                    .isNull();
        }

        assertThat(stored).containsAllEntriesOf(acknowledged);
        ReferenceTally tally = ReferenceTally.of(stored.values());
        assertThat(tally.repeated()).isEmpty();
        assertThat(tally.gaps()).isZero();
        assertThat(tally.first()).isEqualTo("001");
        assertThat(client.get("invoices?per_page=1").headers().firstValue("X-Total-Count"))
                .hasValue(Integer.toString(invoices.size()));
        assertThat(otherAnswers).as("answers other than 201 and 503").isEmpty();

        JsonNode next = create(client).expect(201).body().path("invoice");
        assertThat(next.path("reference").stringValue("")).isEqualTo("%03d".formatted(invoices.size() + 1));
        acknowledged.put(V2Client.id(next), next.path("reference").stringValue(""));
    }

    private void createUntilStopped(V2Client client) {
        try {
            while (!stopped) {
                Answer answer = create(client);
                if (answer.status() == 201) {
                    JsonNode invoice = answer.body().path("invoice");
                    acknowledged.put(
                            V2Client.id(invoice), invoice.path("reference").stringValue(""));
                } else if (answer.status() == 503) {
                    TimeUnit.MILLISECONDS.sleep(20);
                } else {
                    otherAnswers.add(answer.status() + " " + answer.text());
                }
            }
        } catch (IOException e) {
            // The server is dead: what this client asked last may or may not have been stored.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer create(V2Client client) throws IOException, InterruptedException {
        return client.post("invoices", Draft.of(contact).withLines(3).body());
    }
}
