package org.sequitur.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.outbox.MailEnclosure;
import org.sequitur.outbox.ScriptedMailServer;
import org.sequitur.outbox.WrittenMails;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What {@code /sequitur/v1/mails} shows of the outbox, and what it lets be done. */
class MailWireTest {

    private static final String MAILS = "/sequitur/v1/mails";

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final WrittenMails mails = new WrittenMails(server.dataSource(), company.id(), TestServer.now());

    @Test
    void withoutAMailServerAMailWaitsAndIsShown() throws Exception {
        long id = mails.write(WrittenMails.asked(
                "Invoice 001",
                "Here it is.",
                List.of(new MailEnclosure("Lieferschein 納.txt", "text/plain", new byte[7])),
                "mira@example.com",
                "Nils <nils@example.com>"));
        JsonNode mail = company.get(MAILS + "/" + id).expect(200).body().path("mail");
        assertThat(mail.path("url").asString()).isEqualTo(server.baseUrl() + MAILS + "/" + id);
        assertThat(mail.path("invoice").asString()).isEqualTo(server.baseUrl() + "/v2/invoices/1001");
        assertThat(mail.path("state").asString()).isEqualTo("waiting");
        assertThat(mail.path("cause").asString()).isEqualTo("asked");
        assertThat(mail.path("sender").asString()).isEqualTo("Jo Reed <jo@reed.example>");
        assertThat(mail.path("recipients").valueStream().map(JsonNode::asString))
                .containsExactly("mira@example.com", "Nils <nils@example.com>");
        assertThat(mail.path("subject").asString()).isEqualTo("Invoice 001");
        assertThat(mail.path("body").asString()).isEqualTo("Here it is.");
        assertThat(mail.path("attempts").asInt()).isZero();
        assertThat(mail.at("/enclosures/0/file_name").asString()).isEqualTo("Lieferschein 納.txt");
        assertThat(mail.at("/enclosures/0/size").asInt()).isEqualTo(7);
        assertThat(mail.at("/enclosures/0/kept").asBoolean()).isTrue();
        assertThat(mail.has("sent_at")).isFalse();
    }

    @Test
    void aListIsNewestFirstAndNarrowedByStateAndDocument() throws Exception {
        long first = mails.write("mira@example.com");
        long second = mails.write("nils@example.com");
        company.post(MAILS + "/" + first + "/cancel", "").expect(200);
        assertThat(ids("")).containsExactly(second, first);
        assertThat(ids("?state=waiting")).containsExactly(second);
        assertThat(ids("?state=cancelled")).containsExactly(first);
        assertThat(ids("?state=sent")).isEmpty();
        assertThat(ids("?invoice=1001")).containsExactly(second, first);
        assertThat(ids("?invoice=" + server.baseUrl() + "/v2/invoices/1001&state=waiting"))
                .containsExactly(second);
        assertThat(ids("?invoice=1002")).isEmpty();
        assertThat(ids("?estimate=1001")).isEmpty();
        assertThat(company.get(MAILS + "?per_page=1&page=2").expect(200).header("X-Total-Count"))
                .isEqualTo("2");
        assertThat(ids("?per_page=1&page=2")).containsExactly(first);
        assertThat(company.get(MAILS).body().at("/mails/0").has("body")).isFalse();
    }

    private List<Long> ids(String query) throws Exception {
        return company.get(MAILS + query)
                .expect(200)
                .body()
                .path("mails")
                .valueStream()
                .map(mail -> Long.parseLong(mail.path("url").asString().replaceFirst(".*/", "")))
                .toList();
    }

    @Test
    void whatWaitsCanBeCancelledAndThenNothingMore() throws Exception {
        String one = MAILS + "/" + mails.write("mira@example.com");
        JsonNode cancelled =
                company.post(one + "/cancel", "").expect(200).body().path("mail");
        assertThat(cancelled.path("state").asString()).isEqualTo("cancelled");
        assertThat(cancelled.has("next_attempt_at")).isFalse();
        company.post(one + "/cancel", "").expect(403);
        company.post(one + "/retry", "").expect(403);
    }

