package org.sequitur.cli;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The loop of clients that want each invoice once, whatever happens to the server: every create has an {@code
 * Idempotency-Key}, and whoever has no answer sends the same request again with the same key.
 */
final class LoopWithKeys {

    // With the pauses below some three minutes, which is more than a server may take to come back.
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,4}");

    private final V2Requests v2;
    private final Tape tape = new Tape();
    private volatile boolean serverKilled;
    private volatile @Nullable String hopeless;

    LoopWithKeys(V2Requests v2) {
        this.v2 = v2;
    }

    /** @param progress is told after each create that came to its end how many have; it is called from many threads */
    Result run(String contact, int invoices, int inFlight, IntConsumer progress) {
        String body = V2Requests.invoiceFor(contact);
        ParallelClients.run(invoices, inFlight, n -> create("demo-" + n, body), progress);
        return tape.result(invoices);
    }

    /** To be told right before the server is killed: whoever waits for an answer then, and gets none, was cut off. */
    void serverIsKilled() {
        serverKilled = true;
    }

    /** From now on nobody asks again. */
    void giveUp(String why) {
        hopeless = why;
    }

    private void create(String key, String body) {
        try {
            for (int attempt = 1; ; attempt++) {
                Failure failure = attempt(key, body, attempt);
                if (failure == null) {
                    return;
                }
                if (!failure.mayPass() || attempt == MOST_ATTEMPTS || hopeless != null) {
                    tape.failed(
                            failure.mayPass()
                                    ? "no answer after all retries; at last " + failure.why()
                                    : failure.why());
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(failure.pause().toMillis());
                tape.retried();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tape.failed("interrupted");
        }
    }

    /** Null when the invoice was created. */
    private @Nullable Failure attempt(String key, String body, int attempt) throws InterruptedException {
        boolean serverLived = !serverKilled;
        HttpResponse<String> answer;
        try {
            answer = v2.post("invoices", body, key);
        } catch (IOException e) {
            if (serverLived && serverKilled) {
                tape.cutOff();
            }
            return new Failure(e.toString(), true, pause(attempt));
        }
        int status = answer.statusCode();
        if (status == 201) {
            return created(answer);
        }
        String seconds = answer.headers().firstValue("Retry-After").orElse("");
        boolean told = SECONDS.matcher(seconds).matches();
        boolean mayPass = status == 503 || (status == 409 && told);
        Duration asked = told ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
        return new Failure(V2Requests.reason(answer), mayPass, pause(attempt).plus(asked));
    }

    private @Nullable Failure created(HttpResponse<String> answer) {
        try {
            boolean repeated =
                    answer.headers().firstValue("Idempotent-Replayed").isPresent();
            tape.created(V2Requests.text(answer, "invoice", "reference"), repeated);
            return null;
        } catch (IOException e) {
            return new Failure(e.toString(), false, Duration.ZERO);
        }
    }

    // Not all at the same moment: half of the pause is by chance.
    private static Duration pause(int attempt) {
        long most = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10));
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    /** @param mayPass whether the same request may be answered 201 later */
    private record Failure(String why, boolean mayPass, Duration pause) {}

    /**
     * What the clients know at the end.
     *
     * @param repeated how many answers were the kept answer to an earlier request with the same key
     * @param cutOff how many requests were under way when the server was killed, and got no answer
     * @param failures why creates came to an end without an invoice, and how often
     */
    record Result(
            int asked, List<String> references, int repeated, int cutOff, int retries, Map<String, Integer> failures) {

        Result {
            references = List.copyOf(references);
        }
    }

    private static final class Tape {

        private final List<String> references = new ArrayList<>();
        private final Map<String, Integer> failures = new TreeMap<>();
        private int repeated;
        private int cutOff;
        private int retries;

        synchronized void created(String reference, boolean again) {
            references.add(reference);
            repeated += again ? 1 : 0;
        }

        synchronized void cutOff() {
            cutOff++;
        }

        synchronized void retried() {
            retries++;
        }

        synchronized void failed(String why) {
            failures.merge(why, 1, Integer::sum);
        }

        synchronized Result result(int asked) {
            return new Result(asked, references, repeated, cutOff, retries, Map.copyOf(failures));
        }
    }
}
