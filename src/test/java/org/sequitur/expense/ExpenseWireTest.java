package org.sequitur.expense;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sequitur.LockWaiters;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

class ExpenseWireTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final V2Client client = company.client();

    @Test
    void taxIsThatOfTheCategoryAndHasTheSignOfTheValue() throws Exception {
        Answer answer = create(Map.of()).expect(201);
        JsonNode lunch = answer.body().path("expense");
        assertThat(answer.header("Location")).isEqualTo(text(lunch, "url"));
        assertThat(texts(lunch, "gross_value", "native_gross_value", "sales_tax_rate", "sales_tax_value"))
                .containsExactly("-12.34", "-12.34", "20.0", "-2.06");
        assertThat(texts(lunch, "native_sales_tax_value", "sales_tax_status", "currency"))
                .containsExactly("-2.06", "TAXABLE", "GBP");
        assertThat(lunch.has("ec_status") || lunch.has("mileage") || lunch.has("locked_reason"))
                .isFalse();
        assertThat(texts(change(lunch, Map.of("gross_value", 120)), "sales_tax_value"))
                .containsExactly("20.0");
        assertThat(texts(change(lunch, Map.of("category", "365")), "sales_tax_rate", "sales_tax_status"))
                .containsExactly("0.0", "TAXABLE");
        assertThat(texts(change(lunch, Map.of("category", "360")), "sales_tax_rate", "sales_tax_status"))
                .containsExactly("0.0", "OUT_OF_SCOPE");
        assertThat(texts(change(lunch, Map.of("sales_tax_rate", "5")), "sales_tax_rate", "sales_tax_status"))
                .containsExactly("5.0", "TAXABLE");
        assertThat(texts(change(lunch, Map.of("sales_tax_rate", "Auto", "category", "285")), "sales_tax_rate"))
                .containsExactly("20.0");
        JsonNode manual = change(lunch, Map.of("manual_sales_tax_amount", "7.5", "sales_tax_rate", 20));
        assertThat(manual.has("sales_tax_rate")).isFalse();
        assertThat(texts(manual, "manual_sales_tax_amount", "sales_tax_value")).containsExactly("7.5", "7.5");
        assertThat(texts(change(lunch, Map.of("manual_sales_tax_amount", "")), "manual_sales_tax_amount"))
                .as("cannot be blanked")
                .containsExactly("7.5");
        JsonNode exempt = change(lunch, Map.of("sales_tax_status", "EXEMPT"));
        assertThat(exempt.has("manual_sales_tax_amount")).isFalse();
        assertThat(texts(exempt, "sales_tax_rate", "sales_tax_value")).containsExactly("0.0", "0.0");
        assertThat(texts(change(lunch, Map.of("sales_tax_status", "TAXABLE")), "sales_tax_rate"))
                .containsExactly("20.0");
        assertThat(client.put(path(lunch), Map.of("expense", Map.of("manual_sales_tax_amount", 500)))
                        .expect(422)
                        .messages())
                .containsExactly("manual_sales_tax_amount must be less than or equal to the gross value");
    }

    @Test
    void whatIsWrongIsToldAndOfAListNothingIsStored() throws Exception {
        assertThat(client.post("expenses", "{\"expense\":{\"mileage\":1}}")
                        .expect(422)
                        .messages())
                .containsExactlyInAnyOrder(
                        "dated_on can't be blank",
                        "user can't be blank",
                        "category can't be blank",
                        "description can't be blank",
                        "gross_value can't be blank");
        assertThat(create(Map.of(
                                "user",
                                "999",
                                "project",
                                "999",
                                "sales_tax_rate",
                                120,
                                "rebill_type",
                                "markup",
                                "ec_status",
                                "EC VAT MOSS",
                                "property",
                                "1",
                                "currency",
                                "XXX"))
                        .expect(422)
                        .messages())
                .containsExactlyInAnyOrder(
                        "User not found",
                        "Project not found",
                        "sales_tax_rate must be between 0 and 100",
                        "rebill_factor can't be blank",
                        "ec_status is not included in the list",
                        "property can't be set for this company",
                        "currency is not included in the list");
        assertThat(create(Map.of("ec_status", "EC Goods")).expect(422).messages())
                .containsExactly("ec_status must be blank, \"UK/Non-EC\" or \"Reverse Charge\"");
        assertThat(create(Map.of("category", "coffee")).expect(400).messages()).containsExactly("Invalid nominal code");
        assertThat(create(Map.of("category", "609", "stock_item", "999", "stock_altering_quantity", 1))
                        .expect(422)
                        .messages())
                .containsExactly("Stock item not found");
        assertThat(create(Map.of("category", "609")).expect(422).messages())
                .containsExactly("stock_item can't be blank", "stock_altering_quantity can't be blank");
        assertThat(client.post("expenses", Map.of("expenses", List.of(of(Map.of()), of(Map.of("currency", "?")))))
                        .expect(422)
                        .messages())
                .containsExactly("expenses[1]: currency is not included in the list");
        client.post("expenses", "{\"expenses\":[]}").expect(400);
        List<Map<String, Object>> many =
                IntStream.range(0, 101).mapToObj(i -> of(Map.of())).toList();
        assertThat(client.post("expenses", Map.of("expenses", many)).expect(422).messages())
                .containsExactly("expenses is too long (maximum is 100 expenses)");
        assertThat(client.get("expenses").header("X-Total-Count")).isEqualTo("0");
        assertThat(client.post("expenses", Map.of("expenses", many.subList(0, 100)))
                        .expect(201)
                        .body()
                        .path("expenses")
                        .size())
                .isEqualTo(100);
    }

    @Test
    void listsAreNarrowedAndSorted() throws Exception {
        String project = client.newProject("Menu", client.newContact("Harbour Mills"));
        create(Map.of("dated_on", "2020-01-01", "description", "Old")).expect(201);
        create(Map.of("dated_on", "2026-03-01", "description", "New", "project", project, "recurring", "Monthly"))
                .expect(201);
        assertThat(descriptions("expenses")).containsExactly("New", "Old");
        assertThat(descriptions("expenses?sort=dated_on")).containsExactly("Old", "New");
        assertThat(descriptions("expenses?sort=-created_at")).containsExactly("New", "Old");
        assertThat(descriptions("expenses?view=recurring")).containsExactly("New");
        assertThat(descriptions("expenses?view=recent")).containsExactly("New", "Old");
        assertThat(descriptions("expenses?from_date=2026-01-01")).containsExactly("New");
        assertThat(descriptions("expenses?to_date=2026-01-01")).containsExactly("Old");
        assertThat(descriptions("expenses?project=" + project)).containsExactly("New");
        assertThat(descriptions("expenses?user=999")).isEmpty();
        assertThat(descriptions("expenses?updated_since=2099-01-01")).isEmpty();
        client.get("expenses?project=999").expect(404);
        client.get("expenses?view=odd").expect(400);
        client.get("expenses?from_date=odd").expect(400);
        client.get("expenses?sort=odd").expect(400);
        List<Map<String, Object>> many = IntStream.range(0, 25)
                .mapToObj(i -> of(Map.of("dated_on", "2021-01-01", "description", "Many")))
                .toList();
        client.post("expenses", Map.of("expenses", many)).expect(201);
        assertThat(descriptions("expenses?view=recent&per_page=100"))
                .hasSize(25)
                .doesNotContain("Old");
    }

    @Test
    void whoeverSeesTheirOwnOnlyNeitherSeesNorMakesThoseOfOthers() throws Exception {
        JsonNode owners = create(Map.of()).expect(201).body().path("expense");
        V2Client member = new V2Client(server.baseUrl(), new Members(company).token(PermissionLevel.MY_MONEY));
        String self =
                "users/" + V2Client.id(member.get("users/me").expect(200).body().path("user"));
        assertThat(member.get("expenses").header("X-Total-Count")).isEqualTo("0");
        member.get(path(owners)).expect(404);
        member.put(path(owners), "{\"expense\":{\"description\":\"Mine\"}}").expect(404);
        member.delete(path(owners)).expect(404);
        member.post("expenses", Map.of("expense", of(Map.of()))).expect(403);
        String project = client.newProject("Menu", client.newContact("Harbour Mills"));
        JsonNode own = member.post("expenses", Map.of("expense", of(Map.of("user", self, "project", project))))
                .expect(201)
                .body()
                .path("expense");
        assertThat(own.has("project_name") || own.has("contact_name")).isFalse();
        assertThat(texts(client.get(path(own)).body().path("expense"), "project_name", "contact_name"))
                .containsExactly("Menu", "Harbour Mills");
        member.put(path(own), Map.of("expense", Map.of("user", company.ownerId())))
                .expect(403);
        assertThat(member.get("expenses?view=recent").header("X-Total-Count")).isEqualTo("1");
        member.delete(path(own)).expect(200);
    }

    @Test
    void foreignMoneyIsConvertedAtTheLastRateUnlessTheConvertedValueIsSent() throws Exception {
        Map<String, Object> invoice = new HashMap<>(
                Map.of("contact", client.newContact("Rive"), "dated_on", "2026-02-01", "payment_terms_in_days", 1));
        invoice.putAll(Map.of("currency", "EUR", "exchange_rate", "0.8"));
        client.post("invoices", Map.of("invoice", invoice)).expect(201);
        JsonNode before = create(Map.of("currency", "EUR", "gross_value", -100, "dated_on", "2026-01-31"))
                .expect(201)
                .body()
                .path("expense");
        assertThat(text(before, "native_gross_value")).isEqualTo("-100.0");
        JsonNode after = change(before, Map.of("dated_on", "2026-02-01"));
        assertThat(texts(after, "native_gross_value", "sales_tax_rate", "sales_tax_value"))
                .containsExactly("-80.0", "0.0", "0.0");
        assertThat(texts(
                        change(after, Map.of("manual_sales_tax_amount", 8)),
                        "sales_tax_value",
                        "native_sales_tax_value"))
                .containsExactly("-10.0", "-8.0");
        assertThat(text(change(after, Map.of("native_gross_value", "-85.5")), "native_gross_value"))
                .isEqualTo("-85.5");
        assertThat(text(change(after, Map.of("description", "Same")), "native_gross_value"))
                .isEqualTo("-85.5");
        assertThat(text(change(after, Map.of("gross_value", -200)), "native_gross_value"))
                .isEqualTo("-160.0");
        assertThat(client.put(path(after), Map.of("expense", Map.of("native_gross_value", 3)))
                        .expect(422)
                        .messages())
                .contains("native_gross_value must have the sign of gross_value");
    }

    @Test
    void anExpenseThatRecursHasItsNextDay() throws Exception {
        JsonNode made = create(
                        Map.of("dated_on", "2026-01-31", "recurring", "Monthly", "recurring_end_date", "2026-12-31"))
                .expect(201)
                .body()
                .path("expense");
        assertThat(texts(made, "recurring", "next_recurs_on", "recurring_end_date"))
                .containsExactly("Monthly", "2026-02-28", "2026-12-31");
        assertThat(text(change(made, Map.of("recurring_end_date", "2027-01-01")), "recurring_end_date"))
                .as("only with recurring")
                .isEqualTo("2026-12-31");
        assertThat(change(made, Map.of("recurring", "")).has("next_recurs_on")).isFalse();
    }

    @Test
    void landlordsNameTheProperty() throws Exception {
        TestCompany landlord = server.newCompany(new CompanyFounding(
                "Let Ltd",
                CompanyType.UK_UNINCORPORATED_LANDLORD,
                new CompanyFounding.Owner("let@example.com", "Lee", "Let")));
        Map<String, Object> expense = of(Map.of("user", landlord.ownerId()));
        assertThat(landlord.client()
                        .post("expenses", Map.of("expense", expense))
                        .expect(422)
                        .messages())
                .containsExactly("property can't be blank");
        JsonNode property = landlord.client()
                .post("properties", "{\"property\":{\"address1\":\"Quay\"}}")
                .expect(201)
                .body()
                .path("property");
        expense.put("property", text(property, "url"));
        assertThat(text(
                        landlord.client()
                                .post("expenses", Map.of("expense", expense))
                                .expect(201)
                                .body()
                                .path("expense"),
                        "property"))
                .isEqualTo(text(property, "url"));
    }

    @Test
    void mileageIsReclaimedAtTheRateOfItsDayUpToTheLimitOfTheTaxYear() throws Exception {
        JsonNode trip = mileage("2026-09-01", 42);
        assertThat(texts(
                        trip,
                        "gross_value",
                        "mileage",
                        "initial_rate_mileage",
                        "reclaim_mileage_rate",
                        "reclaim_mileage"))
                .containsExactly("-23.1", "42.0", "42.0", "0.55", "1");
        assertThat(texts(trip, "engine_type", "engine_size", "sales_tax_value"))
                .containsExactly("Petrol", "Up to 1400cc", "0.0");
        assertThat(text(trip, "category")).endsWith("/categories/249");
        assertThat(trip.path("engine_type_index").intValue()).isZero();
        assertThat(text(mileage("2026-04-05", 10), "gross_value")).isEqualTo("-4.5");
        assertThat(texts(mileage("2027-04-05", 10_000), "initial_rate_mileage", "gross_value"))
                .containsExactly("9958.0", "-5487.4");
        assertThat(text(mileage("2027-04-06", 10), "gross_value"))
                .as("a new year")
                .isEqualTo("-5.5");
        assertThat(text(mileage("2026-12-24", 10), "gross_value")).isEqualTo("-2.5");
        assertThat(text(change(trip, Map.of("description", "Same")), "gross_value"))
                .isEqualTo("-23.1");
        assertThat(texts(
                        change(trip, Map.of("engine_type", "Diesel", "engine_size", "Huge")),
                        "engine_type",
                        "engine_size"))
                .containsExactly("Diesel", "Up to 1600cc");
        JsonNode unpaid = change(trip, Map.of("reclaim_mileage", 0));
        assertThat(text(unpaid, "gross_value")).isEqualTo("0.0");
        assertThat(unpaid.has("reclaim_mileage_rate")).isFalse();
        assertThat(change(trip, Map.of("vehicle_type", "Bicycle", "reclaim_mileage", 1))
                        .has("engine_type"))
                .isFalse();
        assertThat(create(Map.of("category", "Mileage", "mileage", 0, "engine_type", "Electric", "vehicle_type", "Car"))
                        .expect(422)
                        .messages())
                .containsExactlyInAnyOrder("mileage must be greater than 0", "engine_type is not included in the list");
    }

    @Test
    void whoClaimsMilesWaitsForWhoClaimsThemAlready() throws Exception {
        JsonNode first = mileage("2026-09-01", 1_000);
        try (Connection other = server.dataSource().getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            JdbcClient claiming = JdbcClient.create(new SingleConnectionDataSource(other, true));
            claiming.sql("SELECT FROM users WHERE company_id = ? AND id = ? FOR NO KEY UPDATE")
                    .params(company.id(), company.ownerId())
                    .query()
                    .listOfRows();
            claiming.sql(
                            "UPDATE expense SET mileage = 9000, initial_rate_mileage = 9000 WHERE company_id = ? AND id = ?")
                    .params(company.id(), Long.valueOf(V2Client.id(first)))
                    .update();
            Future<JsonNode> second = threads.submit(() -> mileage("2026-09-02", 3_000));
            LockWaiters.await(server.dataSource());
            other.commit();
            assertThat(text(second.get(), "initial_rate_mileage")).isEqualTo("1000.0");
        }
    }

    @Test
    void whatExpensesBuyIsOnHandUntilTheyAreDeleted() throws Exception {
        JsonNode hinge = company.post(
                        "/sequitur/v1/stock_items",
                        Map.of(
                                "stock_item",
                                Map.of("description", "Hinge", "opening_quantity", 3, "opening_balance", 6)))
                .expect(201)
                .body()
                .path("stock_item");
        JsonNode bought = create(
                        Map.of("category", "609", "stock_item", text(hinge, "url"), "stock_altering_quantity", "4.5"))
                .expect(201)
                .body()
                .path("expense");
        assertThat(onHand(hinge)).isEqualTo("7.5");
        assertThat(company.delete(ownPath(hinge)).status()).as("it is in use").isEqualTo(409);
        change(bought, Map.of("stock_altering_quantity", 1));
        assertThat(onHand(hinge)).isEqualTo("4.0");
        client.delete(path(bought)).expect(200);
        assertThat(onHand(hinge)).isEqualTo("3.0");
        company.delete(ownPath(hinge)).expect(200);
    }

    @Test
    void mileageSettingsHaveTheirTimesAndXmlIsSpokenToo() throws Exception {
        JsonNode settings =
                client.get("expenses/mileage_settings").expect(200).body().path("mileage_settings");
        assertThat(settings.at("/mileage_rates/2/value/Car/basic_rate").asString())
                .isEqualTo("0.55");
        assertThat(settings.at("/mileage_rates/0/value/basic_rate_limit").intValue())
                .isEqualTo(10_000);
        assertThat(settings.at("/engine_type_and_size_options/2/value/Electric/0")
                        .asString())
                .isEqualTo("All");
        V2Client xml = client.with("Accept", "application/xml");
        assertThat(xml.get("expenses/mileage_settings").expect(200).text()).contains("basic-rate");
        JsonNode made = create(Map.of()).expect(201).body().path("expense");
        assertThat(xml.get(path(made)).expect(200).text())
                .contains("<gross-value type=\"decimal\">-12.34</gross-value>");
        Answer sent = client.with("Content-Type", "application/xml").post("expenses", """
                <expense><user>%s</user><category>285</category><dated-on>2026-01-05</dated-on><gross-value>-6</gross-value>
                <description>Tea</description></expense>
                """.formatted(company.ownerId()));
        assertThat(text(sent.expect(201).body().path("expense"), "sales_tax_value"))
                .isEqualTo("-1.0");
    }

    private Map<String, Object> of(Map<String, ?> attributes) {
        Map<String, Object> expense = new HashMap<>(Map.of(
                "user",
                company.ownerId(),
                "category",
                "285",
                "dated_on",
                "2026-08-16",
                "gross_value",
                "-12.34",
                "description",
                "Lunch"));
        expense.putAll(attributes);
        return expense;
    }

    private Answer create(Map<String, ?> attributes) throws Exception {
        return client.post("expenses", Map.of("expense", of(attributes)));
    }

    private JsonNode mileage(String day, int miles) throws Exception {
        return create(Map.of("category", "Mileage", "dated_on", day, "mileage", miles, "vehicle_type", "Car"))
                .expect(201)
                .body()
                .path("expense");
    }

    private JsonNode change(JsonNode expense, Map<String, ?> attributes) throws Exception {
        return client.put(path(expense), Map.of("expense", attributes))
                .expect(200)
                .body()
                .path("expense");
    }

    private String onHand(JsonNode stock) throws Exception {
        return text(client.get("stock_items/" + V2Client.id(stock)).body().path("stock_item"), "stock_on_hand");
    }

    private static String ownPath(JsonNode stock) {
        return "/sequitur/v1/stock_items/" + V2Client.id(stock);
    }

    private List<String> descriptions(String path) throws Exception {
        List<String> found = new ArrayList<>();
        client.get(path)
                .expect(200)
                .body()
                .path("expenses")
                .forEach(expense -> found.add(text(expense, "description")));
        return found;
    }

    private static String path(JsonNode expense) {
        return "expenses/" + V2Client.id(expense);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }

    private static List<String> texts(JsonNode node, String... names) {
        return List.of(names).stream().map(name -> text(node, name)).toList();
    }
}
