package org.sequitur.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal, in one of the two error shapes of the wire. */
public final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** How the messages are laid out in the body. */
    enum Shape {
        /** {@code {"errors":{"error":{"message":"…"}}}}: everything but failed validation. */
        SINGLE,
        /** {@code {"errors":[{"message":"…"}]}}: failed validation, even with one message. */
        LIST,
        /** The message as plain text, whatever the client accepts: too many requests. */
        TEXT,
        /** No body at all. */
        EMPTY
    }

    private final int status;
    private final Shape shape;
    private final transient List<String> messages;
    private final int retryAfterSeconds;

    private WireException(int status, Shape shape, List<String> messages, int retryAfterSeconds) {
        super(status + " " + String.join("; ", messages), null, false, false);
        this.status = status;
        this.shape = shape;
        this.messages = messages;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static WireException badRequest(String message) {
        return single(400, message);
    }

    public static WireException forbidden(String message) {
        return single(403, message);
    }

    public static WireException notFound() {
        return single(404, "Resource not found");
    }

    /** The state of the record forbids it: 409 without a body. */
    public static WireException conflict() {
        return new WireException(409, Shape.EMPTY, List.of(), 0);
    }

    /** Another request is in the way; the same one may be sent again, after some seconds. */
    public static WireException conflict(String message, int retryAfterSeconds) {
        return new WireException(409, Shape.SINGLE, List.of(message), retryAfterSeconds);
    }

    public static WireException invalid(List<String> messages) {
        return new WireException(422, Shape.LIST, List.copyOf(messages), 0);
    }

    public static WireException invalid(String message) {
        return invalid(List.of(message));
    }

    /** Nothing was done and the same request may be sent again, after some seconds. */
    public static WireException unavailable(String message, int retryAfterSeconds) {
        return new WireException(503, Shape.SINGLE, List.of(message), retryAfterSeconds);
    }

    /** There were too many requests; the same one may be sent again, after some seconds. */
    public static WireException tooMany(String message, int retryAfterSeconds) {
        return new WireException(429, Shape.TEXT, List.of(message), retryAfterSeconds);
    }

    /** No token, or one that stands for nobody. */
    public static WireException unauthorised() {
        return single(401, "Access token not recognised");
    }

    static WireException single(int status, String message) {
        return new WireException(status, Shape.SINGLE, List.of(message), 0);
    }

    static WireException empty(int status) {
        return new WireException(status, Shape.EMPTY, List.of(), 0);
    }

    /** Whether what was sent is wrong, and would be so again. */
    public boolean isInvalid() {
        return status == 422;
    }

    /** What is wrong, for people to read. */
    public String sentence() {
        return String.join("; ", messages);
    }

    public int status() {
        return status;
    }

    Answer answer() {
        Answer answer = shape == Shape.TEXT ? text() : structured();
        return retryAfterSeconds > 0 ? answer.with("Retry-After", Integer.toString(retryAfterSeconds)) : answer;
    }

    private Answer text() {
        byte[] bytes = messages.getFirst().getBytes(StandardCharsets.UTF_8);
        return Answer.rendered(new RenderedAnswer(status, null, Renderer.PLAIN_TEXT, bytes));
    }

    private Answer structured() {
        @Nullable
        Body body = switch (shape) {
            case SINGLE ->
                out -> out.object(
                        "errors",
                        errors -> errors.object("error", error -> error.text("message", messages.getFirst())));
            case LIST ->
                out -> out.list("errors", "error", messages, (error, message) -> error.text("message", message));
            case TEXT, EMPTY -> null;
        };
        Answer answer = Answer.of(status, body);
        if (status == 401) {
            answer.with("WWW-Authenticate", "Bearer");
        }
        return answer;
    }
}
