package org.sequitur.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Between the clients and one server. It can lose answers: the server has done its work, and the client is told nothing. */
final class ClientLine extends Relay {

    private final AtomicInteger answersToLose = new AtomicInteger();

    ClientLine(int target) throws IOException {
        super(target);
    }

    void loseAnswers(int count) {
        answersToLose.set(count);
    }

    int answersStillToLose() {
        return answersToLose.get();
    }

    @Override
    void forward(Pair pair) throws IOException {
        pair.caller.getInputStream().transferTo(pair.called.getOutputStream());
    }

    @Override
    void backward(Pair pair) throws IOException {
        InputStream answers = pair.called.getInputStream();
        byte[] buffer = new byte[64 << 10];
        for (int length = answers.read(buffer); length >= 0; length = answers.read(buffer)) {
            if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return;
            }
            pair.caller.getOutputStream().write(buffer, 0, length);
        }
    }
}
