package org.sequitur.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.V2Client;
import org.sequitur.server.Server;

/** The limits of the profile {@code freeagent}, over HTTP, at a time that is told. */
class RequestLimitTest {

    private static final ToldClock CLOCK = new ToldClock("2026-11-16T12:00:00Z");
    private static TestServer server;

    private TestCompany company;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("sequitur.limits", "freeagent"), CLOCK);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void newCompany() {
        CLOCK.tell("2026-11-16T12:00:00Z");
        company = server.newCompany();
    }

    private static int admitted(V2Client client, int requests) throws IOException, InterruptedException {
        int admitted = 0;
        for (int i = 0; i < requests; i++) {
            admitted += client.get("company").status() == 200 ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void ofAMinuteExactly120AreTakenAndTheNextIsToldWhenToComeAgain() throws Exception {
        CLOCK.tell("2026-11-16T12:00:17.900Z");
        assertThat(admitted(company.client(), 120)).isEqualTo(120);
        V2Client.Answer refused = company.get("company").expect(429);
        assertThat(refused.text()).isEqualTo("You must not exceed 120 requests per 60 seconds");
        assertThat(refused.header("Content-Type")).isEqualTo("text/plain");
        assertThat(refused.header("Retry-After")).isEqualTo("43");
        CLOCK.tell("2026-11-16T12:00:59.999Z");
        assertThat(company.get("company").expect(429).header("Retry-After")).isEqualTo("1");
    }

    @Test
    void windowsBeginAtTheTopOfTheMinute() throws Exception {
        CLOCK.tell("2026-11-16T12:00:59Z");
        assertThat(admitted(company.client(), 121)).isEqualTo(120);
        CLOCK.tell("2026-11-16T12:01:00Z");
        assertThat(admitted(company.client(), 121)).isEqualTo(120);
    }

    @Test
    void ofAnHourExactly3600AreTakenAndRefusedOnesDoNotCount() throws Exception {
        for (int minute = 0; minute < 30; minute++) {
            CLOCK.tell("2026-11-16T12:%02d:00Z".formatted(minute));
            assertThat(admitted(company.client(), 122)).isEqualTo(120);
        }
        CLOCK.tell("2026-11-16T12:30:00Z");
        V2Client.Answer refused = company.get("company").expect(429);
        assertThat(refused.text()).isEqualTo("You must not exceed 3600 requests per 3600 seconds");
        assertThat(refused.header("Retry-After")).isEqualTo("1800");
        CLOCK.tell("2026-11-16T13:00:00Z");
        company.get("company").expect(200);
    }

    @Test
    void aClientCanAskToMeetTheLimitAfterFive() throws Exception {
        V2Client testing = company.client().with("X-RateLimit-Test", "true");
        assertThat(admitted(testing, 7)).isEqualTo(5);
        assertThat(testing.get("company").text()).isEqualTo("You must not exceed 5 requests per 60 seconds");
        company.get("company").expect(200);
    }

    @Test
    void aLimitIsOfOneUserOnlyAndComesBeforeTheRoute() throws Exception {
        admitted(company.client(), 120);
        company.get("no_such_route").expect(429);
        server.newCompany().get("company").expect(200);
    }

    @Test
    void whoHasNoTokenIsNotTakenForAnybody() throws Exception {
        admitted(company.client(), 120);
        new V2Client(server.baseUrl(), "nobody").get("company").expect(401);
    }

    @Test
    void twoProcessesExceedALimitByATenthForEachAtMost() throws Exception {
        try (Server other = server.beside(Map.of("sequitur.limits", "freeagent"), CLOCK)) {
            V2Client here = company.client();
            V2Client there = new V2Client(other.baseUrl().of(""), company.token());
            int admitted = 0;
            for (int i = 0; i < 150; i++) {
                admitted += admitted(here, 1) + admitted(there, 1);
            }
            assertThat(admitted).isBetween(120, 120 + 2 * 12);
        }
    }

    @Test
    void aProcessThatStartsLaterLearnsWhatWasUsedBefore() throws Exception {
        assertThat(admitted(company.client(), 120)).isEqualTo(120);
        try (Server other = server.beside(Map.of("sequitur.limits", "freeagent"), CLOCK)) {
            V2Client there = new V2Client(other.baseUrl().of(""), company.token());
            assertThat(admitted(there, 50)).isEqualTo(12);
        }
    }

    @Test
    void anAddressThatSendsUnknownTokensIsToldToWaitAndOthersFromThereAreNot() throws Exception {
        Map<String, Object> settings =
                Map.of("sequitur.limits", "freeagent", "sequitur.limits.unknown-tokens-per-minute", 3);
        try (Server other = server.beside(settings, CLOCK)) {
            V2Client stranger = new V2Client(other.baseUrl().of(""), "nobody");
            for (int i = 0; i < 3; i++) {
                stranger.get("company").expect(401);
            }
            V2Client.Answer refused = stranger.get("company").expect(429);
            assertThat(refused.header("Retry-After")).isEqualTo("60");
            new V2Client(other.baseUrl().of(""), company.token()).get("company").expect(200);
        }
    }

    @Test
    void theOpenProfileHasLimitsOfItsOwnAndOffHasNone() throws Exception {
        Map<String, Object> open = Map.of(
                "sequitur.limits", "open",
                "sequitur.limits.requests-per-minute", 7,
                "sequitur.limits.requests-per-hour", 9);
        try (Server other = server.beside(open, CLOCK)) {
            V2Client client = new V2Client(other.baseUrl().of(""), company.token());
            assertThat(admitted(client.with("X-RateLimit-Test", "true"), 8)).isEqualTo(7);
            CLOCK.tell("2026-11-16T12:01:00Z");
            assertThat(admitted(client, 8)).isEqualTo(2);
        }
        Map<String, Object> off = Map.of("sequitur.limits", "off", "sequitur.limits.requests-per-minute", 1);
        try (Server other = server.beside(off, CLOCK)) {
            assertThat(admitted(new V2Client(other.baseUrl().of(""), company.token()), 130))
                    .isEqualTo(130);
        }
    }

    @Test
    void aRefreshLimitIsOfOneUserAndAppToo() {
        SharedCounts shared = new SharedCounts(server.dataSource());
        Limit none = Limit.aMinute(Limit.UNLIMITED);
        LimitProfile profile = new LimitProfile(none, none, Limit.aMinute(15), none, true);
        RefreshLimit refreshes = new RefreshLimit(profile, CLOCK, shared);
        RefreshLimit elsewhere = new RefreshLimit(profile, CLOCK, shared);
        for (int i = 0; i < 15; i++) {
            assertThat((i % 2 == 0 ? refreshes : elsewhere).take(company.id(), company.ownerId(), 3))
                    .isEmpty();
        }
        // The one that took the last knows; the other may take one more before it does.
        LimitExceeded exceeded =
                refreshes.take(company.id(), company.ownerId(), 3).orElseThrow();
        assertThat(exceeded.message()).isEqualTo("You must not exceed 15 requests per 60 seconds");
        assertThat(exceeded.retryAfterSeconds()).isEqualTo(60);
        assertThat(refreshes.take(company.id(), company.ownerId(), 4)).isEmpty();
    }

    @Test
    void countsOfWindowsThatAreOverAreRemoved() {
        SharedCounts shared = new SharedCounts(server.dataSource());
        List<Limit> limits = List.of(Limit.aMinute(120), Limit.anHour(3_600));
        long noon = CLOCK.instant().getEpochSecond();
        shared.add("gone", limits, new long[] {noon, noon}, new int[] {1, 1}, noon);
        assertThat(shared.add("gone", limits, new long[] {noon, noon}, new int[] {1, 2}, noon + 200))
                .containsExactly(2, 3);
        assertThat(shared.add("gone", limits, new long[] {noon, noon}, new int[] {0, 0}, noon + 200))
                .containsExactly(0, 3);
    }

    @Test
    void whoIsForgottenForWantOfRoomBeginsAnew() {
        Allowances<String> allowances = new Allowances<>(List.of(Limit.aMinute(1)), 10, CLOCK, null);
        for (int i = 0; i < 10_000; i++) {
            assertThat(allowances.take("address " + i)).isNull();
        }
        assertThat(allowances.size()).isLessThanOrEqualTo(10);
    }
}
