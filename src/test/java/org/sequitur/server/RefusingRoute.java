package org.sequitur.server;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Routes of FreeAgent's API that are served and never succeed here, because what they need is in no installation. Whatever test
 * demands of every route that it succeeds asks here, and demands this refusal of these instead: not that anything goes.
 */
public enum RefusingRoute {
    /** FreeAgent has mandates made on GoCardless's pages by way of its own; there is nothing of that here. */
    DIRECT_DEBIT(
            "post",
            "/v2/invoices/{id}/direct_debit",
            403,
            "Invoice cannot be collected: its contact has given no mandate");

    private final String method;
    private final String path;
    private final int status;
    private final String reason;

    RefusingRoute(String method, String path, int status, String reason) {
        this.method = method;
        this.path = path;
        this.status = status;
        this.reason = reason;
    }

    /** Null for an operation that can succeed. */
    public static @Nullable RefusingRoute of(OpenApiDocument.Operation operation) {
        return Arrays.stream(values())
                .filter(route -> operation.name().equals(route.method + " " + route.path))
                .findFirst()
                .orElse(null);
    }

    public static boolean isOne(OpenApiDocument.Operation operation) {
        return of(operation) != null;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** What whoever may do everything is answered, with a record of one's own about which nothing else is wrong. */
    public int status() {
        return status;
    }

    /** The message of that answer. */
    public String reason() {
        return reason;
    }
}
