package org.sequitur.expense;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Expenses go onto invoices as it was asked for, and each onto one of them only. */
class ExpenseBillingTest {

    private static final String EACH = "billed_grouped_by_expense";
    private static final String ALL = "billed_grouped_by_single_expense";

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final V2Client client = company.client();

    private String contact = "";
    private String project = "";

    @BeforeEach
    void found() throws Exception {
        contact = client.newContact("Harbour Mills");
        project = client.newProject("Menu", contact);
    }

    @Test
    void costMarkupPriceAndMilesArePutTogetherAsAskedFor() throws Exception {
        for (Map.Entry<String, List<String>> expected : Map.of(
                        EACH,
                        List.of(
                                "Taxi 1.0 x 12.0 Expenses",
                                "Hotel 1.0 x 125.0 Expenses",
                                "Gift 1.0 x 9.99 Expenses",
                                "Drive 40.0 x 0.6 Expenses",
                                "Refund 1.0 x -5.0 Expenses"),
                        ALL,
                        List.of("Expenses 01 Sep 26 \u2013 05 Sep 26 1.0 x 165.99 Expenses"))
                .entrySet()) {
            List<String> paths = List.of(
                    expense("Hotel", "2026-09-02", -100, "markup", "0.25"),
                    expense("Taxi", "2026-09-01", -12, "cost", ""),
                    expense("Gift", "2026-09-03", -20, "price", "9.99"),
                    made(Map.of(
                            "category",
                            "Mileage",
                            "mileage",
                            40,
                            "vehicle_type",
                            "Car",
                            "rebill_mileage_rate",
                            "0.6",
                            "description",
                            "Drive",
                            "dated_on",
                            "2026-09-04",
                            "project",
                            project)),
                    expense("Refund", "2026-09-05", 5, "cost", ""));
            JsonNode invoice = created(Map.of("include_expenses", expected.getKey()));
            assertThat(lines(invoice)).as(expected.getKey()).isEqualTo(expected.getValue());
            for (String path : paths) {
                JsonNode billed = read(path);
                assertThat(text(billed, "rebilled_on_invoice")).isEqualTo(text(invoice, "url"));
                assertThat(text(billed, "rebill_to_project")).isEqualTo(text(billed, "project"));
            }
            JsonNode line = invoice.path("invoice_items")
                    .valueStream()
                    .filter(item -> text(item, "description").equals("Gift")
                            || expected.getKey().equals(ALL))
                    .findFirst()
                    .orElseThrow();
            assertThat(text(read(paths.get(2)), "rebilled_on_invoice_item"))
                    .isEqualTo(server.baseUrl() + "/v2/invoices/" + V2Client.id(line));
            long id = Long.parseLong(V2Client.id(invoice));
            assertThat(new RebilledExpenses(JdbcClient.create(server.dataSource())).on(company.id(), id))
                    .containsExactlyInAnyOrderElementsOf(paths.stream()
                            .map(path -> Long.parseLong(path.replaceFirst(".*/", "")))
                            .toList());
        }
    }

    @Test
    void costIsWithoutTheTaxThatTheCompanyGotBackOnTheDayOfTheExpense() throws Exception {
        TestCompany elsewhere = server.newCompany(new CompanyFounding(
                "Far Away",
                CompanyType.UNIVERSAL_COMPANY,
                new CompanyFounding.Owner("far@example.com", "Fay", "Away")));
        V2Client there = elsewhere.client();
        there.post("sales_tax_periods", """
                {"sales_tax_period":{"sales_tax_name":"GST","sales_tax_registration_status":"Registered","sales_tax_rate_1":25,
                 "sales_tax_is_value_added":true,"effective_date":"2026-08-01"}}
                """).expect(201);
        String customer = there.newContact("Pier Six");
        String work = there.newProject("Menu", customer);
        for (String day : List.of("2026-07-31", "2026-08-01")) {
            Map<String, Object> taxi = of(Map.of("dated_on", day, "gross_value", -125, "project", work));
            taxi.putAll(Map.of("user", elsewhere.ownerId(), "rebill_type", "cost", "sales_tax_rate", 25));
            there.post("expenses", Map.of("expense", taxi)).expect(201);
        }
        JsonNode invoice = there.post(
                        "invoices",
                        Map.of(
                                "invoice",
                                Map.of(
                                        "contact", customer,
                                        "project", work,
                                        "dated_on", "2026-09-30",
                                        "payment_terms_in_days", 0,
                                        "include_expenses", EACH)))
                .expect(201)
                .body()
                .path("invoice");
        assertThat(invoice.path("invoice_items").valueStream().map(line -> text(line, "price")))
                .containsExactly("125.0", "100.0");
    }

