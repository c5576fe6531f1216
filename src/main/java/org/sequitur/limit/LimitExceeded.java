package org.sequitur.limit;

/**
 * There were as many as a limit allows.
 *
 * @param most the limit
 * @param windowSeconds of a window of the limit
 * @param retryAfterSeconds until the window ends; at least 1
 */
public record LimitExceeded(int most, int windowSeconds, int retryAfterSeconds) {

    /** What clients of FreeAgent know, as plain text. */
    public String message() {
        return "You must not exceed " + most + " requests per " + windowSeconds + " seconds";
    }
}
