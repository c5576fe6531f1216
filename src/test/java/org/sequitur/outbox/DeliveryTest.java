package org.sequitur.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sequitur.monitoring.Scrape;
import org.sequitur.outbox.OutgoingMail.Cause;
import org.sequitur.outbox.ScriptedMailServer.Taken;
import org.sequitur.server.Server;

/** What happens to mails between the outbox and a mail server that takes them. */
class DeliveryTest extends DeliveringCase {

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
                        .isEqualTo("<sequitur." + company.id() + "." + id + "."
                                + clock.instant().toEpochMilli() + "@reed.example>");
            });
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
            Server sender = deliver(server.port(), Map.of("sequitur.mail.senders", 1));
            for (long id : ids) {
                awaitThat("done with", () -> !mails.state(id).equals("waiting"));
            }
            String attempts = "sequitur_mail_attempts_total{outcome=";
            awaitThat("all attempts are told to operators", () -> {
                Scrape told = Scrape.of(sender.baseUrl().of(""));
                return told.value(attempts + "\"sent\"}") == 16 && told.value(attempts + "\"refused\"}") == 4;
            });
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
    void withoutAServerMailsWaitAndGoWhenThereIsOne() throws Exception {
        long id = mails.write("mira@example.com");
        keep(data.beside(Map.of("sequitur.mail.look", "1ms"), clock));
        clock.goOn(Duration.ofDays(40));
        assertThat(mails.row(id)).containsEntry("state", "waiting").containsEntry("attempts", 0);
        try (ScriptedMailServer server = new ScriptedMailServer(command -> null)) {
            deliver(server.port(), Map.of());
            awaitState(id, "sent");
            assertThat(server.taken()).hasSize(1);
        }
    }
}
