package org.sequitur.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The endpoints of a company, over HTTP. */
class WebhookWireTest {

    private static final String NOBODY = "https://receiver.invalid/hooks";

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();

    private V2Client.Answer add(Map<String, Object> attributes) throws Exception {
        return company.post(Endpoint.ALL, Map.of("webhook_endpoint", attributes));
    }

    @Test
    void anEndpointIsAddedChangedListedAndDeleted() throws Exception {
        V2Client.Answer made = add(Map.of(
                        "receiver_url", NOBODY, "description", "Books", "event_types", List.of("invoice.paid")))
                .expect(201);
        JsonNode endpoint = made.body().path("webhook_endpoint");
        assertThat(made.header("Location")).isEqualTo(endpoint.path("url").asString());
        assertThat(made.text()).doesNotContain("whsec_");
        assertThat(endpoint.path("enabled").asBoolean()).isTrue();
        Endpoint one = new Endpoint(company.client(), Endpoint.ALL + "/" + V2Client.id(endpoint));
        JsonNode changed = one.change("{\"event_types\":[],\"enabled\":false}");
        assertThat(changed.path("event_types")).isEmpty();
        assertThat(changed.path("disabled_reason").asString()).isEqualTo("asked");
        assertThat(changed.path("receiver_url").asString()).isEqualTo(NOBODY);
        assertThat(one.change("{\"enabled\":true}").has("disabled_reason")).isFalse();
        assertThat(company.get(Endpoint.ALL).expect(200).body().path("webhook_endpoints"))
                .hasSize(1);
        company.delete(one.path()).expect(200);
        assertThat(company.get(one.path()).status()).isEqualTo(404);
        assertThat(company.get(one.path() + "/secret").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "'', receiver_url can't be blank",
        "books.example/hooks, receiver_url is invalid",
        "ftp://books.example/, receiver_url must begin with https://",
        "https://user:word@books.example/, receiver_url is invalid",
        "https://books.example/#part, receiver_url is invalid",
        "https://books.example:0/, receiver_url is invalid",
        "https://books.example:70000/, receiver_url is invalid",
        "https://bücher.example/, receiver_url is invalid",
        "https:///hooks, receiver_url is invalid",
        "'https://books.example/ hooks', receiver_url is invalid"
    })
    void whatIsNoAddressOfAReceiverIsRefused(String url, String message) throws Exception {
        assertThat(add(Map.of("receiver_url", url)).expect(422).messages()).containsExactly(message);
        assertThat(company.get(Endpoint.ALL).text()).isEqualTo("{\"webhook_endpoints\":[]}");
    }

    @Test
    void unknownTypesAndTooMuchOfAnythingAreRefused() throws Exception {
        assertThat(add(Map.of("receiver_url", NOBODY, "event_types", List.of("invoice.sent", "invoice.lost")))
                        .expect(422)
                        .messages())
                .containsExactly("event_types is not included in the list");
        assertThat(add(Map.of("receiver_url", NOBODY + "x".repeat(2_000))).status())
                .isEqualTo(422);
        assertThat(add(Map.of("receiver_url", NOBODY, "description", "x".repeat(256)))
                        .status())
                .isEqualTo(422);
        for (int i = 0; i < WebhookEndpoints.MOST; i++) {
            add(Map.of("receiver_url", NOBODY)).expect(201);
        }
        assertThat(add(Map.of("receiver_url", NOBODY)).expect(422).messages())
                .containsExactly("A company can't have more than 20 webhook endpoints");
    }

    @Test
    void secretsAreSealedInTheDatabaseAndInNoAnswerThatIsKept() throws Exception {
        V2Client.Answer made = company.client()
                .keyed("once")
                .post(Endpoint.ALL, Map.of("webhook_endpoint", Map.of("receiver_url", NOBODY)))
                .expect(201);
        Endpoint endpoint = new Endpoint(
                company.client(), Endpoint.ALL + "/" + V2Client.id(made.body().path("webhook_endpoint")));
        String secret = endpoint.secret("present");
        assertThat(endpoint.secret("present")).isEqualTo(secret);
        JdbcClient jdbc = JdbcClient.create(server.dataSource());
        byte[] stored = jdbc.sql("SELECT secret FROM webhook_endpoint WHERE company_id = ?")
                .param(company.id())
                .query(byte[].class)
                .single();
        assertThat(stored).hasSizeGreaterThan(32);
        assertThat(Base64.getEncoder().encodeToString(stored)).doesNotContain(secret.substring(6, 30));
        assertThat(new SecretVault(TestServer.WEBHOOKS_KEY)
                        .opened(stored, Long.parseLong(V2Client.id(endpoint.shown()))))
                .extracting(SigningSecret::text)
                .isEqualTo(secret);
        assertThat(new SecretVault(TestServer.WEBHOOKS_KEY).opened(stored, 1))
                .as("for another endpoint it does not open")
                .isNull();
        assertThatThrownBy(() -> new SecretVault("c2hvcnQ="))
                .hasMessage("sequitur.webhooks.key must be 32 bytes in Base64");
    }

    @Test
    void withoutAKeyAndOutsideOfThePublicNetworkThereAreNone() throws Exception {
        try (TestServer bare = TestServer.start(Map.of())) {
            assertThat(bare.newCompany()
                            .post(Endpoint.ALL, "{\"webhook_endpoint\":{\"receiver_url\":\"" + NOBODY + "\"}}")
                            .expect(403)
                            .messages())
                    .containsExactly("Webhooks need the setting sequitur.webhooks.key");
            try (var strict =
                    bare.beside(Map.of("sequitur.webhooks.key", TestServer.WEBHOOKS_KEY), Clock.systemUTC())) {
                TestCompany own = bare.newCompany();
                V2Client client = new V2Client(strict.baseUrl().of(""), own.token());
                for (String host :
                        List.of("127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.1.2.3", "2130706433")) {
                    String body = "{\"webhook_endpoint\":{\"receiver_url\":\"https://" + host + "/\"}}";
                    assertThat(client.post(Endpoint.ALL, body).expect(422).messages())
                            .as(host)
                            .containsAnyOf("receiver_url is not in the public network", "receiver_url is invalid");
                }
                assertThat(client.post(
                                        Endpoint.ALL,
                                        "{\"webhook_endpoint\":{\"receiver_url\":\"http://books.example/\"}}")
                                .expect(422)
                                .messages())
                        .containsExactly("receiver_url must begin with https://");
                client.post(Endpoint.ALL, "{\"webhook_endpoint\":{\"receiver_url\":\"https://books.invalid/\"}}")
                        .expect(201);
            }
        }
    }
}
