package org.sequitur.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sequitur.outbox.OutgoingMail.Cause;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.WireException;
import org.springframework.context.annotation.Primary;

/** The files of mails: drawn once, and dropped when their time is over. */
class EnclosuresTest extends DeliveringCase {

    @AfterEach
    void reset() {
        DrawnDocuments.reset();
    }

    @Test
    void theDocumentIsMadeOnceForAllAttempts() throws Exception {
        AtomicInteger ends = new AtomicInteger();
        try (ScriptedMailServer server = new ScriptedMailServer(
                command -> command.equals(".") && ends.incrementAndGet() == 1 ? "451 later" : null)) {
            DrawnDocuments.failures.set(1);
            long id = mails.write(WrittenMails.mail(Cause.ASKED, true, "Invoice", "", List.of(), "mira@example.com"));
            deliver(server.port(), Map.of(), DrawnDocuments.class);
            awaitAttempt(id, 1);
            assertThat(String.valueOf(mails.row(id).get("problem"))).contains("could not be made");
            clock.goOn(Duration.ofMinutes(2));
            awaitAttempt(id, 2);
            clock.goOn(Duration.ofMinutes(7));
            awaitState(id, "sent");
            assertThat(server.taken())
                    .hasSize(2)
                    .allSatisfy(mail -> assertThat(mail.text())
                            .contains("invoice-1001.pdf")
                            .contains(java.util.Base64.getEncoder()
                                    .encodeToString("drawn 2".getBytes(StandardCharsets.UTF_8))));
        }
    }

    @Test
    void aDocumentThatCannotBeDrawnForWantOfRoomCostsItsMailNoAttempt() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer(command -> null)) {
            DrawnDocuments.hasNoRoom.set(true);
            long id = mails.write(WrittenMails.mail(Cause.ASKED, true, "Invoice", "", List.of(), "mira@example.com"));
            deliver(server.port(), Map.of(), DrawnDocuments.class);
            for (int i = 1; i <= Retries.MOST_ATTEMPTS + 1; i++) {
                int times = i;
                awaitThat("it was tried " + times + " times", () -> {
                    Map<String, @Nullable Object> row = mails.row(id);
                    return DrawnDocuments.drawn.get() >= times && row.get("attempt_began_at") == null;
                });
                assertThat(mails.row(id))
                        .containsEntry("state", "waiting")
                        .containsEntry("attempts", 0)
                        .containsEntry("problem", "Will be tried again: its document waits to be drawn");
                clock.goOn(Duration.ofMinutes(2));
            }
            DrawnDocuments.hasNoRoom.set(false);
            clock.goOn(Duration.ofMinutes(2));
            awaitState(id, "sent");
            assertThat(mails.row(id)).containsEntry("attempts", 1);
            assertThat(server.taken()).hasSize(1);
        }
    }

    @Test
    void aDocumentThatIsRefusedCostsItsMailAnAttemptAndSaysWhy() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer(command -> null)) {
            DrawnDocuments.refusal.set(WireException.invalid("no such colour"));
            long id = mails.write(WrittenMails.mail(Cause.ASKED, true, "Invoice", "", List.of(), "mira@example.com"));
            deliver(server.port(), Map.of(), DrawnDocuments.class);
            awaitAttempt(id, 1);
            assertThat(mails.row(id))
                    .containsEntry("state", "waiting")
                    .containsEntry("problem", "Will be tried again: its document was not drawn: no such colour");
            assertThat(server.taken()).isEmpty();
        }
    }

    @Test
    void aMailWhoseDocumentIsGoneIsCancelled() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer(command -> null)) {
            DrawnDocuments.isGone.set(true);
            long id =
                    mails.write(WrittenMails.mail(Cause.SCHEDULED, true, "Invoice", "", List.of(), "mira@example.com"));
            deliver(server.port(), Map.of(), DrawnDocuments.class);
            awaitState(id, "cancelled");
            assertThat(mails.row(id)).containsEntry("problem", "Its document is gone, or has become a draft again");
            assertThat(server.taken()).isEmpty();
        }
    }

    @Test
    void enclosuresAreDroppedWhenTheirTimeIsOverAndTheMailStays() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer(EnclosuresTest::answer)) {
            List<MailEnclosure> files = List.of(new MailEnclosure("a.txt", "text/plain", new byte[1_234]));
            long sent = mails.write(WrittenMails.asked("One", "", files, "mira@example.com"));
            long refused = mails.write(WrittenMails.asked("Two", "", files, "gone@example.com"));
            long waiting = mails.write(WrittenMails.asked("Three", "", files, "busy@example.com"));
            deliver(server.port(), Map.of("sequitur.mail.keep-enclosures", "10d"));
            awaitState(sent, "sent");
            awaitState(refused, "refused");
            awaitAttempt(waiting, 1);
            endServers();
            HouseConnections house = new HouseConnections(data.dataSource());
            RecordClock records = new RecordClock(clock);
            OutgoingMails outgoing = new OutgoingMails(
                    house, records, Duration.ZERO, Duration.ZERO, new OutboxFigures(house, records, Duration.ZERO));
            clock.goOn(Duration.ofDays(10).minusSeconds(1));
            assertThat(outgoing.dropEnclosures(10)).isZero();
            clock.goOn(Duration.ofSeconds(1));
            assertThat(outgoing.dropEnclosures(1)).isEqualTo(1);
            assertThat(outgoing.dropEnclosures(10)).isEqualTo(1);
            assertThat(outgoing.dropEnclosures(10)).isZero();
            assertThat(jdbc().sql(
                                    "SELECT mail_id, dropped_size FROM mail_enclosure WHERE data IS NULL ORDER BY mail_id")
                            .query((row, number) -> Arrays.asList(row.getLong(1), row.getLong(2)))
                            .list())
                    .containsExactly(Arrays.asList(sent, 1_234L), Arrays.asList(refused, 1_234L));
            assertThat(mails.state(sent)).isEqualTo("sent");
            assertThat(mails.state(waiting)).isEqualTo("waiting");
        }
    }

    private static @Nullable String answer(String command) {
        return command.contains("gone@") ? "550 no such user" : command.contains("busy@") ? "451 later" : null;
    }

    /** A stand-in for the room that draws documents: bytes that say which of its drawings they are. */
    @Primary
    static final class DrawnDocuments implements EnclosedDocument {

        static final AtomicBoolean isGone = new AtomicBoolean();
        static final AtomicBoolean hasNoRoom = new AtomicBoolean();
        static final AtomicReference<@Nullable WireException> refusal = new AtomicReference<>();
        static final AtomicInteger failures = new AtomicInteger();
        static final AtomicInteger drawn = new AtomicInteger();

        static void reset() {
            isGone.set(false);
            hasNoRoom.set(false);
            refusal.set(null);
            failures.set(0);
            drawn.set(0);
        }

        @Override
        public @Nullable MailEnclosure of(long companyId, OutgoingMail.About about, long documentId) {
            int number = drawn.incrementAndGet();
            if (hasNoRoom.get()) {
                throw new NotNowException(new IllegalStateException("full"));
            }
            WireException refused = refusal.get();
            if (refused != null) {
                throw refused;
            }
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("no ink");
            }
            return isGone.get()
                    ? null
                    : new MailEnclosure(
                            about.word() + "-" + documentId + ".pdf",
                            "application/pdf",
                            ("drawn " + number).getBytes(StandardCharsets.UTF_8));
        }
    }
}
