package org.sequitur.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.sequitur.ServerProcess;
import org.sequitur.wire.WireException;

class DrawingRoomTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void oneMoreThanMayWaitIsSentAwayAndComesAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (DrawingRoom room = new DrawingRoom(1, 1, LONG)) {
            CompletableFuture<byte[]> drawn =
                    CompletableFuture.supplyAsync(() -> room.draw(watch -> waiting(begun, end)));
            begun.await();
            CompletableFuture<byte[]> waiting = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> waiting.complete(room.draw(watch -> new byte[2])));
            ServerProcess.awaitThat("one waits", () -> room.waiting() == 1);
            assertThatThrownBy(() -> room.draw(watch -> new byte[3]))
                    .isInstanceOfSatisfying(
                            DrawingRoom.FullException.class,
                            full -> assertThat(full.refusal().status()).isEqualTo(503));
            end.countDown();
            assertThat(drawn.get()).hasSize(1);
            assertThat(waiting.get()).hasSize(2);
            assertThat(room.draw(watch -> new byte[3])).hasSize(3);
        }
    }

    private static byte[] waiting(CountDownLatch begun, CountDownLatch end) {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new byte[1];
    }

    @Test
    void whatTakesTooLongIsRefusedAndItsThreadIsFreeAgain() {
        CountDownLatch ended = new CountDownLatch(1);
        try (DrawingRoom room = new DrawingRoom(1, 1, Duration.ofMillis(50))) {
            assertThatThrownBy(() -> room.draw(watch -> drawnForEver(watch, ended)))
                    .isInstanceOfSatisfying(
                            WireException.class,
                            refusal -> assertThat(refusal.status()).isEqualTo(503));
            assertThat(ended).satisfies(CountDownLatch::await);
        }
    }

    private static byte[] drawnForEver(Watch watch, CountDownLatch ended) {
        try {
            while (true) {
                watch.check();
                Thread.onSpinWait();
            }
        } finally {
            ended.countDown();
        }
    }

    @Test
    void tooMuchTextIsInvalid() {
        try (DrawingRoom room = new DrawingRoom(1, 1, LONG)) {
            assertThatThrownBy(() -> room.draw(watch -> {
                        throw new Typesetter.TooLargeException();
                    }))
                    .isInstanceOfSatisfying(
                            WireException.class,
                            refusal -> assertThat(refusal.status()).isEqualTo(422));
        }
    }
}
