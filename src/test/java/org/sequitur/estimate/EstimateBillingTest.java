package org.sequitur.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.server.Server;
import tools.jackson.databind.JsonNode;

/** Estimates go onto invoices with other work, as it was asked for, and each onto one of them only. */
class EstimateBillingTest {

    private static final String EACH = "billed_grouped_by_estimate";
    private static final String TOGETHER = "billed_grouped_by_single_estimate";

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final V2Client client = company.client();

    private String contact = "";
    private String project = "";
    private EstimateFixture estimates = new EstimateFixture(client, "");

    @BeforeEach
    void found() throws Exception {
        contact = client.newContact("Harbour Mills");
        project = client.newProject("Menu", contact);
        estimates = new EstimateFixture(client, contact);
    }

    @Test
    void eachIsALineOrAllAreOneAndTheyNameTheirInvoice() throws Exception {
        for (Map.Entry<String, List<String>> expected : Map.of(
                        EACH, List.of("Quote A-1 1.0 x 450.0", "Proposal A-2 1.0 x 500.0"),
                        TOGETHER, List.of("Quote A-1, Proposal A-2 1.0 x 950.0"))
                .entrySet()) {
            JsonNode first = offered(Map.of("reference", "A-1", "discount_percent", 10));
            JsonNode second = offered(Map.of("reference", "A-2", "estimate_type", "Proposal", "status", "Open"));
            JsonNode made = created(Map.of("include_estimates", expected.getKey()));
            assertThat(lines(made)).as(expected.getKey()).isEqualTo(expected.getValue());
            for (JsonNode estimate : List.of(first, second)) {
                JsonNode after = estimates.read(estimate);
                assertThat(text(after, "status")).isEqualTo("Invoiced");
                assertThat(text(after, "invoice")).isEqualTo(text(made, "url"));
            }
        }
    }

    @Test
    void onlyOpenAndApprovedOnesOfTheProjectsInTheCurrencyOfTheInvoiceAreTaken() throws Exception {
        List<JsonNode> left = List.of(
                offered(Map.of("status", "Draft")),
                offered(Map.of("status", "Rejected")),
                offered(Map.of("currency", "EUR")),
                estimates.created(Map.of("status", "Approved")),
                offered(Map.of("project", client.newProject("Second", contact))));
        assertThat(lines(created(Map.of("include_estimates", EACH)))).isEmpty();
        assertThat(left)
                .allSatisfy(estimate ->
                        assertThat(estimates.read(estimate).has("invoice")).isFalse());
        assertThat(create(Map.of("include_estimates", "all")).expect(422).messages())
                .containsExactly("include_estimates is not included in the list");
        assertThat(lines(created(Map.of("include_estimates", EACH, "currency", "EUR"))))
                .containsExactly(
                        text(left.get(2), "estimate_type") + " " + text(left.get(2), "reference") + " 1.0 x 500.0");
    }

    @Test
    void whatIsTaxedDifferentlyIsALineOfItsOwnSoThatTheTaxIsWhatWasOffered() throws Exception {
        TestCompany registered = server.newCompany(new CompanyFounding(
                        "Registered",
                        CompanyType.UK_LIMITED_COMPANY,
                        new CompanyFounding.Owner("o@example.com", "O", "O"))
                .registeredForSalesTax("GB123456789", LocalDate.of(2020, 1, 1)));
        V2Client theirs = registered.client();
        contact = theirs.newContact("Harbour Mills");
        project = theirs.newProject("Menu", contact);
        EstimateFixture taxed = new EstimateFixture(theirs, contact);
        JsonNode estimate = taxed.created(Map.of(
                "status",
                "Approved",
                "project",
                project,
                "reference",
                "Q-7",
                "estimate_items",
                List.of(
                        line("Fit-out", 100, 20),
                        line("Books", 50, 0),
                        line("More", 10, 20),
                        Map.of("description", "A word", "item_type", "Comment"))));
        JsonNode made = theirs.post("invoices", Map.of("invoice", invoice(Map.of("include_estimates", TOGETHER))))
                .expect(201)
                .body()
                .path("invoice");
        assertThat(lines(made)).containsExactly("Quote Q-7 1.0 x 110.0", "Quote Q-7 1.0 x 50.0");
        assertThat(text(made, "sales_tax_value")).isEqualTo("22.0").isEqualTo(text(estimate, "sales_tax_value"));
        assertThat(text(made, "total_value")).isEqualTo(text(estimate, "total_value"));
    }

