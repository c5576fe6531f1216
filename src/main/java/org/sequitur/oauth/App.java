package org.sequitur.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A program that asks people for access.
 *
 * @param clientId what the app calls itself, FreeAgent's "OAuth identifier"
 * @param redirectUris where people may be sent back to, in order
 * @param secrets when each live secret was made, oldest first; two at most
 */
public record App(
        long id,
        String name,
        String clientId,
        Kind kind,
        List<String> redirectUris,
        List<Instant> secrets,
        Instant createdAt) {

    /** Whom an app's tokens stand for. */
    public enum Kind {
        /** One user of one company. */
        COMPANY,
        /** A person, in whichever of their companies a request names by {@code X-Subdomain}. */
        PRACTICE;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }

    public App {
        redirectUris = List.copyOf(redirectUris);
        secrets = List.copyOf(secrets);
    }
}
