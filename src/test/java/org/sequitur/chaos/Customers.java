package org.sequitur.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that want one thing after the other. What has a key is asked for again, of any server, until there is an answer that
 * settles it; what has none is asked for once.
 */
public final class Customers {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final int LONGEST_PATIENCE_MILLIS = 30_000;
    private static final int PATIENCE_SPREAD_MILLIS = 3_000;
    private static final int REMEMBERED = 50;

    private final Workload workload = new Workload();
    private final List<Integer> ports;
    private final ClientLog log;
    private final int shortestPatienceMillis;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final AtomicInteger settled = new AtomicInteger();
    private volatile boolean finishing;
    private volatile boolean givingUp;

    /**
     * @param ports where the servers are reached, whichever process is there
     * @param shortestPatienceMillis how long somebody who has a key waits for an answer before asking again, at least
     */
    public Customers(List<Integer> ports, ClientLog log, int shortestPatienceMillis) {
        this.ports = ports;
        this.log = log;
        this.shortestPatienceMillis = shortestPatienceMillis;
    }

    public void begin(int count, List<Workload.Place> places, long seed) {
        for (int i = 0; i < count; i++) {
            Random random = new Random(seed * 1_000 + i);
            Workload.Place place = places.get(i % places.size());
            clients.add(threads.submit(() -> {
                new Customer(place, random).run();
                return null;
            }));
        }
    }

    /** How many tasks are settled. */
    public int settled() {
        return settled.get();
    }

    public int count(String what) {
        AtomicInteger count = counts.get(what);
        return count == null ? 0 : count.get();
    }

    public Map<String, AtomicInteger> counts() {
        return new TreeMap<>(counts);
    }

    /** Whoever has begun something ends it; then all clients are gone. */
    public void finish(Duration longest) throws InterruptedException {
        finishing = true;
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            for (Future<?> client : clients) {
                client.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a client failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a client gets no answer that settles its request", e);
        } finally {
            dismiss();
        }
    }

    /** Nobody asks any more, whatever was begun. */
    public void dismiss() {
        finishing = true;
        givingUp = true;
        threads.shutdownNow();
    }

    private void count(String what, int more) {
        counts.computeIfAbsent(what, name -> new AtomicInteger()).addAndGet(more);
    }

    /** One client of one company. */
    private final class Customer {

        private final Workload.Place place;
        private final Random random;
        private final Deque<Task> done = new ArrayDeque<>();
        private final Deque<Long> invoices = new ArrayDeque<>();

        Customer(Workload.Place place, Random random) {
            this.place = place;
            this.random = random;
        }

        void run() throws InterruptedException {
            while (!finishing) {
                Long deletable =
                        place.policy() == Policy.DELETING && random.nextInt(3) == 0 ? invoices.pollLast() : null;
                int dice = random.nextInt(100);
                if (deletable != null) {
                    begin(workload.delete(place, deletable));
                } else if (dice < 6 && !done.isEmpty()) {
                    count("repeated on purpose", 1);
                    settle(done.peekFirst());
                } else if (dice < 9 && !done.isEmpty()) {
                    begin(workload.otherPayload(done.peekFirst(), place));
                } else {
                    begin(workload.next(place, random));
                }
            }
        }

        private void begin(Task task) throws InterruptedException {
            log.task(task);
            count("tasks " + task.kind(), 1);
            settle(task);
        }

        private void settle(Task task) throws InterruptedException {
            boolean once = task.key() == null && task.kind() != Task.Kind.DELETE;
            int patience = shortestPatienceMillis + random.nextInt(PATIENCE_SPREAD_MILLIS);
            for (int attempt = 1; !givingUp; attempt++) {
                count("attempts", 1);
                int status = attempt(task, once ? LONGEST_PATIENCE_MILLIS : patience);
                if (once || settles(status)) {
                    settled.incrementAndGet();
                    return;
                }
                count("retries", 1);
                patience = Math.min(2 * patience, LONGEST_PATIENCE_MILLIS);
                Thread.sleep(20 + random.nextInt(Math.min(80 * attempt, 1_000)));
            }
        }

        private static boolean settles(int status) {
            // An answer that nobody should get is settled, too: the checker will see it.
            return status != 0 && status != 409 && status != 503;
        }

        private int attempt(Task task, int patience) throws InterruptedException {
            int server = random.nextInt(ports.size());
            long began = System.nanoTime();
            int status = 0;
            String body = "";
            boolean replayed = false;
            try {
                HttpResponse<String> answer =
                        HTTP.send(request(task, ports.get(server), patience), HttpResponse.BodyHandlers.ofString());
                // A balancer says so that it has no answer.
                status = answer.statusCode() == 502 || answer.statusCode() == 504 ? 0 : answer.statusCode();
                body = answer.body();
                replayed = answer.headers().firstValue("Idempotent-Replayed").isPresent();
            } catch (IOException e) {
                body = e.toString();
            }
            log.attempt(task.name(), server, began, System.nanoTime(), status, body);
            count("answers " + status, 1);
            count("replays", replayed ? 1 : 0);
            count("full queues", status == 503 && body.contains("Too many requests are waiting") ? 1 : 0);
            if (status == 201) {
                remember(task, body);
            }
            return status;
        }

        private HttpRequest request(Task task, int port, int patience) {
            String path = switch (task.kind()) {
                case CONTACT -> "contacts";
                case DELETE -> "invoices/" + task.target();
                default -> "invoices";
            };
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v2/" + path))
                    .timeout(Duration.ofMillis(patience))
                    .header("Authorization", "Bearer " + place.token())
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json");
            @Nullable String key = task.key();
            if (key != null) {
                request.header("Idempotency-Key", key);
            }
            return (task.kind() == Task.Kind.DELETE
                            ? request.DELETE()
                            : request.POST(HttpRequest.BodyPublishers.ofString(task.payload())))
                    .build();
        }

        private void remember(Task task, String body) {
            if (task.kind() != Task.Kind.CREATE || task.key() == null || done.contains(task)) {
                return;
            }
            done.addLast(task);
            if (done.size() > REMEMBERED) {
                done.removeFirst();
            }
            JsonNode json = JSON.readTree(body);
            if (json.has("invoice")) {
                invoices.addLast(Told.invoice(json.path("invoice")).id());
                count("invoices acknowledged", 1);
            }
            for (JsonNode invoice : json.path("invoices")) {
                invoices.addLast(Told.invoice(invoice).id());
                count("invoices acknowledged", 1);
            }
        }
    }
}
