package org.sequitur.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sequitur.ServerProcess;
import org.sequitur.TakenRegister;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.correspondence.LetterFixture.Mail;

/** In a company that is held no mail is written by itself, whenever it was held. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldMailsTest {

    private final ToldClock clock = new ToldClock("2026-01-01T12:00:00Z");
    private TestServer server;
    private TestCompany company;
    private LetterFixture letters;

    /** What is due on 11 February, and what makes it so. */
    enum Due {
        SCHEDULED {
            @Override
            void prepare(LetterFixture letters) throws Exception {
                letters.transition(letters.invoice(Map.of()), "mark_as_scheduled")
                        .expect(200);
            }
        },
        REMINDER {
            @Override
            void prepare(LetterFixture letters) throws Exception {
                letters.transition(letters.invoice(Map.of("send_reminder_emails", true)), "mark_as_sent")
                        .expect(200);
            }
        },
        THANKS {
            @Override
            void prepare(LetterFixture letters) throws Exception {
                String invoice = letters.invoice(Map.of("send_thank_you_emails", true));
                letters.transition(invoice, "mark_as_sent").expect(200);
                letters.pay(invoice, "2026-02-11");
            }
        };

        abstract void prepare(LetterFixture letters) throws Exception;

        String cause() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @BeforeAll
    void start() {
        server = TestServer.start(Map.of("sequitur.mail-rounds", "50ms", "sequitur.recurring-look", "50ms"), clock);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void found() throws Exception {
        clock.tell("2026-01-01T12:00:00Z");
        company = server.newCompany();
        letters = new LetterFixture(server, company);
    }

    private Stream<String> causes() {
        return letters.mails().stream().map(Mail::cause);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDueIsWrittenOnceTheCompanyIsReleased(Due due) throws Exception {
        server.hold(company);
        due.prepare(letters);
        clock.tell("2026-02-11T12:00:00Z");
        LetterFixture.lookTwice(server, clock);
        assertThat(causes()).isEmpty();
        server.release(company);
        ServerProcess.awaitThat("a mail", () -> !letters.mails().isEmpty());
        assertThat(causes()).containsExactly(due.cause());
    }

    @ParameterizedTest
    @EnumSource
    void whatWasFoundDueIsNotWrittenInACompanyThatIsHeldMeanwhile(Due due) throws Exception {
        due.prepare(letters);
        try (TakenRegister register = new TakenRegister(server, company)) {
            clock.tell("2026-02-11T12:00:00Z");
            register.awaitWaiter();
            register.holdCompany();
        }
        LetterFixture.lookTwice(server, clock);
        assertThat(causes()).isEmpty();
        assertThat(company.get("/sequitur/v1/mail_problems").expect(200).header("X-Total-Count"))
                .isEqualTo("0");
        server.release(company);
        ServerProcess.awaitThat("a mail", () -> !letters.mails().isEmpty());
        assertThat(causes()).containsExactly(due.cause());
    }

    @Test
    void moreThanIsLookedAtAtATimeKeepsNothingFromOthers() throws Exception {
        server.hold(company);
        for (Due due : Due.values()) {
            due.prepare(letters);
        }
        letters.jdbc().sql("""
                INSERT INTO document SELECT c.* FROM document d CROSS JOIN generate_series(1, 1100) AS n
                CROSS JOIN LATERAL jsonb_populate_record(d, jsonb_build_object(
                    'id', d.id * 10000 + n, 'reference', d.reference || '-' || n)) AS c
                WHERE d.company_id = ? AND d.kind = 'invoice'
                """).param(company.id()).update();
        clock.tell("2026-02-11T12:00:00Z");
        TestCompany other = server.newCompany();
        LetterFixture others = new LetterFixture(server, other);
        for (Due due : Due.values()) {
            due.prepare(others);
        }
        ServerProcess.awaitThat("others' mails", () -> others.mails().size() == Due.values().length);
        assertThat(causes()).isEmpty();
    }

    @Test
    void aMailThatIsAskedForIsWrittenAndItsInvoiceSent() throws Exception {
        server.hold(company);
        String invoice = letters.invoice(Map.of());
        letters.send(invoice, Map.of()).expect(200);
        assertThat(causes()).containsExactly("asked");
        assertThat(letters.status(invoice)).isEqualTo("Open");
    }
}
