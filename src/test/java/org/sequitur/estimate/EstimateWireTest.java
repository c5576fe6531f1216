package org.sequitur.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Estimates as clients write, read and list them. */
class EstimateWireTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final V2Client client = company.client();

    private String contact = "";
    private EstimateFixture estimates = new EstimateFixture(client, contact);

    @BeforeEach
    void found() throws Exception {
        contact = client.newContact("Harbour Mills");
        estimates = new EstimateFixture(client, contact);
    }

    @Test
    void aNewEstimateHasTheFirstNumberAndShowsWhatItComesTo() throws Exception {
        JdbcClient.create(server.dataSource()).sql("""
                        UPDATE company SET sales_tax_registration_status = 'Registered',
                            sales_tax_effective_date = '2020-01-01', sales_tax_registration_number = '123'
                        WHERE id = ?
                        """).param(company.id()).update();
        Answer answer = estimates
                .create(Map.of("notes", "Valid for a month", "discount_percent", 10, "client_contact_name", "Jo"))
                .expect(201);
        JsonNode estimate = answer.body().path("estimate");
        assertThat(answer.header("Location")).isEqualTo(text(estimate, "url"));
        assertThat(List.of(
                        text(estimate, "reference"),
                        text(estimate, "status"),
                        text(estimate, "estimate_type"),
                        text(estimate, "contact_name"),
                        text(estimate, "currency"),
                        text(estimate, "notes"),
                        text(estimate, "discount_percent")))
                .containsExactly("001", "Draft", "Quote", "Harbour Mills", "GBP", "Valid for a month", "10.0");
        assertThat(List.of(
                        text(estimate, "net_value"),
                        text(estimate, "sales_tax_value"),
                        text(estimate, "total_value"),
                        text(estimate, "include_sales_tax_on_total_value")))
                .containsExactly("450.0", "90.0", "540.0", "true");
        JsonNode line = estimate.path("estimate_items").path(0);
        assertThat(List.of(text(line, "position"), text(line, "sales_tax_rate"), text(line, "sales_tax_value")))
                .containsExactly("1", "20.0", "90.0");
        assertThat(text(line, "url")).contains("/v2/estimate_items/");
        assertThat(line.has("created_at")).isTrue();
        for (String name : List.of("due_on", "payment_terms_in_days", "bank_account", "invoice", "long_status")) {
            assertThat(estimate.has(name)).as(name).isFalse();
        }
        assertThat(estimates.read(estimate)).isEqualTo(estimate);
        assertThat(client.get("invoices").header("X-Total-Count")).isEqualTo("0");
    }

    @Test
    void whatIsWrongIsToldAndTakesNoNumber() throws Exception {
        assertThat(client.post("estimates", "{\"estimate\":{\"notes\":\"x\"}}")
                        .expect(422)
                        .messages())
                .contains(
                        "status is not valid",
                        "estimate_type can't be blank",
                        "contact can't be blank",
                        "dated_on can't be blank")
                .doesNotContain("payment_terms_in_days can't be blank");
        for (String status : List.of("Invoiced", "Lost", "")) {
            assertThat(estimates.create(Map.of("status", status)).expect(422).messages())
                    .containsExactly("status is not valid");
        }
        assertThat(estimates.create(Map.of("contact", "1")).expect(422).messages())
                .containsExactly("Contact not found");
        assertThat(estimates
                        .create(Map.of("estimate_items", List.of(Map.of("item_type", "Stock", "description", "x"))))
                        .expect(422)
                        .messages())
                .contains("item_type is not included in the list");
        assertThat(estimates
                        .create(Map.of(
                                "estimate_items",
                                IntStream.range(0, 1_001)
                                        .mapToObj(i -> Map.of("description", "x", "price", 1))
                                        .toList()))
                        .expect(422)
                        .messages())
                .containsExactly("estimate_items is too long (maximum is 1000 items)");
        assertThat(text(estimates.created(Map.of()), "reference")).isEqualTo("001");
    }

    @Test
    void anEstimateMayBeginFurtherOnAndSentReadsOpen() throws Exception {
        for (Map.Entry<String, String> status :
                Map.of("Sent", "Open", "Approved", "Approved").entrySet()) {
            assertThat(text(estimates.created(Map.of("status", status.getKey())), "status"))
                    .isEqualTo(status.getValue());
        }
    }

    @Test
    void numbersFollowTheLatestAndExplicitOnesMayRepeat() throws Exception {
        estimates.created(Map.of("reference", "Q-09"));
        assertThat(text(estimates.created(Map.of()), "reference")).isEqualTo("Q-10");
        estimates.created(Map.of("reference", "Q-09"));
        assertThat(text(estimates.created(Map.of()), "reference")).isEqualTo("Q-11");
        estimates.created(Map.of("reference", "without"));
        JsonNode last = estimates.created(Map.of());
        assertThat(text(last, "reference")).isEqualTo("Q-12");
        client.delete(EstimateFixture.path(last)).expect(200);
        assertThat(text(estimates.created(Map.of()), "reference")).isEqualTo("Q-12");
        String invoice = text(
                client.post("invoices", Draft.of(contact).body())
                        .expect(201)
                        .body()
                        .path("invoice"),
                "reference");
        assertThat(invoice).as("invoices count by themselves").isEqualTo("001");
    }

    @Test
    void aChangeKeepsWhatItDoesNotNameAndLinesAreFoundByTheirIds() throws Exception {
        JsonNode estimate = estimates.created(Map.of("notes", "x", "discount_percent", 5));
        String first = V2Client.id(estimate.path("estimate_items").path(0));
        JsonNode changed = estimates
                .change(
                        estimate,
                        Map.of(
                                "notes",
                                "",
                                "estimate_items",
                                List.of(
                                        Map.of("id", first, "quantity", 2, "item_type", "Services"),
                                        Map.of("description", "Paint", "price", "20.25", "quantity", 1))))
                .expect(200)
                .body()
                .path("estimate");
        assertThat(changed.has("notes")).isFalse();
        assertThat(text(changed, "discount_percent")).isEqualTo("5.0");
        assertThat(new BigDecimal(text(changed, "net_value"))).isEqualByComparingTo("969.24");
        assertThat(changed.path("estimate_items").size()).isEqualTo(2);
        assertThat(V2Client.id(changed.path("estimate_items").path(0))).isEqualTo(first);
        assertThat(text(changed, "status")).isEqualTo("Draft");
        estimates.change(estimate, Map.of("status", "Approved")).expect(200);
        assertThat(text(estimates.read(estimate), "status")).isEqualTo("Draft");
        estimates.transition(estimate, "mark_as_sent").expect(200);
        assertThat(text(
                        estimates
                                .change(estimate, Map.of("notes", "new"))
                                .expect(200)
                                .body()
                                .path("estimate"),
                        "notes"))
                .isEqualTo("new");
        JsonNode without = estimates
                .change(estimate, Map.of("estimate_items", List.of(Map.of("id", first, "_destroy", true))))
                .expect(200)
                .body()
                .path("estimate");
        assertThat(without.path("estimate_items").size()).isEqualTo(1);
    }

    @Test
    void linesHaveRoutesOfTheirOwn() throws Exception {
        JsonNode estimate = estimates.created(Map.of());
        Answer answer = client.post(
                        "estimate_items",
                        Map.of(
                                "estimate",
                                text(estimate, "url"),
                                "estimate_item",
                                Map.of("item_type", "Hours", "quantity", 2, "price", 95, "description", "Planning")))
                .expect(201);
        JsonNode line = answer.body().path("estimate_item");
        assertThat(answer.header("Location")).isEqualTo(text(line, "url"));
        assertThat(text(line, "position")).isEqualTo("2");
        assertThat(text(estimates.read(estimate), "net_value")).isEqualTo("690.0");
        String path = "estimate_items/" + V2Client.id(line);
        client.put(path, Map.of("estimate_item", Map.of("quantity", 3, "item_type", "Comments")))
                .expect(200);
        JsonNode kept = estimates.read(estimate).path("estimate_items").path(1);
        assertThat(List.of(text(kept, "quantity"), text(kept, "item_type"))).containsExactly("3.0", "Comment");
        assertThat(text(kept, "created_at")).isEqualTo(text(line, "created_at"));
        client.delete(path).expect(200);
        assertThat(client.delete(path).status()).isEqualTo(404);
        assertThat(client.put(path, Map.of("estimate_item", Map.of("quantity", 1)))
                        .status())
                .isEqualTo(404);
        assertThat(text(estimates.read(estimate), "net_value")).isEqualTo("500.0");
        Map<String, ?> orphan = Map.of("estimate_item", Map.of("description", "x", "price", 1));
        assertThat(client.post("estimate_items", orphan).expect(422).messages())
                .containsExactly("estimate can't be blank");
        assertThat(client.post("estimate_items", Map.of("estimate", "1", "estimate_item", Map.of("price", 1)))
                        .expect(422)
                        .messages())
                .containsExactly("Estimate not found for this company");
    }

    @Test
    void transitionsGoFromEveryStateToEveryOtherAndNotToTheSame() throws Exception {
        JsonNode estimate = estimates.created(Map.of());
        List<String> ways =
                List.of("mark_as_approved", "mark_as_rejected", "mark_as_sent", "mark_as_draft", "mark_as_sent");
        List<String> states = List.of("Approved", "Rejected", "Open", "Draft", "Open");
        for (int i = 0; i < ways.size(); i++) {
            assertThat(text(
                            estimates
                                    .transition(estimate, ways.get(i))
                                    .expect(200)
                                    .body()
                                    .path("estimate"),
                            "status"))
                    .isEqualTo(states.get(i));
            Answer again = estimates.transition(estimate, ways.get(i));
            assertThat(again.status()).isEqualTo(403);
            assertThat(again.text()).contains("Estimate cannot be marked as");
        }
        assertThat(client.post(EstimateFixture.path(estimate) + "/transitions/mark_as_draft", "{}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onlyADraftIsDeletedAndWhatItIsForStays() throws Exception {
        String project = client.newProject("Menu", contact);
        JsonNode estimate = estimates.created(Map.of("project", project, "status", "Open"));
        Answer refused = client.delete(EstimateFixture.path(estimate));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).isEmpty();
        assertThat(client.delete(contact).status()).isEqualTo(403);
        assertThat(client.delete(project).status()).isEqualTo(409);
        estimates.transition(estimate, "mark_as_draft").expect(200);
        client.delete(EstimateFixture.path(estimate)).expect(200);
        assertThat(client.get(EstimateFixture.path(estimate)).status()).isEqualTo(404);
        client.delete(project).expect(200);
        client.delete(contact).expect(200);
    }

    @Test
    void aDuplicateIsADraftOfTodayUnderTheNextNumber() throws Exception {
        JsonNode estimate = estimates.created(Map.of("status", "Approved", "notes", "x"));
        JsonNode copy = client.post(EstimateFixture.path(estimate) + "/duplicate", "")
                .expect(200)
                .body()
                .path("estimate");
        assertThat(List.of(
                        text(copy, "reference"),
                        text(copy, "status"),
                        text(copy, "dated_on"),
                        text(copy, "notes"),
                        text(copy, "total_value")))
                .containsExactly("002", "Draft", TestServer.today().toString(), "x", "500.0");
        assertThat(V2Client.id(copy.path("estimate_items").path(0)))
                .isNotEqualTo(V2Client.id(estimate.path("estimate_items").path(0)));
    }

    @Test
    void viewsAndFiltersShowWhatTheySay() throws Exception {
        String project = client.newProject("Menu", contact);
        JsonNode draft = estimates.created(Map.of());
        JsonNode sent = estimates.created(
                Map.of("status", "Open", "dated_on", TestServer.today().toString()));
        JsonNode approved = estimates.created(Map.of("status", "Approved", "project", project));
        JsonNode rejected = estimates.created(Map.of("status", "Rejected"));
        assertThat(ids("")).containsExactly(ids(draft, sent, approved, rejected));
        assertThat(ids("?view=draft")).containsExactly(ids(draft));
        assertThat(ids("?view=non_draft")).containsExactly(ids(sent, approved, rejected));
        assertThat(ids("?view=sent")).containsExactly(ids(sent));
        assertThat(ids("?view=approved")).containsExactly(ids(approved));
        assertThat(ids("?view=rejected")).containsExactly(ids(rejected));
        assertThat(ids("?view=invoiced")).isEmpty();
        assertThat(ids("?view=recent")).containsExactly(ids(sent));
        assertThat(ids("?view=lost")).isEmpty();
        assertThat(ids("?project=" + project)).containsExactly(ids(approved));
        assertThat(ids("?contact=" + contact + "&per_page=2&page=2")).containsExactly(ids(approved, rejected));
        assertThat(ids("?from_date=2026-02-11")).containsExactly(ids(sent));
        assertThat(ids("?to_date=2026-02-09")).isEmpty();
        assertThat(ids("?updated_since=" + text(rejected, "updated_at"))).containsExactly(ids(rejected));
        JsonNode row =
                client.get("estimates?per_page=1").body().path("estimates").path(0);
        assertThat(row.has("estimate_items")).isFalse();
        assertThat(client.get("estimates?nested_estimate_items=true")
                        .body()
                        .at("/estimates/3/estimate_items/0/description")
                        .asString())
                .isEqualTo("Fit-out");
    }

    @Test
    void theTextOfAllEstimatesIsOneOfTheirOwn() throws Exception {
        String path = "estimates/default_additional_text";
        assertThat(client.get(path).expect(200).text()).isEqualTo("{\"default_additional_text\":\"\"}");
        client.put(path, "{\"default_additional_text\":\"Valid for 30 days\"}").expect(200);
        assertThat(client.get(path).expect(200).text())
                .isEqualTo("{\"default_additional_text\":\"Valid for 30 days\"}");
        assertThat(client.get("invoices/default_additional_text").text())
                .isEqualTo("{\"default_additional_text\":\"\"}");
        client.delete(path).expect(200);
        assertThat(client.get(path).expect(200).text()).isEqualTo("{\"default_additional_text\":\"\"}");
    }

    private List<String> ids(String query) throws Exception {
        return client.get("estimates" + query)
                .expect(200)
                .body()
                .path("estimates")
                .valueStream()
                .map(V2Client::id)
                .toList();
    }

    private static String[] ids(JsonNode... estimates) {
        return Arrays.stream(estimates).map(V2Client::id).toArray(String[]::new);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
