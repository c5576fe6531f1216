package org.sequitur.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.oauth.TestApp.Reply;

/** Codes and tokens end to the second, and what is over is forgotten. */
@Execution(ExecutionMode.SAME_THREAD)
class LifetimesTest {

    private static final ToldClock CLOCK = new ToldClock("2026-11-16T12:00:00Z");
    private static final TestServer SERVER = TestServer.start(Map.of(), CLOCK);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestCompany company = SERVER.newCompany();
    private final TestApp app = new TestApp(SERVER, CLOCK, App.Kind.COMPANY, TestApp.CALLBACK);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aCodeWorksForFifteenMinutesAndNoLonger() throws Exception {
        String inTime = app.code(company);
        String late = app.code(company);
        CLOCK.goOn(Duration.ofMinutes(15).minus(SECOND));
        app.exchange(inTime).expect(200);
        CLOCK.goOn(SECOND);
        assertThat(app.exchange(late).expect(400).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void anAccessTokenWorksForAnHourAndIsThenRefreshed() throws Exception {
        Reply tokens = app.exchange(app.code(company)).expect(200);
        app.client(tokens.accessToken()).get("company").expect(200);
        CLOCK.goOn(Duration.ofHours(1).minus(SECOND));
        app.client(tokens.accessToken()).get("company").expect(200);
        CLOCK.goOn(SECOND);
        app.client(tokens.accessToken()).get("company").expect(401);
        Reply refreshed = app.refresh(tokens.refreshToken()).expect(200);
        app.client(refreshed.accessToken()).get("company").expect(200);
    }

    @Test
    void whatIsOverForADayIsForgottenAndWhatCanBeUsedIsKept() throws Exception {
        Reply tokens = app.exchange(app.code(company)).expect(200);
        app.code(company);
        CLOCK.goOn(Duration.ofDays(1).plusHours(1));
        app.grants().forgetExpired();
        assertThat(count("oauth_token")).as("both tokens").isEqualTo(2);
        assertThat(count("oauth_code")).as("codes, over for a day").isZero();
        assertThat(count("oauth_grant"))
                .as("without the one whose code nobody exchanged")
                .isEqualTo(1);
        CLOCK.goOn(SECOND);
        app.grants().forgetExpired();
        assertThat(count("oauth_token")).as("the refresh token").isEqualTo(1);
        app.refresh(tokens.refreshToken()).expect(200);
    }

    /** Rows of this app. */
    private int count(String table) {
        String grant = table.equals("oauth_grant") ? "id" : "grant_id";
        return app.jdbc()
                .sql("SELECT count(*) FROM " + table + " WHERE " + grant
                        + " IN (SELECT id FROM oauth_grant WHERE app_id = ?)")
                .param(app.id())
                .query(Integer.class)
                .single();
    }
}
