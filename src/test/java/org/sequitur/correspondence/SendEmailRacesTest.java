package org.sequitur.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.correspondence.LetterFixture.Mail;
import org.sequitur.series.StrictCompany;

/** Mails about one document that are asked for at the same time. */
class SendEmailRacesTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final LetterFixture letters;

    SendEmailRacesTest() throws Exception {
        letters = new LetterFixture(server, company);
    }

    @Test
    void oneKeyIsOneMailHoweverManyBearIt() throws Exception {
        String invoice = letters.invoice(Map.of());
        V2Client keyed = company.client().keyed("once");
        Callable<Integer> call =
                () -> LetterFixture.send(keyed, invoice, Map.of()).status();
        List<Integer> answers = InFlight.atMost(64, Collections.nCopies(64, call));
        assertThat(answers).contains(200).isSubsetOf(200, 409);
        assertThat(LetterFixture.send(keyed, invoice, Map.of()).expect(200).header("Idempotent-Replayed"))
                .isEqualTo("true");
        assertThat(letters.mails()).hasSize(1);
        assertThat(letters.status(invoice)).isEqualTo("Overdue");
    }

    @Test
    void markingAsSentMeanwhileNumbersOnceAndLosesNoMail() throws Exception {
        StrictCompany strict = StrictCompany.with(company.client(), Map.of("prefix", "INV-"));
        List<Callable<Integer>> calls = new ArrayList<>();
        List<String> drafts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String draft = strict.draft(Map.of());
            drafts.add(draft);
            calls.add(() -> letters.transition(draft, "mark_as_sent").status());
            calls.add(() -> letters.send(draft, Map.of()).status());
            calls.add(() -> letters.send(draft, Map.of()).status());
        }
        List<Integer> answers = InFlight.atMost(16, calls);
        for (int i = 0; i < 60; i += 3) {
            assertThat(answers.get(i)).isIn(200, 403);
            assertThat(answers.subList(i + 1, i + 3)).containsOnly(200);
        }
        assertThat(letters.mails()).hasSize(40);
        for (String draft : drafts) {
            String reference = letters.read(draft).path("reference").asString();
            assertThat(letters.mails().stream()
                            .filter(mail -> draft.equals("invoices/" + mail.documentId()))
                            .map(Mail::subject))
                    .containsExactly("Invoice " + reference, "Invoice " + reference);
        }
        assertThat(strict.chain(strict.series("Invoices").path("url").asString()))
                .hasSize(20);
        assertThat(StrictCompany.breaches(server.dataSource(), company.id())).isEmpty();
    }
}
