package org.sequitur.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.server.Server;
import tools.jackson.databind.JsonNode;

/** An estimate becomes one invoice, numbered like every other, whatever races; and estimates have numbers of their own. */
class EstimateConversionTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final V2Client client = company.client();

    private EstimateFixture estimates = new EstimateFixture(client, "");

    @BeforeEach
    void found() throws Exception {
        estimates = new EstimateFixture(client, client.newContact("Harbour Mills"));
    }

    @Test
    void theInvoiceSaysWhatTheEstimateSaidAndTheEstimateNamesIt() throws Exception {
        JsonNode estimate = estimates.created(Map.of("discount_percent", 10, "status", "Approved"));
        JsonNode invoiced = estimates
                .transition(estimate, "convert_to_invoice")
                .expect(200)
                .body()
                .path("estimate");
        assertThat(text(invoiced, "status")).isEqualTo("Invoiced");
        assertThat(estimates.read(estimate)).isEqualTo(invoiced);
        JsonNode invoice = client.get("invoices/" + text(invoiced, "invoice").replaceFirst(".*/", ""))
                .expect(200)
                .body()
                .path("invoice");
        assertThat(List.of(
                        text(invoice, "status"),
                        text(invoice, "reference"),
                        text(invoice, "dated_on"),
                        text(invoice, "total_value"),
                        text(invoice, "discount_percent"),
                        text(invoice, "contact")))
                .containsExactly(
                        "Draft", "001", TestServer.today().toString(), "450.0", "10.0", text(estimate, "contact"));
        assertThat(invoice.path("invoice_items").path(0).path("description").asString())
                .isEqualTo("Fit-out");
        assertThat(client.get("estimates?invoice=" + V2Client.id(invoice)).header("X-Total-Count"))
                .isEqualTo("1");
        assertThat(client.get("estimates?view=invoiced").header("X-Total-Count"))
                .isEqualTo("1");
    }

    @Test
    void whatIsInvoicedChangesNoMoreUntilTheInvoiceIsDeleted() throws Exception {
        JsonNode estimate = estimates.created(Map.of());
        JsonNode invoiced = estimates
                .transition(estimate, "convert_to_invoice")
                .expect(200)
                .body()
                .path("estimate");
        for (String transition : List.of(
                "convert_to_invoice", "mark_as_draft", "mark_as_sent", "mark_as_approved", "mark_as_rejected")) {
            assertThat(estimates.transition(estimate, transition).status())
                    .as(transition)
                    .isEqualTo(403);
        }
        assertThat(estimates.change(estimate, Map.of("notes", "x")).expect(422).messages())
                .containsExactly("notes is locked and cannot be changed");
        String line =
                "estimate_items/" + V2Client.id(estimate.path("estimate_items").path(0));
        assertThat(client.delete(line).status()).isEqualTo(422);
        assertThat(client.delete(EstimateFixture.path(estimate)).status()).isEqualTo(409);

        client.delete("invoices/" + text(invoiced, "invoice").replaceFirst(".*/", ""))
                .expect(200);
        JsonNode released = estimates.read(estimate);
        assertThat(text(released, "status")).isEqualTo("Approved");
        assertThat(released.has("invoice")).isFalse();
        assertThat(text(released, "updated_at")).isGreaterThan(text(invoiced, "updated_at"));
        estimates.transition(estimate, "convert_to_invoice").expect(200);
    }

    @Test
    void manyWhoConvertAtOnceThroughTwoServersMakeOneInvoice() throws Exception {
        try (Server beside = server.beside(Map.of(), Clock.systemUTC())) {
            V2Client other = new V2Client("http://localhost:" + beside.port(), company.token());
            for (int round = 0; round < 5; round++) {
                JsonNode estimate = estimates.created(Map.of());
                String path = EstimateFixture.path(estimate) + "/transitions/convert_to_invoice";
                List<Integer> statuses = InFlight.atMost(
                        12,
                        IntStream.range(0, 12)
                                .mapToObj(i -> (Callable<Integer>) () -> (i % 2 == 0 ? client : other)
                                        .put(path, "")
                                        .status())
                                .toList());
                assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
                assertThat(statuses).filteredOn(status -> status == 403).hasSize(11);
            }
        }
        assertThat(client.invoices())
                .extracting(invoice -> text(invoice, "reference"))
                .containsExactly("001", "002", "003", "004", "005");
    }

    @Test
    void aConversionThatMeetsAChangeBillsWhatStandsOrNothing() throws Exception {
        for (int round = 0; round < 10; round++) {
            JsonNode estimate = estimates.created(Map.of());
            String line = "estimate_items/"
                    + V2Client.id(estimate.path("estimate_items").path(0));
            List<Callable<Answer>> both = List.of(
                    () -> estimates.transition(estimate, "convert_to_invoice"),
                    () -> client.put(line, Map.of("estimate_item", Map.of("price", 700, "item_type", "Services"))));
            List<Answer> answers = InFlight.atMost(2, both);
            assertThat(answers.getFirst().status()).isEqualTo(200);
            JsonNode after = estimates.read(estimate);
            String invoice = text(after, "invoice").replaceFirst(".*/", "");
            assertThat(client.get("invoices/" + invoice)
                            .body()
                            .at("/invoice/total_value")
                            .asString())
                    .isEqualTo(text(after, "total_value"))
                    .isEqualTo(answers.getLast().status() == 200 ? "700.0" : "500.0");
        }
    }

    @Test
    void aKeyedConversionIsAnsweredAgainAsItWas() throws Exception {
        JsonNode estimate = estimates.created(Map.of());
        String path = EstimateFixture.path(estimate) + "/transitions/convert_to_invoice";
        Answer first = client.keyed("convert").post(path, "").expect(200);
        Answer again = client.keyed("convert").post(path, "").expect(200);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(client.invoices()).hasSize(1);
    }

    @Test
    void numbersAreConsecutiveHoweverManyAreCreatedAtOnceThroughTwoServers() throws Exception {
        try (Server beside = server.beside(Map.of(), Clock.systemUTC())) {
            V2Client other = new V2Client("http://localhost:" + beside.port(), company.token());
            EstimateFixture others = new EstimateFixture(other, client.newContact("Pier Six"));
            List<String> references = InFlight.atMost(
                    16,
                    IntStream.range(0, 80)
                            .mapToObj(i -> (Callable<String>)
                                    () -> text((i % 2 == 0 ? estimates : others).created(Map.of()), "reference"))
                            .toList());
            Set<String> expected = new HashSet<>();
            IntStream.rangeClosed(1, 80).forEach(i -> expected.add("%03d".formatted(i)));
            assertThat(references).doesNotHaveDuplicates();
            assertThat(new HashSet<>(references)).isEqualTo(expected);
            List<String> inOrder = new ArrayList<>();
            client.get("estimates?per_page=100")
                    .body()
                    .path("estimates")
                    .forEach(estimate -> inOrder.add(text(estimate, "reference")));
            assertThat(inOrder).isSorted();
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
