package org.sequitur.freeagent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * FreeAgent's API, read only and one request at a time. It keeps below the number of requests a minute that it was told, and when the
 * API says that there were too many (429) it waits as long as it is asked to; what fails otherwise is tried again a few times.
 */
public final class SourceApi {

    private static final JsonMapper JSON = new JsonMapper();

    /** From this version on explanations show all of their files. */
    private static final String VERSION = "2026-09-01";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_ATTEMPTS = 6;
    private static final int MOST_WAITS = 120;
    private static final int USUAL_WAIT_SECONDS = 60;
    private static final int LONGEST_WAIT_SECONDS = 3_900;
    private static final long NANOS_PER_MINUTE = TimeUnit.MINUTES.toNanos(1);

    private static final long MOST_BYTES = 128L << 20;

    /** Follows nobody to another address: the token would go along. */
    private final HttpClient client = client(HttpClient.Redirect.NEVER);

    private final HttpClient files = client(HttpClient.Redirect.NORMAL);
    private final URI root;
    private final String token;
    private final int perMinute;
    private final Consumer<String> waiting;
    private long next = System.nanoTime();

    /**
     * @param address with or without {@code /v2}
     * @param perMinute requests at most; 0 for as many as the API takes
     * @param waiting is told why there is a pause
     */
    public SourceApi(URI address, String token, int perMinute, Consumer<String> waiting) {
        String text = address.toString().replaceFirst("/+$", "");
        this.root = URI.create((text.endsWith("/v2") ? text : text + "/v2") + "/");
        this.token = token;
        this.perMinute = perMinute;
        this.waiting = waiting;
    }

    private static HttpClient client(HttpClient.Redirect redirect) {
        return HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .followRedirects(redirect)
                .build();
    }

    /**
     * An answer.
     *
     * @param total of all pages; empty where the API does not say
     */
    public record Answer(JsonNode body, OptionalLong total) {}

    /** What is before the path of each address that the API gives. */
    public String base() {
        return root.toString().replaceFirst("/v2/$", "");
    }

    /**
     * @param path below {@code /v2}, with its query
     * @return null when there is no such thing, or this company or user may not have it (403, 404)
     * @throws SourceException when the API cannot be reached, refuses the token, or is not what it should be
     */
    @Nullable
    Answer get(String path) {
        HttpResponse<byte[]> answer = fetch(
                client,
                request(root.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/json")
                        .header("X-Api-Version", VERSION)
                        .build());
        if (answer.statusCode() == 403 || answer.statusCode() == 404) {
            return null;
        }
        if (answer.statusCode() != 200) {
            throw new SourceException(answer.uri() + " answered " + answer.statusCode());
        }
        try {
            return new Answer(JSON.readTree(answer.body()), answer.headers().firstValueAsLong("X-Total-Count"));
        } catch (JacksonException | NumberFormatException e) {
            throw new SourceException(answer.uri() + " did not answer with JSON: " + e.getMessage(), e);
        }
    }

    /** A file at an address that the API gave, which lets in whoever knows it. */
    byte[] download(String address) {
        HttpResponse<byte[]> answer =
                fetch(files, request(root.resolve(address)).build());
        if (answer.statusCode() != 200) {
            throw new SourceException("The file " + answer.uri().getPath() + " was answered " + answer.statusCode());
        }
        return answer.body();
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(PATIENCE).header("User-Agent", "Sequitur import");
    }

    private HttpResponse<byte[]> fetch(HttpClient way, HttpRequest request) {
        int failures = 0;
        int waits = 0;
        while (true) {
            pace();
            Optional<HttpResponse<byte[]>> answer = send(way, request, failures + 1 == MOST_ATTEMPTS);
            int status = answer.map(HttpResponse::statusCode).orElse(0);
            if (status == 429 && waits < MOST_WAITS) {
                waits++;
                long seconds = Math.min(
                        answer.get().headers().firstValueAsLong("Retry-After").orElse(USUAL_WAIT_SECONDS),
                        LONGEST_WAIT_SECONDS);
                waiting.accept("the API asks to wait " + seconds + " s");
                sleep(TimeUnit.SECONDS.toNanos(seconds));
            } else if (status == 401) {
                throw new SourceException("The API does not accept the token (any more)."
                        + " Give it a fresh one: what has been fetched is kept, and the same command goes on with it");
            } else if (answer.isPresent() && status != 429 && (status < 500 || failures + 1 == MOST_ATTEMPTS)) {
                return answer.get();
            } else if (status == 429) {
                throw new SourceException(
                        "The API goes on asking to wait; try the same command later, it goes on from here");
            } else {
                waiting.accept(status == 0 ? "the API cannot be reached" : "the API answered " + status);
                sleep(TimeUnit.SECONDS.toNanos(1L << failures++));
            }
        }
    }

    private Optional<HttpResponse<byte[]>> send(HttpClient way, HttpRequest request, boolean isLast) {
        try {
            return Optional.of(way.send(
                    request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES)));
        } catch (IOException e) {
            if (isLast) {
                throw new SourceException(
                        "The API cannot be reached: " + e + "; the same command goes on from here later", e);
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("interrupted", e);
        }
    }

    private void pace() {
        if (perMinute > 0) {
            long now = System.nanoTime();
            if (next - now > 0) {
                sleep(next - now);
            }
            next = Math.max(next, now) + NANOS_PER_MINUTE / perMinute;
        }
    }

    private static void sleep(long nanoseconds) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanoseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("interrupted", e);
        }
    }
}
