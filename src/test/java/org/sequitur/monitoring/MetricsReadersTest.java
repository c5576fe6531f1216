package org.sequitur.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.server.Server;

/** Who may read {@code /metrics}, and who learns nothing. */
class MetricsReadersTest {

    private static final String TOKEN = "a-token-for-metrics-that-is-long-enough";

    private final TestServer shared = TestServer.shared();

    private static V2Client.Answer asked(Server server, String token, String header, String value) throws Exception {
        return new V2Client(server.baseUrl().of(""), token).with(header, value).get("/metrics");
    }

    private static void expectNothing(V2Client.Answer answer, int status) {
        assertThat(answer.expect(status).text()).doesNotContain("sequitur_", "jvm_");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For, 192.0.2.1",
        "X-Forwarded-For, 127.0.0.1",
        "Forwarded, for=127.0.0.1",
        "X-Real-IP, 127.0.0.1",
        "X-Forwarded-Proto, https",
        "X-Forwarded-Host, localhost",
        "Via, 1.1 proxy"
    })
    void nobodyWhoComesThroughAProxyReadsWithoutAToken(String header, String value) throws Exception {
        expectNothing(asked(shared.server(), "nobody", header, value), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "127.0.0.1", "127.0.0.1, 192.0.2.1", "192.0.2.1, 127.0.0.1", "::1"})
    void neitherDoesWhoComesThroughAProxyThatIsBelieved(String forwardedFor) throws Exception {
        try (Server server = shared.beside(Map.of("sequitur.proxies", "127.0.0.1/32"), Clock.systemUTC())) {
            expectNothing(asked(server, "nobody", "X-Forwarded-For", forwardedFor), 404);
            asked(server, "nobody", "X-Request-Id", "1").expect(200);
        }
    }

    @Test
    void aTokenOfAUserIsOfNoUse() throws Exception {
        String token = shared.newCompany().token();
        expectNothing(asked(shared.server(), token, "X-Forwarded-For", "192.0.2.1"), 404);
        try (Server server = shared.beside(Map.of("sequitur.metrics.token", TOKEN), Clock.systemUTC())) {
            expectNothing(asked(server, token, "X-Request-Id", "1"), 401);
        }
    }

    @Test
    void aTokenThatIsSetIsAskedOfEverybodyAndLetsInFromAnywhere() throws Exception {
        try (Server server = shared.beside(Map.of("sequitur.metrics.token", TOKEN), Clock.systemUTC())) {
            expectNothing(asked(server, "nobody", "X-Request-Id", "1"), 401);
            expectNothing(asked(server, TOKEN + "x", "X-Request-Id", "1"), 401);
            expectNothing(asked(server, TOKEN.substring(1), "X-Request-Id", "1"), 401);
            asked(server, TOKEN, "X-Request-Id", "1").expect(200);
            asked(server, TOKEN, "X-Forwarded-For", "192.0.2.1").expect(200);
        }
    }

    @Test
    void whoeverGuessesTokensIsSlowedDown() throws Exception {
        Map<String, Object> settings =
                Map.of("sequitur.metrics.token", TOKEN, "sequitur.limits.unknown-tokens-per-minute", 2);
        try (Server server = shared.beside(settings, Clock.fixed(TestServer.now(), java.time.ZoneOffset.UTC))) {
            asked(server, "nobody", "X-Request-Id", "1").expect(401);
            asked(server, "nobody", "X-Request-Id", "1").expect(401);
            asked(server, "nobody", "X-Request-Id", "1").expect(429);
            asked(server, TOKEN, "X-Request-Id", "1").expect(200);
        }
    }

    @Test
    void nobodyOfAnotherMachineReadsWithoutAToken() throws Exception {
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeTrue(outside.isPresent(), "this machine has an address that is not its own only");
        InetAddress all = InetAddress.getByAddress(new byte[4]);
        try (Server server = Server.start(shared.database(), all, 0, null, Map.of(), Clock.systemUTC())) {
            String far = "http://" + outside.get().getHostAddress() + ":" + server.port();
            expectNothing(new V2Client(far, "nobody").get("/metrics"), 404);
            asked(server, "nobody", "X-Request-Id", "1").expect(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "a token with spaces that is long enough to be one",
                "ü-token-that-is-long-enough-to-be-one"
            })
    void aTokenThatIsEasilyGuessedEndsTheStart(String token) {
        assertThatThrownBy(() -> shared.beside(Map.of("sequitur.metrics.token", token), Clock.systemUTC())
                        .close())
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sequitur.metrics.token")
                .hasMessageNotContaining(token);
    }
}