    @Test
    void onlyWhatIsToBeRebilledToProjectsOfTheContactIsTaken() throws Exception {
        String plain = made(Map.of("project", project));
        String second = client.newProject("Second", contact);
        String there = made(Map.of("project", second, "rebill_type", "cost", "gross_value", -7));
        String others = client.newProject("Others", client.newContact("Pier Six"));
        String foreign = made(Map.of("project", others, "rebill_type", "cost"));
        String own = expense("Taxi", "2026-09-01", -12, "cost", "");
        assertThat(text(created(Map.of("include_expenses", EACH)), "net_value")).isEqualTo("12.0");
        assertThat(text(created(Map.of("include_expenses", EACH)), "net_value")).isEqualTo("0.0");
        List<String> projects = IntStream.of(0, 1, 2)
                .mapToObj(i -> List.of(project, second, others).get(i).replaceFirst(".*/", ""))
                .toList();
        assertThat(text(created(Map.of("include_expenses", EACH, "project_ids", projects)), "net_value"))
                .isEqualTo("7.0");
        assertThat(List.of(
                        read(plain).path("is_locked").asBoolean(),
                        read(foreign).path("is_locked").asBoolean(),
                        read(own).path("is_locked").asBoolean(),
                        read(there).path("is_locked").asBoolean()))
                .containsExactly(false, false, true, true);
        assertThat(create(Map.of("include_expenses", "all")).expect(422).messages())
                .containsExactly("include_expenses is not included in the list");
    }

    @Test
    void taxThatTheCompanyGetsBackIsNoCost() throws Exception {
        JdbcClient.create(server.dataSource())
                .sql("UPDATE company SET sales_tax_registration_status = 'Registered' WHERE id = ?")
                .param(company.id())
                .update();
        expense("Hotel", "2026-09-02", -120, "cost", "");
        JsonNode invoice = created(Map.of("include_expenses", EACH));
        assertThat(List.of(text(invoice, "net_value"), text(invoice, "sales_tax_value")))
                .containsExactly("100.0", "20.0");
    }

    @Test
    void otherMoneyIsConvertedThroughTheCompanysOwn() throws Exception {
        Map<String, Object> euros = Map.of(
                "project",
                project,
                "rebill_type",
                "cost",
                "currency",
                "EUR",
                "gross_value",
                -50,
                "native_gross_value",
                -40);
        made(euros);
        expense("Taxi", "2026-09-01", -12, "cost", "");
        JsonNode pounds = created(Map.of("include_expenses", ALL));
        assertThat(text(pounds, "net_value")).isEqualTo("52.0");
        client.delete("invoices/" + V2Client.id(pounds)).expect(200);
        assertThat(text(
                        created(Map.of("include_expenses", ALL, "currency", "EUR", "exchange_rate", "0.5")),
                        "net_value"))
                .as("euros as they are, pounds at the rate of the invoice")
                .isEqualTo("74.0");
    }

    @Test
    void whatIsRebilledIsLockedUntilTheDraftIsDeletedAndADraftTakesMore() throws Exception {
        String taxi = expense("Taxi", "2026-09-01", -12, "cost", "");
        Map<String, Object> asked = Map.of(
                "include_expenses",
                EACH,
                "include_timeslips",
                "billed_grouped_by_timeslip",
                "invoice_items",
                List.of(Map.of("description", "Paper", "quantity", 1, "price", 5)));
        JsonNode invoice = created(asked);
        String path = "invoices/" + V2Client.id(invoice);
        assertThat(lines(invoice)).containsExactly("Paper 1.0 x 5.0 null", "Taxi 1.0 x 12.0 Expenses");
        JsonNode billed = read(taxi);
        assertThat(text(billed, "locked_reason")).isEqualTo("It was rebilled on an invoice");
        assertThat(billed.path("locked_attributes").valueStream().map(JsonNode::asString))
                .contains("gross_value", "project", "rebill_type");
        assertThat(client.put(
                                taxi,
                                Map.of(
                                        "expense",
                                        Map.of("gross_value", -13, "rebill_type", "", "dated_on", "2026-09-02")))
                        .expect(422)
                        .messages())
                .contains(
                        "gross_value is locked and cannot be changed",
                        "rebill_type is locked and cannot be changed",
                        "dated_on is locked and cannot be changed");
        client.put(taxi, Map.of("expense", Map.of("receipt_reference", "R7", "gross_value", "-12.00")))
                .expect(200);
        Answer refused = client.delete(taxi).expect(409);
        assertThat(refused.text()).isEmpty();
        String late = expense("Late", "2026-09-02", -3, "cost", "");
        JsonNode more = client.put(path, Map.of("invoice", Map.of("include_expenses", EACH)))
                .expect(200)
                .body()
                .path("invoice");
        assertThat(text(more, "net_value")).isEqualTo("20.0");
        assertThat(text(read(late), "rebilled_on_invoice_item"))
                .endsWith("/invoices/" + V2Client.id(more.at("/invoice_items/2")));
        client.delete("invoice_items/" + V2Client.id(more.at("/invoice_items/2")))
                .expect(200);
        assertThat(read(late).has("rebilled_on_invoice_item")).isFalse();
        assertThat(read(late).has("rebilled_on_invoice")).isTrue();
        String before = text(read(taxi), "updated_at");
        client.delete(path).expect(200);
        assertThat(read(taxi).has("rebilled_on_invoice") || read(late).has("locked_reason"))
                .isFalse();
        assertThat(text(read(taxi), "updated_at")).isGreaterThan(before);
        assertThat(text(created(asked), "net_value")).isEqualTo("20.0");
    }