    @Test
    void whatWasRefusedBeginsAnewWithThoseWhoHaveNotGotIt() throws Exception {
        long id = mails.write("mira@example.com", "nils@example.com");
        JdbcClient.create(server.dataSource()).sql("""
                        UPDATE outgoing_mail SET state = 'refused', next_attempt_at = NULL, attempts = 17, problem = 'no',
                            accepted = '{mira@example.com}', refused = '{nils@example.com}', enclosures_until = now()
                        WHERE id = ?
                        """).param(id).update();
        JsonNode mail =
                company.post(MAILS + "/" + id + "/retry", "").expect(200).body().path("mail");
        assertThat(mail.path("state").asString()).isEqualTo("waiting");
        assertThat(mail.path("attempts").asInt()).isZero();
        assertThat(mail.has("problem")).isFalse();
        assertThat(mail.path("refused")).isEmpty();
        assertThat(mail.path("accepted")).hasSize(1);
        assertThat(mails.row(id)).containsEntry("enclosures_until", null);
    }

    @Test
    void withoutItsEnclosuresNothingIsSentAgainButTheDocumentIsMadeAnew() throws Exception {
        long id = mails.write(WrittenMails.asked(
                "One", "", List.of(new MailEnclosure("a.txt", "text/plain", new byte[7])), "mira@example.com"));
        JdbcClient jdbc = JdbcClient.create(server.dataSource());
        jdbc.sql("UPDATE outgoing_mail SET state = 'refused', next_attempt_at = NULL WHERE id = ?")
                .param(id)
                .update();
        jdbc.sql("INSERT INTO mail_enclosure VALUES (?, ?, 0, 'a.pdf', 'application/pdf', NULL, 9)")
                .params(company.id(), id)
                .update();
        jdbc.sql("UPDATE mail_enclosure SET data = NULL, dropped_size = 7 WHERE mail_id = ? AND position = 1")
                .param(id)
                .update();
        String one = MAILS + "/" + id;
        assertThat(company.post(one + "/retry", "").expect(422).text()).contains("no longer kept");
        assertThat(company.get(one).body().at("/mail/enclosures"))
                .as("a refused request changes nothing")
                .hasSize(2);
        jdbc.sql("DELETE FROM mail_enclosure WHERE mail_id = ? AND position = 1")
                .param(id)
                .update();
        company.post(one + "/retry", "").expect(200);
        assertThat(company.get(one).body().at("/mail/enclosures")).isEmpty();
    }

    @Test
    void whatIsBeingSentIsLeftAlone() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedMailServer mailServer = new ScriptedMailServer(command -> {
                    if (command.equals(".")) {
                        asked.countDown();
                        answer.await();
                    }
                    return null;
                });
                TestServer sending = TestServer.start(Map.of(
                        "sequitur.mail.host", "127.0.0.1",
                        "sequitur.mail.port", mailServer.port(),
                        "sequitur.mail.security", "none",
                        "sequitur.mail.look", "20ms"))) {
            TestCompany other = sending.newCompany();
            WrittenMails written = new WrittenMails(sending.dataSource(), other.id(), TestServer.now());
            long id = written.write("mira@example.com");
            asked.await();
            String one = MAILS + "/" + id;
            other.post(one + "/cancel", "").expect(409);
            other.post(one + "/retry", "").expect(409);
            answer.countDown();
            awaitThat("it is sent", () -> written.state(id).equals("sent"));
            JsonNode mail = other.get(one).expect(200).body().path("mail");
            assertThat(mail.has("sent_at")).isTrue();
            assertThat(mail.path("accepted")).hasSize(1);
            other.post(one + "/retry", "").expect(403);
            assertThat(mailServer.taken()).hasSize(1);
        }
    }

    @Test
    void anUnknownStateIsNoState() throws Exception {
        company.get(MAILS + "?state=lost").expect(400);
        company.get(MAILS + "/999999999").expect(404);
        company.post(MAILS + "/999999999/retry", "").expect(404);
    }
}
