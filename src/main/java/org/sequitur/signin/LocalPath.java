package org.sequitur.signin;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** A place on this server to go on to after signing in; whoever made the link can send nobody anywhere else. */
final class LocalPath {

    private static final int MOST_CHARACTERS = 8_192;

    private LocalPath() {}

    /** The text when it is a path on this server, perhaps with a query; else the other one. */
    static String orElse(@Nullable String text, String other) {
        return text != null && isLocal(text) ? text : other;
    }

    /** Browsers take a backslash for a slash, and leave out tabs and line breaks: nothing of the kind gets through. */
    static boolean isLocal(String text) {
        if (!text.startsWith("/")
                || text.startsWith("//")
                || text.length() > MOST_CHARACTERS
                || text.indexOf('\\') >= 0
                || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            return false;
        }
        try {
            URI uri = new URI(text.replaceAll("[\\[\\]|^{}`\"<>]", "_"));
            return uri.getScheme() == null && uri.getRawAuthority() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
