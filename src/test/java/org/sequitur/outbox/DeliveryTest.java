package org.sequitur.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.outbox.OutgoingMail.Cause;
import org.sequitur.outbox.ScriptedMailServer.Taken;
import org.sequitur.server.Server;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.WireException;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens to mails between the outbox and the mail server, whatever that does. */
@Execution(ExecutionMode.SAME_THREAD)
class DeliveryTest {

    private static final TestServer DATA = TestServer.start(Map.of());
    private static final TestCompany COMPANY = DATA.newCompany();

    private final ToldClock clock = new ToldClock("2026-03-02T09:00:00Z");
    private final WrittenMails mails = new WrittenMails(DATA.dataSource(), COMPANY.id(), clock.instant());
    private final List<Server> servers = new ArrayList<>();

    @AfterEach
    void end() {
        servers.forEach(Server::close);
        JdbcClient.create(DATA.dataSource()).sql("DELETE FROM outgoing_mail").update();
        DrawnDocuments.reset();
    }

    @AfterAll
    static void stop() {
        DATA.close();
    }

    private Server deliver(int port, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "sequitur.mail.host", "127.0.0.1",
                "sequitur.mail.port", port,
                "sequitur.mail.security", "none",
                "sequitur.mail.look", "20ms",
                "sequitur.mail.attempt", "30s"));
        settings.putAll(more);
        Server server = Server.start(
                DATA.database(), InetAddress.getLoopbackAddress(), 0, null, settings, clock, DrawnDocuments.class);
        servers.add(server);
        return server;
    }

    private void awaitState(long id, String state) throws InterruptedException {
        awaitThat("mail " + id + " is " + state, () -> mails.state(id).equals(state));
    }

    private void awaitAttempt(long id, int number) throws InterruptedException {
        awaitThat("attempt " + number + " of mail " + id + " is over", () -> {
            Map<String, @Nullable Object> row = mails.row(id);
            return row.get("attempt_began_at") == null && Objects.equals(row.get("attempts"), number);
        });
    }

    @Test
    void aMailComesOnceAsItWasWrittenAndIsMarked() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            byte[] bytes = "a;b\nGrüße;1\r\n".getBytes(StandardCharsets.UTF_8);
            List<MailEnclosure> files = List.of(
                    new MailEnclosure("Lieferschein für Zoë 納品書.csv", "text/csv", bytes),
                    new MailEnclosure("x\r\nBcc: eve@example.com", "text/html\r\nX-Eve: 1; name=\"y\"", bytes),
                    new MailEnclosure("forwarded.eml", "message/rfc822", bytes));
            long id = mails.write(WrittenMails.asked(
                    "Rechnung 001 – Grüße\r\nBcc: eve@example.com",
                    "Liebe Zoë,\n\nhier ist sie.\n.\n納品書",
                    files,
                    "Zoë Ångström <zoe@example.com>",
                    "\"Books, Ltd\" <books@bücher.example>"));
            deliver(server.getSmtp().getPort(), Map.of());
            awaitState(id, "sent");

            assertThat(server.getReceivedMessages()).hasSize(2); // one for each recipient
            MimeMessage message = server.getReceivedMessages()[0];
            assertThat(message.getFrom()).extracting(Address::toString).containsExactly("Jo Reed <jo@reed.example>");
            assertThat(message.getReplyTo()).extracting(Address::toString).containsExactly("Jo Reed <jo@reed.example>");
            assertThat(message.getHeader("To", ", "))
                    .contains("zoe@example.com", "\"Books, Ltd\" <books@xn--bcher-kva.example>")
                    .matches("\\p{ASCII}*");
            assertThat(message.getHeader("Bcc")).isNull();
            assertThat(message.getHeader("X-Eve")).isNull();
            assertThat(message.getHeader("Auto-Submitted")).isNull();
            assertThat(message.getHeader(MailMessage.MAY_REPEAT)).isNull();
            assertThat(message.getSubject()).isEqualTo("Rechnung 001 – Grüße Bcc: eve@example.com");
            assertThat(message.getSentDate().toInstant()).isEqualTo(clock.instant());
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getCount()).isEqualTo(4);
            assertThat(parts.getBodyPart(0)
                            .getContent()
                            .toString()
                            .replace("\r\n", "\n")
                            .strip())
                    .isEqualTo("Liebe Zoë,\n\nhier ist sie.\n.\n納品書");
            assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("Lieferschein für Zoë 納品書.csv");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/csv");
            assertThat(parts.getBodyPart(2).getFileName()).isEqualTo("x Bcc: eve@example.com");
            assertThat(parts.getBodyPart(3).getContentType()).startsWith("application/octet-stream");
            for (int i = 1; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                assertThat(part.getDisposition()).isEqualTo("attachment");
                assertThat(part.getInputStream().readAllBytes()).isEqualTo(bytes);
            }
            assertThat(mails.row(id))
                    .containsEntry("attempts", 1)
                    .containsEntry("problem", null)
                    .containsEntry("may_repeat", false);
        } finally {
            server.stop();
        }
    }

    @Test
    void whatNobodyAskedForSaysSoAndAServerWithAnAddressOfItsOwnUsesIt() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer(command -> null)) {
            long id = mails.write(
                    WrittenMails.mail(Cause.REMINDER, false, "Reminder", "Please pay", List.of(), "mira@example.com"));
            deliver(server.port(), Map.of("sequitur.mail.from", "books@house.example"));
            awaitState(id, "sent");
            assertThat(server.taken()).singleElement().satisfies(mail -> {
                assertThat(mail.header("From")).isEqualTo("Jo Reed <books@house.example>");
                assertThat(mail.header("Reply-To")).isEqualTo("Jo Reed <jo@reed.example>");
                assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
                assertThat(mail.messageId())
                        .isEqualTo("<sequitur." + COMPANY.id() + "." + id + "."
                                + clock.instant().toEpochMilli() + "@reed.example>");
            });
        }
    }

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
            Instant next = JdbcClient.create(DATA.dataSource())
                    .sql("SELECT next_attempt_at FROM outgoing_mail WHERE id = ?")
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

    private static List<String> texts(long id, String column) {
        return JdbcClient.create(DATA.dataSource())
                .sql("SELECT unnest(" + column + ") FROM outgoing_mail WHERE id = ?")
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

    @Test
    void oneConnectionServesSeveralMailsAlsoAfterOneThatWasRefused() throws Exception {
        try (ScriptedMailServer server =
                new ScriptedMailServer(command -> command.contains("gone@") ? "550 no such user" : null)) {
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ids.add(mails.write((i % 5 == 0 ? "gone@" : "mira" + i + "@") + "example.com"));
            }
            deliver(server.port(), Map.of("sequitur.mail.senders", 1));
            for (long id : ids) {
                awaitThat("done with", () -> !mails.state(id).equals("waiting"));
            }
            assertThat(server.taken()).hasSize(16);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void twoServersDeliverEachMailOnceAndOneThatStopsAmidItGivesItsOwnBack() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicInteger taken = new AtomicInteger();
        try (ScriptedMailServer server = new ScriptedMailServer(command -> {
            if (command.equals(".") && taken.incrementAndGet() == 100) {
                stopped.countDown();
            }
            return null;
        })) {
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                ids.add(mails.write("mira" + i + "@example.com"));
            }
            Server one = deliver(server.port(), Map.of());
            deliver(server.port(), Map.of());
            stopped.await();
            one.close();
            for (long id : ids) {
                awaitState(id, "sent");
            }
            assertThat(server.taken()).hasSize(300);
            assertThat(new HashSet<>(
                            server.taken().stream().map(Taken::messageId).toList()))
                    .hasSize(300);
        }
    }

    @Test
    void theDocumentIsMadeOnceForAllAttempts() throws Exception {
        AtomicInteger ends = new AtomicInteger();
        try (ScriptedMailServer server = new ScriptedMailServer(
                command -> command.equals(".") && ends.incrementAndGet() == 1 ? "451 later" : null)) {
            DrawnDocuments.failures.set(1);
            long id = mails.write(WrittenMails.mail(Cause.ASKED, true, "Invoice", "", List.of(), "mira@example.com"));
            deliver(server.port(), Map.of());
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
            deliver(server.port(), Map.of());
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
            deliver(server.port(), Map.of());
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
            deliver(server.port(), Map.of());
            awaitState(id, "cancelled");
            assertThat(mails.row(id)).containsEntry("problem", "Its document is gone, or has become a draft again");
            assertThat(server.taken()).isEmpty();
        }
    }

    @Test
    void withoutAServerMailsWaitAndGoWhenThereIsOne() throws Exception {
        long id = mails.write("mira@example.com");
        servers.add(DATA.beside(Map.of("sequitur.mail.look", "1ms"), clock));
        clock.goOn(Duration.ofDays(40));
        assertThat(mails.row(id)).containsEntry("state", "waiting").containsEntry("attempts", 0);
        try (ScriptedMailServer server = new ScriptedMailServer(command -> null)) {
            deliver(server.port(), Map.of());
            awaitState(id, "sent");
            assertThat(server.taken()).hasSize(1);
        }
    }

    @Test
    void enclosuresAreDroppedWhenTheirTimeIsOverAndTheMailStays() throws Exception {
        try (ScriptedMailServer server =
                new ScriptedMailServer(command -> command.contains("gone@") ? "550 no such user" : null)) {
            List<MailEnclosure> files = List.of(new MailEnclosure("a.txt", "text/plain", new byte[1_234]));
            long sent = mails.write(WrittenMails.asked("One", "", files, "mira@example.com"));
            long refused = mails.write(WrittenMails.asked("Two", "", files, "gone@example.com"));
            deliver(server.port(), Map.of("sequitur.mail.keep-enclosures", "10d"));
            awaitState(sent, "sent");
            awaitState(refused, "refused");
            long waiting = mails.write(WrittenMails.asked("Three", "", files, "gone@example.com"));
            servers.forEach(Server::close);
            OutgoingMails outgoing = new OutgoingMails(
                    new HouseConnections(DATA.dataSource()), new RecordClock(clock), Duration.ZERO, Duration.ZERO);
            clock.goOn(Duration.ofDays(10).minusSeconds(1));
            assertThat(outgoing.dropEnclosures(10)).isZero();
            clock.goOn(Duration.ofSeconds(1));
            assertThat(outgoing.dropEnclosures(1)).isEqualTo(1);
            assertThat(outgoing.dropEnclosures(10))
                    .isEqualTo(mails.state(waiting).equals("waiting") ? 1 : 2);
            assertThat(outgoing.dropEnclosures(10)).isZero();
            assertThat(JdbcClient.create(DATA.dataSource())
                            .sql("SELECT mail_id, dropped_size FROM mail_enclosure WHERE data IS NULL ORDER BY mail_id")
                            .query((row, number) -> Arrays.asList(row.getLong(1), row.getLong(2)))
                            .list())
                    .contains(Arrays.asList(sent, 1_234L), Arrays.asList(refused, 1_234L));
            assertThat(mails.state(sent)).isEqualTo("sent");
        }
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