    @Test
    void aDraftTakesThemLaterBehindItsLinesAndGivesThemBackWhenItIsDeleted() throws Exception {
        String draft = "invoices/"
                + V2Client.id(created(
                        Map.of("invoice_items", List.of(Map.of("description", "Paper", "quantity", 1, "price", 5)))));
        JsonNode estimate = offered(Map.of("reference", "A-1"));
        Answer asked = client.put(draft, Map.of("invoice", Map.of("include_estimates", EACH)));
        assertThat(lines(asked.expect(200).body().path("invoice")))
                .containsExactly("Paper 1.0 x 5.0", "Quote A-1 1.0 x 500.0");
        assertThat(client.get(draft).body()).isEqualTo(asked.body());
        assertThat(lines(client.put(draft, Map.of("invoice", Map.of("include_estimates", EACH)))
                        .expect(200)
                        .body()
                        .path("invoice")))
                .as("nothing is taken twice")
                .hasSize(2);
        client.delete(draft).expect(200);
        JsonNode released = estimates.read(estimate);
        assertThat(text(released, "status")).isEqualTo("Approved");
        assertThat(released.has("invoice")).isFalse();
    }

    @Test
    void ofInvoicesThatAreStoredTogetherTheFirstTakesIt() throws Exception {
        offered(Map.of("reference", "A-1"));
        Map<String, Object> asked = invoice(Map.of("include_estimates", EACH));
        JsonNode made = client.post("invoices", Map.of("invoices", List.of(asked, asked)))
                .expect(201)
                .body()
                .path("invoices");
        assertThat(lines(made.path(0))).containsExactly("Quote A-1 1.0 x 500.0");
        assertThat(lines(made.path(1))).isEmpty();
    }

    @Test
    void anInvoiceThatWasSentTakesNothing() throws Exception {
        String sent = "invoices/"
                + V2Client.id(created(
                        Map.of("invoice_items", List.of(Map.of("description", "Paper", "quantity", 1, "price", 5)))));
        client.put(sent + "/transitions/mark_as_sent", "").expect(200);
        JsonNode estimate = offered(Map.of());
        assertThat(client.put(sent, Map.of("invoice", Map.of("include_estimates", EACH)))
                        .expect(422)
                        .messages())
                .containsExactly("invoice_items is locked and cannot be changed");
        assertThat(text(estimates.read(estimate), "status")).isEqualTo("Approved");
    }

    @Test
    void eachIsBilledOnceHoweverManyBillOrConvertItAtOnceThroughTwoServers() throws Exception {
        for (int i = 0; i < 20; i++) {
            offered(Map.of());
        }
        JsonNode converted = offered(Map.of());
        List<String> drafts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            drafts.add("invoices/" + V2Client.id(created(Map.of())));
        }
        try (Server beside = server.beside(Map.of(), Clock.systemUTC())) {
            V2Client other = new V2Client("http://localhost:" + beside.port(), company.token());
            List<Callable<Answer>> all = new ArrayList<>(IntStream.range(0, 16)
                    .mapToObj(i -> (Callable<Answer>) () -> (i % 2 == 0 ? client : other)
                            .post("invoices", Map.of("invoice", invoice(Map.of("include_estimates", EACH)))))
                    .toList());
            drafts.forEach(draft ->
                    all.add(3, () -> other.put(draft, Map.of("invoice", Map.of("include_estimates", TOGETHER)))));
            all.add(1, () -> estimates.transition(converted, "convert_to_invoice"));
            assertThat(InFlight.atMost(12, all)).extracting(Answer::status).allMatch(status -> status < 500);
        }
        BigDecimal billed = client.invoices().stream()
                .map(invoice -> new BigDecimal(text(invoice, "net_value")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(billed).isEqualByComparingTo("10500");
        assertThat(client.get("estimates?view=invoiced").header("X-Total-Count"))
                .isEqualTo("21");
    }

    private static Map<String, Object> line(String description, int price, int rate) {
        return Map.of("description", description, "quantity", 1, "price", price, "sales_tax_rate", rate);
    }

    private JsonNode offered(Map<String, ?> attributes) throws Exception {
        Map<String, Object> offer = new HashMap<>(Map.of("status", "Approved", "project", project));
        offer.putAll(attributes);
        return estimates.created(offer);
    }

    private Map<String, Object> invoice(Map<String, ?> attributes) {
        Map<String, Object> invoice = new HashMap<>(
                Map.of("contact", contact, "project", project, "dated_on", "2026-09-30", "payment_terms_in_days", 14));
        invoice.putAll(attributes);
        return invoice;
    }

    private Answer create(Map<String, ?> attributes) throws Exception {
        return client.post("invoices", Map.of("invoice", invoice(attributes)));
    }

    private JsonNode created(Map<String, ?> attributes) throws Exception {
        return create(attributes).expect(201).body().path("invoice");
    }

    private static List<String> lines(JsonNode invoice) {
        return invoice.path("invoice_items")
                .valueStream()
                .map(line -> text(line, "description") + " " + text(line, "quantity") + " x " + text(line, "price"))
                .toList();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
