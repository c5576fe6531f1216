package org.sequitur.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;
import org.sequitur.person.Setup;

/** A new server is set up by whoever sees its console, and by nobody else. */
class SetupTest {

    private static final String PASSWORD = "nine quiet badgers dig";

    @Test
    void theOwnerIsWhoeverHasTheSecretOfTheConsoleAndOnlyOnce() throws Exception {
        try (TestServer server = TestServer.start(Map.of())) {
            server.server().firstStart().enter(null);
            Setup setup = server.server().setup();
            assertThat(setup.isNeeded()).isTrue();
            String key = setup.newSecret();
            PageClient stranger = new PageClient(server.baseUrl());
            stranger.get("/setup").expect(410);
            stranger.get("/setup?key=guess").expect(410);
            stranger.get("/sign_in").expect(200);
            stranger.post("/setup", fields("guess", PASSWORD)).expect(410);
            assertThat(setup.isNeeded()).isTrue();

            PageClient owner = new PageClient(server.baseUrl());
            owner.get("/setup?key=" + key).expect(200);
            assertThat(owner.post("/setup", fields(key, "short")).expect(422).text())
                    .contains("at least 12 characters", "value=\"Harbour Lane\"");
            owner.post("/setup", fields(key, PASSWORD)).expect(303);
            owner.signIn("nora@example.com", PASSWORD).expect(303);
            assertThat(owner.get("/account").expect(200).text()).contains("Harbour Lane");

            assertThat(setup.isNeeded()).isFalse();
            stranger.get("/setup?key=" + key).expect(410);
            stranger.get("/setup?key=" + setup.newSecret()).expect(410);
            assertThat(setup.complete(
                            null, new Setup.Owner("Taken", "T", "T", "thief@example.com", "eight loud magpies sing")))
                    .isFalse();
            new PageClient(server.baseUrl())
                    .signIn("nora@example.com", PASSWORD)
                    .expect(303);
        }
    }

    private static Map<String, String> fields(String key, String password) {
        Map<String, String> fields = new HashMap<>();
        fields.put("key", key);
        fields.put("company", "Harbour Lane");
        fields.put("firstName", "Nora");
        fields.put("lastName", "Quist");
        fields.put("email", "nora@example.com");
        fields.put("password", password);
        fields.put("repeated", password);
        return fields;
    }
}
