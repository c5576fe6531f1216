package org.sequitur.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.V2Client;
import org.sequitur.server.Server;

/** Whom a request is counted for, when somebody says that it is from somebody else. */
class ProxyTest {

    private static final Clock CLOCK = new ToldClock("2026-11-16T12:00:00Z");

    private static Server serving(String proxies) {
        return TestServer.shared()
                .beside(Map.of("sequitur.proxies", proxies, "sequitur.limits.unknown-tokens-per-minute", 1), CLOCK);
    }

    private static int status(Server server, String forwardedFor) throws Exception {
        return new V2Client(server.baseUrl().of(""), "nobody")
                .with("X-Forwarded-For", forwardedFor)
                .get("company")
                .status();
    }

    @Test
    void aConfiguredProxyIsBelieved() throws Exception {
        try (Server server = serving("127.0.0.1/32")) {
            assertThat(status(server, "192.0.2.1")).isEqualTo(401);
            assertThat(status(server, "192.0.2.1")).isEqualTo(429);
            assertThat(status(server, "192.0.2.2")).isEqualTo(401);
        }
    }

    @Test
    void whatAClientToldTheProxyIsNot() throws Exception {
        try (Server server = serving("127.0.0.1/32")) {
            assertThat(status(server, "192.0.2.8, 192.0.2.1")).isEqualTo(401);
            assertThat(status(server, "192.0.2.9, 192.0.2.1")).isEqualTo(429);
            assertThat(status(server, "127.0.0.1, 192.0.2.1")).isEqualTo(429);
        }
    }

    @Test
    void nobodyIsBelievedWhenNoProxyIsConfiguredOrAnotherOne() throws Exception {
        for (String proxies : new String[] {"", "10.0.0.0/8", "192.0.2.0/24"}) {
            try (Server server = serving(proxies)) {
                assertThat(status(server, "192.0.2.1")).as(proxies).isEqualTo(401);
                assertThat(status(server, "192.0.2.2")).as(proxies).isEqualTo(429);
            }
        }
    }
}
