package org.sequitur.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sequitur.ServerProcess;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.V2Client;
import org.sequitur.correspondence.LetterFixture.Mail;
import org.sequitur.invoice.RecurringFixture;
import org.sequitur.series.StrictCompany;
import org.sequitur.server.Server;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Mails leave by themselves when their day has come, each once; two servers are at it all the time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AutomaticMailsTest {

    private static final Map<String, Object> SETTINGS =
            Map.of("sequitur.mail-rounds", "50ms", "sequitur.recurring-look", "50ms");

    private final ToldClock clock = new ToldClock("2026-01-01T12:00:00Z");
    private TestServer server;
    private Server beside;
    private TestCompany company;
    private LetterFixture letters;

    @BeforeAll
    void start() {
        server = TestServer.start(SETTINGS, clock);
        beside = server.beside(SETTINGS, clock);
    }

    @AfterAll
    void stop() {
        beside.close();
        server.close();
    }

    @BeforeEach
    void found() throws Exception {
        clock.tell("2026-01-01T12:00:00Z");
        company = server.newCompany();
        letters = new LetterFixture(server, company);
    }

    @Test
    void aScheduledInvoiceIsSentOnItsDayInTheCompanysTimeZone() throws Exception {
        jdbc().sql("UPDATE company SET time_zone = 'America/New_York' WHERE id = ?")
                .param(company.id())
                .update();
        String invoice = letters.invoice(Map.of());
        letters.transition(invoice, "mark_as_scheduled").expect(200);
        clock.tell("2026-01-05T04:59:00Z");
        lookTwice();
        assertThat(letters.status(invoice)).isEqualTo("Scheduled To Email");
        assertThat(letters.mails()).isEmpty();
        clock.tell("2026-01-05T05:00:00Z");
        awaitMails(1);
        lookTwice();
        assertThat(letters.status(invoice)).isEqualTo("Open");
        Mail mail = letters.mails().getFirst();
        assertThat(letters.mails()).hasSize(1);
        assertThat(mail.cause()).isEqualTo("scheduled");
        assertThat(mail.once()).startsWith("scheduled " + mail.documentId() + " ");
        assertThat(mail.sender()).isEqualTo(LetterFixture.OWNER);
        assertThat(mail.recipients()).containsExactly("ap@mills.example");
        assertThat(mail.subject()).startsWith("Invoice 001 from ");
        assertThat(mail.enclosesPdf()).isTrue();
        assertThat(lastAudit()).isEqualTo("send_email " + invoice + " scheduled");
    }

    @Test
    void oneThatIsTakenBackAndScheduledAgainIsMailedAgain() throws Exception {
        String invoice = letters.invoice(Map.of());
        clock.tell("2026-01-05T12:00:00Z");
        for (int i = 1; i <= 3; i++) {
            letters.transition(invoice, "mark_as_scheduled").expect(200);
            awaitMails(i);
            letters.transition(invoice, "mark_as_draft").expect(200);
        }
        lookTwice();
        assertThat(letters.mails()).hasSize(3);
        assertThat(letters.mails()).extracting(Mail::once).doesNotHaveDuplicates();
        assertThat(letters.status(invoice)).isEqualTo("Draft");
    }

    @Test
    void aRecurringInvoiceIsMailedOnEachOfItsDays() throws Exception {
        V2Client client = company.client();
        new RecurringFixture(client, letters.contact()).created(Map.of("send_new_invoice_emails", true));
        clock.tell("2026-03-31T12:00:00Z");
        awaitMails(3);
        lookTwice();
        assertThat(letters.mails()).extracting(Mail::reference).containsExactlyInAnyOrder("001", "002", "003");
        assertThat(client.get("invoices?view=scheduled_to_email").header("X-Total-Count"))
                .isEqualTo("0");
    }

    @Test
    void inAStrictSeriesNumbersFollowTheDatesAndWhatIsTooEarlyWaitsWithItsProblem() throws Exception {
        StrictCompany strict = StrictCompany.with(company.client(), Map.of("prefix", "INV-", "padding", 3));
        Map<String, Object> mailed = Map.of("contact", letters.contact());
        String late = scheduled(strict, mailed, "2026-01-03");
        String early = scheduled(strict, mailed, "2026-01-02");
        String middle = scheduled(strict, mailed, "2026-01-02");
        clock.tell("2026-01-03T12:00:00Z");
        awaitMails(3);
        assertThat(letters.mails()).extracting(Mail::subject).allMatch(subject -> subject.startsWith("Invoice INV-00"));
        assertThat(letters.read(early).path("reference").asString()).isEqualTo("INV-001");
        assertThat(letters.read(middle).path("reference").asString()).isEqualTo("INV-002");
        assertThat(letters.read(late).path("reference").asString()).isEqualTo("INV-003");
        String tooEarly = scheduled(strict, mailed, "2026-01-02");
        String fine = scheduled(strict, mailed, "2026-01-03");
        awaitMails(4);
        ServerProcess.awaitThat("a problem", () -> problems().size() == 1);
        assertThat(problems().getFirst().path("invoice").asString()).endsWith(tooEarly);
        assertThat(problems().getFirst().path("problem").asString())
                .startsWith("dated_on can't be before 2026-01-03, the date of the last document");
        assertThat(letters.read(fine).path("reference").asString()).isEqualTo("INV-004");
        assertThat(letters.status(tooEarly)).isEqualTo("Scheduled To Email");
        assertThat(StrictCompany.breaches(server.dataSource(), company.id())).isEmpty();
    }

    private String scheduled(StrictCompany strict, Map<String, Object> attributes, String day) throws Exception {
        Map<String, Object> dated = new HashMap<>(attributes);
        dated.put("dated_on", day);
        String draft = strict.draft(dated);
        letters.transition(draft, "mark_as_scheduled").expect(200);
        return draft;
    }

    @Test
    void whoHasNoAddressWaitsForAnHourOrUntilSomethingIsChanged() throws Exception {
        letters.changeContact(Map.of("email", ""));
        String invoice = letters.invoice(Map.of("dated_on", "2026-01-01"));
        letters.transition(invoice, "mark_as_scheduled").expect(200);
        ServerProcess.awaitThat("a problem", () -> problems().size() == 1);
        JsonNode problem = problems().getFirst();
        assertThat(problem.path("cause").asString()).isEqualTo("scheduled");
        assertThat(problem.path("problem").asString()).isEqualTo("contact has no email address");
        assertThat(problem.path("retry_at").asString()).isEqualTo("2026-01-01T13:00:00.000Z");
        // Not by a change through the API, which would be seen at once.
        jdbc().sql("UPDATE contact SET email = 'late@mills.example' WHERE company_id = ?")
                .param(company.id())
                .update();
        lookTwice();
        assertThat(letters.status(invoice)).isEqualTo("Scheduled To Email");
        clock.tell("2026-01-01T13:00:00Z");
        awaitMails(1);
        assertThat(problems()).isEmpty();

        letters.changeContact(Map.of("email", ""));
        String another = letters.invoice(Map.of("dated_on", "2026-01-01"));
        letters.transition(another, "mark_as_scheduled").expect(200);
        ServerProcess.awaitThat("another problem", () -> problems().size() == 1);
        clock.tell("2026-01-01T13:01:00Z");
        letters.changeContact(Map.of("email", "ap@mills.example"));
        awaitMails(2);
    }

    @Test
    void aProblemIsGoneWithItsSchedule() throws Exception {
        letters.changeContact(Map.of("email", ""));
        String invoice = letters.invoice(Map.of("dated_on", "2026-01-01"));
        letters.transition(invoice, "mark_as_scheduled").expect(200);
        ServerProcess.awaitThat("a problem", () -> problems().size() == 1);
        letters.transition(invoice, "mark_as_draft").expect(200);
        assertThat(problems()).isEmpty();
        company.delete(invoice).expect(200);
    }

    @Test
    void whenAMailCannotBePutDownItsInvoiceStaysAndTheOthersGo() throws Exception {
        String stuck = letters.invoice(Map.of("reference", "STUCK"));
        String fine = letters.invoice(Map.of());
        jdbc().sql("ALTER TABLE outgoing_mail ADD CONSTRAINT stuck CHECK (reference <> 'STUCK')")
                .update();
        try {
            letters.transition(stuck, "mark_as_scheduled").expect(200);
            letters.transition(fine, "mark_as_scheduled").expect(200);
            clock.tell("2026-01-05T12:00:00Z");
            awaitMails(1);
            ServerProcess.awaitThat("a problem", () -> problems().size() == 1);
            assertThat(letters.status(fine)).isEqualTo("Open");
            assertThat(letters.status(stuck)).isEqualTo("Scheduled To Email");
        } finally {
            jdbc().sql("ALTER TABLE outgoing_mail DROP CONSTRAINT stuck").update();
        }
        clock.tell("2026-01-05T13:00:00Z");
        awaitMails(2);
        assertThat(letters.mails().get(1).reference()).isEqualTo("STUCK");
    }

    @Test
    void anOverdueInvoiceIsRemindedOfOnItsDaysUntilItIsPaid() throws Exception {
        String invoice = letters.invoice(Map.of("send_reminder_emails", true));
        String silent = letters.invoice(Map.of());
        letters.transition(invoice, "mark_as_sent").expect(200);
        letters.transition(silent, "mark_as_sent").expect(200);
        // Due on 4 February.
        clock.tell("2026-02-10T12:00:00Z");
        lookTwice();
        assertThat(letters.mails()).isEmpty();
        clock.tell("2026-02-11T12:00:00Z");
        awaitMails(1);
        lookTwice();
        clock.tell("2026-02-18T12:00:00Z");
        awaitMails(2);
        lookTwice();
        assertThat(letters.mails())
                .extracting(Mail::once)
                .containsExactly("reminder " + id(invoice) + " 7", "reminder " + id(invoice) + " 14");
        assertThat(letters.mails().getFirst().cause()).isEqualTo("reminder");
        assertThat(letters.mails().getFirst().body()).contains("was due on 4 February 2026", "£1,234.50");
        assertThat(lastAudit()).isEqualTo("send_email " + invoice + " reminder");
        letters.pay(invoice, "2026-02-20");
        clock.tell("2026-03-04T12:00:00Z");
        lookTwice();
        assertThat(letters.mails()).hasSize(2);
    }

    @Test
    void aReminderThatCannotBeSentInTimeIsMissed() throws Exception {
        letters.changeContact(Map.of("email", ""));
        String invoice = letters.invoice(Map.of("send_reminder_emails", true));
        letters.transition(invoice, "mark_as_sent").expect(200);
        clock.tell("2026-02-11T12:00:00Z");
        ServerProcess.awaitThat("a problem", () -> problems().size() == 1);
        assertThat(problems().getFirst().path("cause").asString()).isEqualTo("reminder");
        clock.tell("2026-02-26T12:00:00Z");
        ServerProcess.awaitThat("no problem", () -> problems().isEmpty());
        assertThat(letters.mails()).isEmpty();
    }

    @Test
    void whatIsDoneIsNotLookedAtAgain() throws Exception {
        String invoice = letters.invoice(Map.of("send_reminder_emails", true));
        letters.transition(invoice, "mark_as_sent").expect(200);
        clock.tell("2026-03-04T12:00:00Z");
        awaitMails(1);
        assertThat(letters.mails().getFirst().once()).isEqualTo("reminder " + id(invoice) + " 28");
        assertThat(jdbc().sql("SELECT remind_from FROM document WHERE company_id = ?")
                        .param(company.id())
                        .query(String.class)
                        .single())
                .isEqualTo("9999-12-31");
    }

    @Test
    void whatWasOverdueLongBeforeIsNotRemindedOfWhenItIsSwitchedOn() throws Exception {
        String old = letters.invoice(Map.of("dated_on", "2025-01-05"));
        String recent = letters.invoice(Map.of("dated_on", "2025-11-16"));
        letters.transition(old, "mark_as_sent").expect(200);
        letters.transition(recent, "mark_as_sent").expect(200);
        lookTwice();
        for (String invoice : List.of(old, recent)) {
            company.put(invoice, Map.of("invoice", Map.of("send_reminder_emails", true)))
                    .expect(200);
        }
        // Due on 16 December: 16 days ago.
        awaitMails(1);
        lookTwice();
        assertThat(letters.mails()).extracting(Mail::once).containsExactly("reminder " + id(recent) + " 14");
    }

    @Test
    void otherDaysCountFromWhenTheyAreSet() throws Exception {
        String invoice = letters.invoice(Map.of("send_reminder_emails", true));
        letters.transition(invoice, "mark_as_sent").expect(200);
        clock.tell("2026-02-11T12:00:00Z");
        awaitMails(1);
        String template = "/sequitur/v1/email_templates/reminder-en";
        company.put(template, Map.of("email_template", Map.of("reminder_days", "3, 7, 9")))
                .expect(200);
        clock.tell("2026-02-13T12:00:00Z");
        awaitMails(2);
        company.delete(template).expect(200);
        clock.tell("2026-02-18T12:00:00Z");
        awaitMails(3);
        lookTwice();
        assertThat(letters.mails())
                .extracting(mail -> String.valueOf(mail.once()).replaceFirst("reminder \\d+ ", ""))
                .containsExactly("7", "9", "14");
    }

    @Test
    void aPaidInvoiceIsThankedForOnce() throws Exception {
        String invoice = letters.invoice(Map.of("send_thank_you_emails", true));
        String silent = letters.invoice(Map.of());
        for (String one : List.of(invoice, silent)) {
            letters.transition(one, "mark_as_sent").expect(200);
        }
        clock.tell("2026-01-20T12:00:00Z");
        letters.pay(silent, "2026-01-20");
        String reconciliation = letters.pay(invoice, "2026-01-20");
        awaitMails(1);
        company.delete(reconciliation).expect(200);
        letters.pay(invoice, "2026-01-20");
        lookTwice();
        assertThat(letters.mails()).extracting(Mail::once).containsExactly("thanks " + id(invoice));
        assertThat(letters.mails().getFirst().cause()).isEqualTo("thanks");
        assertThat(letters.mails().getFirst().enclosesPdf()).isFalse();
        company.put(silent, Map.of("invoice", Map.of("send_thank_you_emails", true)))
                .expect(200);
        awaitMails(2);
    }

    @Test
    void whoPaidLongAgoIsNotThankedWhenItIsSwitchedOn() throws Exception {
        String invoice = letters.invoice(Map.of());
        letters.transition(invoice, "mark_as_sent").expect(200);
        letters.pay(invoice, "2026-01-05");
        clock.tell("2026-03-01T12:00:00Z");
        company.put(invoice, Map.of("invoice", Map.of("send_thank_you_emails", true)))
                .expect(200);
        lookTwice();
        assertThat(letters.mails()).isEmpty();
    }

    private static String id(String path) {
        return path.replaceFirst(".*/", "");
    }

    private JdbcClient jdbc() {
        return letters.jdbc();
    }

    private String lastAudit() throws Exception {
        JsonNode event = company.get("/sequitur/v1/audit?per_page=1")
                .expect(200)
                .body()
                .path("audit")
                .path(0);
        return event.path("action").asString() + " invoices/" + event.path("record_id") + " "
                + event.path("detail").asString();
    }

    private List<JsonNode> problems() throws Exception {
        List<JsonNode> problems = new ArrayList<>();
        V2Client.Answer answer = company.get("/sequitur/v1/mail_problems").expect(200);
        answer.body().path("mail_problems").forEach(problems::add);
        assertThat(answer.header("X-Total-Count")).isEqualTo(Integer.toString(problems.size()));
        return problems;
    }

    private void awaitMails(int count) throws Exception {
        ServerProcess.awaitThat(count + " mails", () -> letters.mails().size() >= count);
        assertThat(letters.mails()).hasSize(count);
    }

    private void lookTwice() throws Exception {
        LetterFixture.lookTwice(server, clock);
    }
}
