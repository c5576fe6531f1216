package org.sequitur.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.outbox.MailEnclosure;
import org.sequitur.outbox.WrittenMails;
import org.sequitur.signin.PageClient;
import org.sequitur.signin.TestPerson;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The mails of a person's companies, on pages. */
class MailPageTest {

    private final TestServer server = TestServer.shared();
    private final TestPerson olive = TestPerson.on(server);

    private WrittenMails mails(long companyId) {
        return new WrittenMails(server.dataSource(), companyId, TestServer.now());
    }

    private static String one(long company, long id) {
        return "/account/mails/mail?company=" + company + "&id=" + id;
    }

    private static Map<String, String> fields(long company, long id) {
        return Map.of("company", Long.toString(company), "id", Long.toString(id));
    }

    @Test
    void ofAHeldCompanyThePageSaysWhyItsMailsWait() throws Exception {
        String why = "This company is held: its mails wait until it is released.";
        PageClient browser = olive.signedIn();
        server.hold(olive.company());
        assertThat(browser.get("/account/mails").expect(200).text()).contains(why);
        server.release(olive.company());
        assertThat(browser.get("/account/mails").expect(200).text()).doesNotContain(why);
    }

    @Test
    void aPersonSeesTheMailsOfTheirCompanyAndCancelsAndSendsThem() throws Exception {
        long company = olive.company().id();
        long id = mails(company)
                .write(WrittenMails.asked(
                        "Invoice <001>",
                        "Here it is & <b>more</b>.",
                        List.of(new MailEnclosure("a.txt", "text/plain", new byte[7])),
                        "mira@example.com"));
        PageClient browser = olive.signedIn();
        assertThat(browser.get("/account").expect(200).text()).contains("/account/mails");
        assertThat(browser.get("/account/mails").expect(200).text())
                .contains("Invoice <001>", "mira@example.com", "waiting", one(company, id));
        assertThat(browser.get(one(company, id)).expect(200).text())
                .contains("Here it is & <b>more</b>.", "a.txt, 7 bytes", "Send now", "Cancel");
        assertThat(browser.get(one(company, id)).response().body()).doesNotContain("<b>more</b>");

        browser.post("/account/mails/retry", fields(company, id)).expect(303);
        assertThat(mails(company).state(id)).isEqualTo("waiting");
        assertThat(browser.post("/account/mails/cancel", fields(company, id))
                        .expect(303)
                        .location())
                .endsWith(one(company, id));
        assertThat(mails(company).state(id)).isEqualTo("cancelled");
        assertThat(browser.get(one(company, id)).expect(200).text())
                .contains("cancelled")
                .doesNotContain("Send now");
        // From a page that was open all the while.
        browser.post("/account/mails/retry", fields(company, id)).expect(303);
        assertThat(mails(company).state(id)).isEqualTo("cancelled");
        assertThat(JdbcClient.create(server.dataSource())
                        .sql(
                                "SELECT action FROM audit_event WHERE company_id = ? AND record_kind = 'mails' ORDER BY id")
                        .param(company)
                        .query(String.class)
                        .list())
                .containsExactly("retry", "cancel");
    }

    @Test
    void nobodySeesTheMailsOfACompanyThatIsNotTheirsOrWhereTheirLevelIsTooLow() throws Exception {
        TestPerson other = TestPerson.on(server);
        long foreign = other.company().id();
        long id = mails(foreign).write("foreign@example.com");
        long own = olive.company().id();
        PageClient browser = olive.signedIn();
        assertThat(browser.get("/account/mails?company=" + foreign).expect(200).text())
                .doesNotContain("foreign@example.com");
        browser.get(one(foreign, id)).expect(404);
        browser.get(one(own, id)).expect(404);
        browser.get("/account/password").expect(200);
        browser.post("/account/mails/cancel", fields(foreign, id)).expect(404);
        browser.post("/account/mails/cancel", fields(own, id)).expect(404);
        assertThat(mails(foreign).state(id)).isEqualTo("waiting");

        mails(own).write("own@example.com");
        level(own, 3);
        assertThat(browser.get("/account/mails").expect(200).text())
                .contains("In none of your companies")
                .doesNotContain("own@example.com");
        assertThat(browser.get("/account/mails?company=" + own).expect(200).text())
                .doesNotContain("own@example.com");
        level(own, 4);
        assertThat(browser.get("/account/mails").expect(200).text()).contains("own@example.com");
    }

    private void level(long company, int level) {
        JdbcClient.create(server.dataSource())
                .sql("UPDATE users SET permission_level = ? WHERE company_id = ?")
                .params(level, company)
                .update();
    }

    @Test
    void aPersonOfSeveralCompaniesSeesOneAtATime() throws Exception {
        TestCompany second = server.newCompany();
        JdbcClient.create(server.dataSource())
                .sql("UPDATE users SET email = ? WHERE company_id = ?")
                .params(olive.email(), second.id())
                .update();
        server.server().people().join(second.id(), second.ownerId());
        mails(olive.company().id()).write("first@example.com");
        mails(second.id()).write("second@example.com");
        PageClient browser = olive.signedIn();
        assertThat(browser.get("/account/mails?company=" + olive.company().id())
                        .expect(200)
                        .text())
                .contains("first@example.com", "/account/mails?company=" + second.id())
                .doesNotContain("second@example.com");
        assertThat(browser.get("/account/mails?company=" + second.id())
                        .expect(200)
                        .text())
                .contains("second@example.com")
                .doesNotContain("first@example.com");
    }

    @Test
    void aLongListHasPages() throws Exception {
        long company = olive.company().id();
        for (int i = 0; i < 51; i++) {
            mails(company).write("mira" + i + "@example.com");
        }
        PageClient browser = olive.signedIn();
        assertThat(browser.get("/account/mails").expect(200).text())
                .contains("mira50@example.com", "page=2")
                .doesNotContain("mira0@example.com", "Newer");
        assertThat(browser.get("/account/mails?company=" + company + "&page=2")
                        .expect(200)
                        .text())
                .contains("mira0@example.com", "Newer")
                .doesNotContain("mira50@example.com", "Older");
    }
}
