package org.sequitur.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Authenticator;
import org.sequitur.wire.Caller;
import org.sequitur.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Knows the callers of late by their tokens, so that not every request costs a query. All that are remembered are looked up anew
 * each second, in one query: so even with a thousand busy companies a token costs next to nothing, and one that is revoked works
 * on for {@link #TRUSTED} at most.
 */
@Component
public final class RememberedCallers implements Authenticator, AutoCloseable {

    static final Duration TRUSTED = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(RememberedCallers.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration FORGOTTEN_UNUSED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int LONGEST_TOKEN = 512;
    private static final int LONGEST_SUBDOMAIN = 255;

    /** @param holder null when the token stands for nobody */
    private record Known(@Nullable TokenHolder holder, long asOfNanos) {

        boolean isTrusted() {
            return System.nanoTime() - asOfNanos < TRUSTED.toNanos();
        }
    }

    /** Renewed in place: to put it into the cache again would count as a use. */
    private static final class Remembered {
        private volatile Known known;

        private Remembered(Known known) {
            this.known = known;
        }
    }

    private final AccessTokens tokens;
    private final Cache<String, Remembered> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterAccess(FORGOTTEN_UNUSED)
            .build();
    /** Of practices, by token and company; looked up again when they are not trusted any more. */
    private final Cache<PracticeKey, Caller> inCompanies = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(TRUSTED)
            .build();

    private final Clock clock;
    private final Thread thread;

    private record PracticeKey(String hash, String subdomain) {}

    public RememberedCallers(AccessTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("remembered-callers").start(this::lookAgainAndAgain);
    }

    @Override
    public @Nullable Caller authenticate(String accessToken, Supplier<@Nullable String> subdomain) {
        if (accessToken.isEmpty() || accessToken.length() > LONGEST_TOKEN) {
            return null;
        }
        String hash = HexFormat.of().formatHex(TokenSecret.hash(accessToken));
        Remembered before = remembered.getIfPresent(hash);
        Known known = before == null ? null : before.known;
        if (known == null || !known.isTrusted()) {
            long now = System.nanoTime();
            known = new Known(lookUp(hash), now);
            remembered.put(hash, new Remembered(known));
        }
        TokenHolder holder = known.holder();
        if (holder == null || (holder.expiresAt() != Long.MAX_VALUE && clock.millis() >= holder.expiresAt())) {
            return null;
        }
        return holder.caller() != null ? holder.caller() : inCompany(hash, holder, subdomain.get());
    }

    /** The first use of an app's token is noted before it is answered: from then on the refresh token before it is out of use. */
    private @Nullable TokenHolder lookUp(String hash) {
        TokenHolder holder = tokens.holders(List.of(hash)).get(hash);
        if (holder == null || !holder.isNew() || clock.millis() >= holder.expiresAt() || tokens.markUsed(hash)) {
            return holder;
        }
        return tokens.holders(List.of(hash)).get(hash);
    }

    private Caller inCompany(String hash, TokenHolder holder, @Nullable String subdomain) {
        if (subdomain == null || subdomain.isBlank()) {
            throw WireException.badRequest("X-Subdomain header is required");
        }
        if (subdomain.length() > LONGEST_SUBDOMAIN || subdomain.indexOf('\0') >= 0) {
            throw WireException.notFound();
        }
        PracticeKey key = new PracticeKey(hash, subdomain);
        Caller known = inCompanies.getIfPresent(key);
        if (known == null) {
            known = tokens.callerIn(subdomain, holder);
            inCompanies.put(key, known);
        }
        return known;
    }

    private void lookAgainAndAgain() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_LOOKS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be looked up is soon not trusted any more, and whoever needs it is told that the database is away. */
    private void look() {
        Map<String, Remembered> all = new HashMap<>(remembered.asMap());
        all.values().removeIf(each -> each.known.holder() == null);
        if (all.isEmpty()) {
            return;
        }
        try {
            long now = System.nanoTime();
            Map<String, TokenHolder> holders = tokens.holders(all.keySet());
            all.forEach((hash, each) -> each.known = new Known(holders.get(hash), now));
        } catch (DataAccessException e) {
            LOG.debug("tokens could not be looked up", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
