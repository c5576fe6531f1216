package org.sequitur.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an address may be registered as one that people are sent back to. */
final class RedirectUri {

    private static final int MOST_CHARACTERS = 2_000;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    private RedirectUri() {}

    /**
     * The address, unchanged: {@code https}, {@code http} to this very machine, or a private scheme with a dot in its name, as
     * native apps have ({@code com.example.app:/callback}).
     *
     * @throws IllegalArgumentException when it is none of these, has a fragment or a user, or is not absolute
     */
    static String checked(String text) {
        URI uri = parsed(text);
        String scheme = uri.getScheme();
        if (scheme == null
                || uri.getRawFragment() != null
                || text.indexOf('#') >= 0
                || text.length() > MOST_CHARACTERS) {
            throw refused(text);
        }
        boolean allowed = switch (scheme.toLowerCase(Locale.ROOT)) {
            case "https" -> hasHost(uri);
            case "http" ->
                hasHost(uri) && LOOPBACK.contains(String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT));
            default -> scheme.indexOf('.') > 0;
        };
        if (!allowed) {
            throw refused(text);
        }
        return text;
    }

    private static boolean hasHost(URI uri) {
        return uri.getHost() != null && uri.getRawUserInfo() == null;
    }

    private static URI parsed(@Nullable String text) {
        try {
            return new URI(String.valueOf(text));
        } catch (URISyntaxException e) {
            throw refused(String.valueOf(text));
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "A redirect URI is absolute, without a fragment, and begins with https://, with http:// to"
                        + " 127.0.0.1, [::1] or localhost, or with a scheme of the app's own that has a dot: "
                        + text.substring(0, Math.min(text.length(), 200)));
    }
}
