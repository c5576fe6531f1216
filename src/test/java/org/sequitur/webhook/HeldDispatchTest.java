package org.sequitur.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.ToldClock;
import org.sequitur.webhook.TestReceiver.Call;

/** Events of a company that is held are written as ever, and delivered once it is released. */
class HeldDispatchTest {

    private static final TestServer SERVER = TestServer.start(
            Map.of(
                    "sequitur.webhooks.key",
                    TestServer.WEBHOOKS_KEY,
                    "sequitur.webhooks.allow-private-targets",
                    true,
                    "sequitur.webhooks.look",
                    "20ms",
                    "sequitur.webhooks.senders",
                    1),
            new ToldClock("2026-03-02T09:00:00Z"));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void eventsOfAHeldCompanyWaitInNobodysWayAndComeInOrderOnceItIsReleased() throws Exception {
        TestCompany company = SERVER.newCompany();
        TestCompany other = SERVER.newCompany();
        try (TestReceiver receiver = TestReceiver.content();
                TestReceiver others = TestReceiver.content()) {
            SERVER.hold(company);
            Endpoint endpoint = Endpoint.of(company.client(), receiver.url());
            Endpoint.of(other.client(), others.url());
            company.post(endpoint.path() + "/test", "").expect(200);
            String contact = company.client().newContact("Ash Hollow");
            for (String town : List.of("Perth", "Elgin")) {
                company.put(contact, Map.of("contact", Map.of("town", town))).expect(200);
            }
            for (int i = 1; i <= 2; i++) {
                int number = i;
                other.client().newContact("Other " + i);
                awaitThat("another's came", () -> others.calls().size() == number);
            }
            assertThat(receiver.calls()).isEmpty();
            assertThat(endpoint.total("waiting")).isEqualTo(4);
            SERVER.release(company);
            awaitThat("they came", () -> endpoint.total("delivered") == 4);
            assertThat(receiver.calls().stream().map(Call::type))
                    .containsExactlyInAnyOrder("webhook.test", "contact.created", "contact.updated", "contact.updated");
            assertThat(receiver.calls().stream()
                            .filter(call -> !call.type().equals("webhook.test"))
                            .map(Call::sequence))
                    .isSorted();
        }
    }
}
