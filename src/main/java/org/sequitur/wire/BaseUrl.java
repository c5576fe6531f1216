package org.sequitur.wire;

/**
 * The public address that {@code url}, {@code Location} and {@code Link} are built from, never the request's {@code Host}
 * header, which a stranger can choose.
 */
public final class BaseUrl {

    private volatile String root = "";

    /** @param text such as {@code http://localhost:8080}; a trailing slash or {@code /v2} is dropped */
    public void set(String text) {
        String trimmed = text.strip();
        while (trimmed.endsWith("/")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        root = trimmed.endsWith("/v2") ? trimmed.substring(0, trimmed.length() - "/v2".length()) : trimmed;
    }

    /** Whether it has been said; before that no URL can be made. */
    public boolean isKnown() {
        return !root.isEmpty();
    }

    /** Whether clients reach the server by TLS, its own or a proxy's: then cookies are kept to it. */
    public boolean isSecure() {
        return root.startsWith("https:");
    }

    /** The absolute URL of a path such as {@code /v2/company}. */
    public String of(String path) {
        return root + path;
    }

    /** The absolute URL of a record of {@code /v2}, for example of contact 1001. */
    public String of(String collection, Object id) {
        return root + "/v2/" + collection + "/" + id;
    }
}