    @Test
    void anExpenseIsBilledOnceHoweverManyBillItAtOnceThroughTwoServers() throws Exception {
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(of(Map.of("project", project, "rebill_type", "cost", "gross_value", -1)));
        }
        client.post("expenses", Map.of("expenses", many)).expect(201);
        try (Server beside = server.beside(Map.of(), Clock.systemUTC())) {
            V2Client other = new V2Client("http://localhost:" + beside.port(), company.token());
            List<JsonNode> made = InFlight.atMost(
                    64,
                    IntStream.range(0, 64)
                            .mapToObj(i -> (Callable<JsonNode>) () -> (i % 2 == 0 ? client : other)
                                    .post("invoices", Map.of("invoice", invoice(Map.of("include_expenses", EACH))))
                                    .expect(201)
                                    .body()
                                    .path("invoice"))
                            .toList());
            assertThat(made.stream()
                            .map(invoice -> new BigDecimal(text(invoice, "net_value")))
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo("60");
        }
        List<String> items = new ArrayList<>();
        client.get("expenses?per_page=100")
                .body()
                .path("expenses")
                .forEach(expense -> items.add(text(expense, "rebilled_on_invoice_item")));
        assertThat(items).hasSize(60).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void moreLinesThanAnInvoiceMayHaveBillNothing() throws Exception {
        for (int i = 0; i < 11; i++) {
            List<Map<String, Object>> many = IntStream.range(0, 91 + i % 2)
                    .mapToObj(j -> of(Map.of("project", project, "rebill_type", "cost", "gross_value", -1)))
                    .toList();
            client.post("expenses", Map.of("expenses", many)).expect(201);
        }
        assertThat(create(Map.of("include_expenses", EACH)).expect(422).messages())
                .containsExactly("invoice_items is too long (maximum is 1000 items)");
        assertThat(client.get("expenses").body().at("/expenses/0/is_locked").asBoolean())
                .isFalse();
        assertThat(text(created(Map.of("include_expenses", ALL)), "net_value")).isEqualTo("1006.0");
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

    private Map<String, Object> of(Map<String, ?> attributes) {
        Map<String, Object> expense = new HashMap<>(Map.of(
                "user",
                company.ownerId(),
                "category",
                "285",
                "dated_on",
                "2026-09-01",
                "gross_value",
                -5,
                "description",
                "Cost"));
        expense.putAll(attributes);
        return expense;
    }

    private String made(Map<String, ?> attributes) throws Exception {
        return "expenses/"
                + V2Client.id(client.post("expenses", Map.of("expense", of(attributes)))
                        .expect(201)
                        .body()
                        .path("expense"));
    }

    private String expense(String description, String day, int gross, String type, String factor) throws Exception {
        return made(Map.of(
                "description",
                description,
                "dated_on",
                day,
                "gross_value",
                gross,
                "project",
                project,
                "rebill_type",
                type,
                "rebill_factor",
                factor));
    }

    private JsonNode read(String expense) throws Exception {
        return client.get(expense).expect(200).body().path("expense");
    }

    private static List<String> lines(JsonNode invoice) {
        return invoice.path("invoice_items")
                .valueStream()
                .map(line -> text(line, "description") + " " + text(line, "quantity") + " x " + text(line, "price")
                        + " " + line.path("item_type").asString("null"))
                .toList();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
