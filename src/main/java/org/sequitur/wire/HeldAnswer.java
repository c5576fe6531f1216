package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Keeps what a route answers from being sent, until whoever invoked the route has committed its effect. */
public final class HeldAnswer {

    private static final String ATTRIBUTE = HeldAnswer.class.getName();

    private @Nullable Answer answer;

    private HeldAnswer() {}

    /** Has the answer of the next route that is invoked with this request held. */
    public static HeldAnswer of(HttpServletRequest request) {
        HeldAnswer held = new HeldAnswer();
        request.setAttribute(ATTRIBUTE, held);
        return held;
    }

    static boolean hold(HttpServletRequest request, Answer answer) {
        if (request.getAttribute(ATTRIBUTE) instanceof HeldAnswer held) {
            held.answer = answer;
            return true;
        }
        return false;
    }

    /** @throws IllegalStateException when no route has answered */
    public Answer answer() {
        Answer given = answer;
        if (given == null) {
            throw new IllegalStateException("the route gave no answer");
        }
        return given;
    }
}
