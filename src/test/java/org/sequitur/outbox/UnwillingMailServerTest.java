package org.sequitur.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.outbox.ScriptedMailServer.Taken;

/** What becomes of mails that the mail server does not take, not now, not for all, or not that anybody could tell. */
class UnwillingMailServerTest extends DeliveringCase {

    @Test
    void aServerThatSaysLaterIsAskedAgainLaterAndNotBefore() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        try (ScriptedMailServer server = new ScriptedMailServer(
                command -> command.startsWith("RCPT") && full.get() ? "450 4.2.1 mailbox busy" : null)) {
            long id = mails.write("mira@example.com");
            deliver(server.port(), Map.of());
            awaitAttempt(id, 1);
            assertThat(mails.row(id)).containsEntry("state", "waiting").containsEntry("may_repeat", false);
            assertThat(String.valueOf(mails.row(id).get("problem"))).contains("450 4.2.1 mailbox busy");
            Instant next = jdbc().sql("SELECT next_attempt_at FROM outgoing_mail WHERE id = ?")
                    .param(id)
                    .query(java.time.OffsetDateTime.class)
                    .single()
                    .toInstant();
            assertThat(next)
                    .isBetween(clock.instant().plusSeconds(60), clock.instant().plusSeconds(72));
            full.set(false);
            // Whoever takes another one has looked for this one, too.
            awaitState(mails.write("nils@example.com"), "sent");
            assertThat(mails.row(id)).containsEntry("attempts", 1).containsEntry("state", "waiting");
            clock.goOn(Duration.ofSeconds(73));
            awaitState(id, "sent");
            assertThat(mails.row(id)).containsEntry("attempts", 2).containsEntry("problem", null);
        }
    }

    @Test
    void aMailThatNobodyWillTakeIsGivenUpAfterTwoDays() throws Exception {
        Instant began = clock.instant();
        try (ScriptedMailServer server =
                new ScriptedMailServer(command -> command.startsWith("RCPT") ? "451 greylisted" : null)) {
            long id = mails.write("mira@example.com");
            deliver(server.port(), Map.of());
            for (int attempt = 1; attempt < Retries.MOST_ATTEMPTS; attempt++) {
                awaitAttempt(id, attempt);
                assertThat(mails.state(id)).isEqualTo("waiting");
                clock.goOn(Duration.ofHours(5));
            }
            awaitState(id, "refused");
            assertThat(String.valueOf(mails.row(id).get("problem")))
                    .isEqualTo("Given up after 17 attempts: 451 greylisted");
            Duration least = Duration.ZERO;
            for (int attempt = 1; attempt < Retries.MOST_ATTEMPTS; attempt++) {
                least = least.plus(Retries.after(attempt));
            }
            assertThat(least).isBetween(Duration.ofHours(47), Duration.ofHours(58));
            assertThat(clock.instant()).isAfter(began);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT", "MAIL", "."})
    void whatAServerRefusesForGoodIsRefusedInItsWords(String where) throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer(command ->
                command.startsWith(where) ? "554 5.7.1 we\u0007 do not want this " + "x".repeat(2_000) : null)) {
            long id = mails.write("mira@example.com");
            deliver(server.port(), Map.of());
            awaitState(id, "refused");
            assertThat(String.valueOf(mails.row(id).get("problem")))
                    .startsWith("mira@example.com: 554 5.7.1 we  do not want this xx")
                    .hasSize(500);
            assertThat(server.taken()).isEmpty();
            assertThat(mails.row(id)).containsEntry("attempts", 1).containsEntry("may_repeat", false);
        }
    }

    @Test
    void ofSeveralRecipientsNobodyGetsItTwiceAndNobodyIsForgotten() throws Exception {
        AtomicBoolean busy = new AtomicBoolean(true);
        try (ScriptedMailServer server = new ScriptedMailServer(command -> command.contains("gone@")
                ? "550 5.1.1 no such user"
                : command.contains("busy@") && busy.get() ? "451 later" : null)) {
            long id = mails.write(
                    "mira@example.com", "gone@example.com", "Busy <busy@example.com>", "no address", "ü@x.example");
            deliver(server.port(), Map.of());
            awaitAttempt(id, 1);
            assertThat(mails.state(id)).isEqualTo("waiting");
            busy.set(false);
            clock.goOn(Duration.ofMinutes(2));
            awaitState(id, "sent");
            assertThat(server.taken())
                    .extracting(Taken::recipients)
                    .containsExactly(List.of("mira@example.com"), List.of("busy@example.com"));
            assertThat(server.taken())
                    .extracting(Taken::messageId)
                    .containsOnly(server.taken().getFirst().messageId());
            assertThat(texts(id, "accepted")).containsExactly("mira@example.com", "Busy <busy@example.com>");
            assertThat(texts(id, "refused")).containsExactlyInAnyOrder("gone@example.com", "no address", "ü@x.example");
            assertThat(String.valueOf(mails.row(id).get("problem"))).contains("gone@example.com");
        }
    }

    private List<String> texts(long id, String column) {
        return jdbc().sql("SELECT unnest(" + column + ") FROM outgoing_mail WHERE id = ?")
                .param(id)
                .query(String.class)
                .list();
    }

    @Test
    void aMailWhoseAnswerWasLostComesAgainUnderTheSameIdAndSaysThatItMay() throws Exception {
        AtomicInteger ends = new AtomicInteger();
        try (ScriptedMailServer server = new ScriptedMailServer(
                command -> command.equals(".") && ends.incrementAndGet() == 1 ? ScriptedMailServer.HANG_UP : null)) {
            long id = mails.write("mira@example.com");
            deliver(server.port(), Map.of());
            awaitAttempt(id, 1);
            assertThat(mails.row(id)).containsEntry("state", "waiting").containsEntry("may_repeat", true);
            clock.goOn(Duration.ofMinutes(2));
            awaitState(id, "sent");
            assertThat(server.taken()).hasSize(2);
            assertThat(server.taken())
                    .extracting(Taken::messageId)
                    .containsOnly(server.taken().getFirst().messageId());
            assertThat(server.taken())
                    .extracting(mail -> mail.header(MailMessage.MAY_REPEAT))
                    .containsExactly("", "yes");
        }
    }

    @Test
    void aServerThatIsAwayCostsNoMailAnAttempt() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        try (ScriptedMailServer server =
                new ScriptedMailServer(command -> command.isEmpty() && away.get() ? "554 not now" : null)) {
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                ids.add(mails.write("mira" + i + "@example.com"));
            }
            deliver(server.port(), Map.of());
            awaitThat("several came in vain", () -> server.connections() >= 6);
            assertThat(ids)
                    .allSatisfy(id -> assertThat(mails.row(id))
                            .containsEntry("state", "waiting")
                            .containsEntry("attempts", 0));
            away.set(false);
            for (long id : ids) {
                awaitState(id, "sent");
                assertThat(mails.row(id)).containsEntry("attempts", 1);
            }
            assertThat(server.taken()).hasSize(30);
        }
    }

    @Test
    void aServerThatTricklesHoldsUpNoOtherMailAndIsLeftInTheEnd() throws Exception {
        AtomicInteger trickled = new AtomicInteger();
        try (ScriptedMailServer server = new ScriptedMailServer(command -> {
            if (command.contains("slow@")) {
                trickled.incrementAndGet();
                return ScriptedMailServer.TRICKLE;
            }
            return null;
        })) {
            long slow = mails.write("slow@example.com");
            deliver(server.port(), Map.of("sequitur.mail.senders", 2, "sequitur.mail.attempt", "3s"));
            awaitThat("it trickles", () -> trickled.get() == 1);
            long other = mails.write("mira@example.com");
            awaitState(other, "sent");
            assertThat(mails.row(slow).get("attempt_began_at"))
                    .as("still at it")
                    .isNotNull();
            awaitAttempt(slow, 1);
            assertThat(mails.row(slow)).containsEntry("state", "waiting");
            awaitThat("nobody is connected", () -> server.present() == 0);
        }
    }
}
