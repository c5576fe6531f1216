package org.sequitur.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls receivers: one POST on a connection of its own, to an address that {@link PublicAddresses} lets through. It follows no redirect,
 * keeps no cookie, uses no proxy, reads the beginning of the answer only, and is cut off when its time is over, whatever comes in
 * meanwhile.
 */
final class Receiver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** Of an answer that are kept. */
    static final int ANSWER_BYTES = 1_024;

    private static final int PROBLEM_CHARACTERS = 500;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final CloseableHttpClient client;
    private final Duration longest;
    private final Clock clock;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("webhook-deadline").factory());

    Receiver(WebhookBounds bounds, Clock clock) {
        this.longest = bounds.attempt();
        this.clock = clock;
        Timeout silence = Timeout.of(bounds.attempt());
        this.client = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new PublicAddresses(bounds.allowsPrivateTargets()))
                        .setMaxConnTotal(bounds.senders())
                        .setMaxConnPerRoute(bounds.senders())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(CONNECT.compareTo(longest) < 0 ? CONNECT : longest))
                                .setSocketTimeout(silence)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(silence)
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("Sequitur-Webhooks/1")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    Attempt call(String url, Map<String, String> headers, byte[] payload) {
        Instant at = clock.instant();
        long began = System.nanoTime();
        HttpPost post = new HttpPost(URI.create(url));
        headers.forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(payload, ContentType.APPLICATION_JSON));
        AtomicBoolean isOver = new AtomicBoolean();
        Future<?> end = alarm.schedule(
                () -> {
                    isOver.set(true);
                    post.cancel();
                },
                longest.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            HttpHost host = HttpHost.create(URI.create(url));
            ClassicHttpResponse answer = client.executeOpen(host, post, null);
            Attempt attempt = attempt(at, began, answer);
            cut(post, answer);
            return attempt;
        } catch (IOException | RuntimeException e) {
            return new Attempt(at, since(began), null, null, isOver.get() ? "it took too long" : words(e), 0);
        } finally {
            end.cancel(false);
        }
    }

    /** Not read to its end: that may never come, and nobody asks for it. */
    private static void cut(HttpPost post, ClassicHttpResponse answer) {
        post.cancel();
        try {
            answer.close();
        } catch (IOException e) {
            LOG.debug("an answer was cut", e);
        }
    }

    private Attempt attempt(Instant at, long began, ClassicHttpResponse answer) {
        int status = answer.getCode();
        String text = beginning(answer.getEntity());
        boolean isTaken = status / 100 == 2;
        Header wish = answer.getFirstHeader("Retry-After");
        return new Attempt(
                at,
                since(began),
                status,
                text.isEmpty() ? null : text,
                isTaken ? null : "it answered " + status,
                wish == null ? 0 : seconds(wish.getValue()));
    }

    /** The status has been said: when the rest does not come, that does not matter. */
    private static String beginning(@Nullable HttpEntity entity) {
        try {
            InputStream content = entity == null ? null : entity.getContent();
            return content == null
                    ? ""
                    : new String(content.readNBytes(ANSWER_BYTES), StandardCharsets.UTF_8).replace('\0', '?');
        } catch (IOException e) {
            return "";
        }
    }

    /** Seconds or a date; 0 for anything else. */
    private long seconds(String text) {
        if (text.matches("[0-9]{1,9}")) {
            return Long.parseLong(text);
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Math.max(0, Duration.between(clock.instant(), until).toSeconds());
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private static int since(long began) {
        return (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - began) / 1_000_000);
    }

    private static String words(Exception failure) {
        String text = failure.getClass().getSimpleName().replaceFirst("Exception$", "") + ": " + failure.getMessage();
        String clean = text.replace('\0', '?');
        return clean.length() > PROBLEM_CHARACTERS ? clean.substring(0, PROBLEM_CHARACTERS) : clean;
    }

    @Override
    public void close() {
        alarm.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
