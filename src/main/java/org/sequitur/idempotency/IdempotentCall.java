package org.sequitur.idempotency;

import java.util.function.Function;
import org.sequitur.wire.Answer;
import org.sequitur.wire.RenderedAnswer;

/** A keyed request, handed to a route that {@linkplain KeepsItsAnswer keeps its answer} itself. */
public record IdempotentCall(IdempotencyKey key, Function<Answer, RenderedAnswer> rendering) {

    /** The answer in the bytes that the client will get, now and again. */
    public RenderedAnswer render(Answer answer) {
        return rendering.apply(answer);
    }
}
