package org.sequitur.category;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import tools.jackson.databind.JsonNode;

class CategoryWireTest {

    private static final List<String> KEYS =
            List.of("admin_expenses_categories", "cost_of_sales_categories", "income_categories", "general_categories");
    private static final String BUILT_IN = "Category is built in and cannot be changed";
    private static final String IN_USE = "Category has items and cannot be changed";

    private final TestCompany company = TestServer.shared().newCompany();

    @Test
    void everyCompanyHasTheChartInFourPartsAndNothingElse() throws Exception {
        Answer answer = company.get("categories").expect(200);
        assertThat(answer.body().propertyNames()).containsExactlyElementsOf(KEYS);
        assertThat(answer.header("X-Total-Count")).as("it has no pages").isEmpty();
        assertThat(codes(company, "")).hasSize(114).doesNotHaveDuplicates().contains("001", "285", "820", "999");
        for (String key : KEYS) {
            List<String> order = new ArrayList<>();
            String by = key.equals("general_categories") ? "nominal_code" : "description";
            answer.body()
                    .path(key)
                    .forEach(category -> order.add(category.path(by).asString()));
            assertThat(order)
                    .isSortedAccordingTo(Comparator.comparing(text -> text.toLowerCase(java.util.Locale.ROOT)));
        }
    }

    @Test
    void aCategoryIsShownUnderTheKeyOfItsGroup() throws Exception {
        JsonNode shown = company.get("categories/285").expect(200).body();
        assertThat(shown.propertyNames()).containsExactly("admin_expenses_categories");
        JsonNode category = shown.path("admin_expenses_categories");
        assertThat(category.path("url").asString()).endsWith("/v2/categories/285");
        assertThat(category.path("description").asString()).isEqualTo("Accommodation and Meals");
        assertThat(category.path("nominal_code").asString()).isEqualTo("285");
        assertThat(category.path("group_description").asString()).isEqualTo("Admin expenses (normally VATable)");
        assertThat(category.path("allowable_for_tax").asBoolean()).isTrue();
        assertThat(category.path("tax_reporting_name").asString()).isEqualTo("Travel and subsistence expenses");
        assertThat(category.path("auto_sales_tax_rate").asString()).isEqualTo("Standard rate");
        JsonNode postage = company.get("categories/358").body().path("admin_expenses_categories");
        assertThat(postage.path("group_description").asString()).isEqualTo("Admin expenses (normally Zero-VAT)");
        JsonNode bank = company.get("categories/750").body().path("general_categories");
        assertThat(bank.has("group_description") || bank.has("auto_sales_tax_rate") || bank.has("allowable_for_tax"))
                .isFalse();
        JsonNode sales = company.get("categories/1").body().path("income_categories");
        assertThat(sales.path("nominal_code").asString()).as("padded").isEqualTo("001");
        assertThat(sales.has("tax_reporting_name")).isFalse();
    }

    @Test
    void whatCannotBeACategoryIsNotFound() throws Exception {
        for (String code :
                List.of("002", "income", "0001", "285-1", "750-0", "750-01", "750-99", "750-999999999", "-1")) {
            company.get("categories/" + code).expect(404);
        }
    }

    @Test
    void companiesOfOtherTypesHaveWhatTheyCanHave() throws Exception {
        assertThat(codes(of(CompanyType.UK_SOLE_TRADER), ""))
                .contains("001", "901", "907", "817")
                .doesNotContain("407", "502", "820", "372", "908", "910", "670");
        TestCompany elsewhere = of(CompanyType.UNIVERSAL_COMPANY);
        assertThat(codes(elsewhere, "")).doesNotContain("371", "373", "814");
        assertThat(elsewhere
                        .get("categories/817")
                        .body()
                        .at("/general_categories/description")
                        .asString())
                .isEqualTo("Sales Tax");
        assertThat(codes(company, "")).doesNotContain("061");
        company.put("/sequitur/v1/company", Map.of("company", Map.of("cis_subcontractor", true)))
                .expect(200);
        assertThat(codes(company, "")).contains("061", "062", "063");
    }

    @Test
    void aCompanyAddsChangesAndRemovesCategoriesOfItsOwn() throws Exception {
        Answer answer = create("""
                {"description":" Podcast adverts ","nominal_code":"287","category_group":"admin_expenses",
                 "tax_reporting_name":"advertising_and_promotional_costs","allowable_for_tax":"false"}
                """).expect(201);
        JsonNode added = answer.body().path("admin_expenses_categories");
        assertThat(answer.header("Location"))
                .isEqualTo(added.path("url").asString())
                .endsWith("/v2/categories/287");
        assertThat(added.path("description").asString()).isEqualTo("Podcast adverts");
        assertThat(added.path("tax_reporting_name").asString()).isEqualTo("Advertising and promotional costs");
        assertThat(added.path("allowable_for_tax").asBoolean()).isFalse();
        assertThat(added.path("auto_sales_tax_rate").asString()).isEqualTo("Standard rate");
        assertThat(codes(company, "")).contains("287");

        JsonNode changed = company.put("categories/287", """
                        {"category":{"nominal_code":"286","auto_sales_tax_rate":"Exempt","category_group":"income",
                         "tax_reporting_name":"Advertising and promotional costs"}}
                        """).expect(200).body().path("admin_expenses_categories");
        assertThat(changed.path("url").asString()).endsWith("/v2/categories/286");
        assertThat(changed.path("group_description").asString()).isEqualTo("Admin expenses (normally Zero-VAT)");
        assertThat(changed.path("description").asString()).isEqualTo("Podcast adverts");
        company.get("categories/287").expect(404);

        assertThat(company.delete("categories/286").expect(200).body().path("admin_expenses_categories"))
                .as("the category that is gone")
                .isEqualTo(changed);
        company.get("categories/286").expect(404);
        company.delete("categories/286").expect(404);
    }

    @Test
    void eachGroupTakesWhatItHas() throws Exception {
        assertThat(created("{\"description\":\"Royalties\",\"nominal_code\":2,\"category_group\":\"income\"}")
                        .path("income_categories")
                        .path("nominal_code")
                        .asString())
                .isEqualTo("002");
        JsonNode loan = created(
                        "{\"description\":\"Loan\",\"nominal_code\":\"740\",\"category_group\":\"liabilities\"}")
                .path("general_categories");
        assertThat(loan.path("tax_reporting_name").asString()).isEqualTo("Creditors");
        JsonNode deposit = created("""
                {"description":"Deposit","nominal_code":"675","category_group":"current_assets",
                 "tax_reporting_name":"prepayments_and_accrued_income"}
                """).path("general_categories");
        assertThat(deposit.path("tax_reporting_name").asString()).isEqualTo("Prepayments and accrued income");
        JsonNode reserve = created("""
                {"description":"Reserve","nominal_code":"930","category_group":"equities","allowable_for_tax":true,
                 "tax_reporting_name":"debtors","auto_sales_tax_rate":"Zero rate"}
                """).path("general_categories");
        assertThat(reserve.propertyNames()).containsExactlyInAnyOrder("url", "description", "nominal_code");
    }

    @Test
    void whatIsWrongIsSaidAndChangesNothing() throws Exception {
        assertThat(create("{\"description\":\"x\"}").expect(422).messages())
                .containsExactly("'' is not a valid category_group");
        assertThat(create("{\"description\":\"x\",\"category_group\":\"general\"}")
                        .expect(422)
                        .messages())
                .containsExactly("'general' is not a valid category_group");
        assertThat(create("{\"category_group\":\"admin_expenses\",\"auto_sales_tax_rate\":\"x\"}")
                        .expect(422)
                        .messages())
                .containsExactlyInAnyOrder(
                        "nominal_code can't be blank",
                        "description can't be blank",
                        "tax_reporting_name can't be blank",
                        "auto_sales_tax_rate is not included in the list");
        for (String code : List.of("050", "200", "001-1", "x", "1000")) {
            assertThat(create("{\"category_group\":\"income\",\"description\":\"x\",\"nominal_code\":\"" + code + "\"}")
                            .expect(422)
                            .messages())
                    .containsExactly("nominal_code is not in the allowed range");
        }
        assertThat(create("""
                        {"category_group":"cost_of_sales","description":"x","nominal_code":"110","tax_reporting_name":"rent_of_premises"}
                        """).expect(422).messages())
                .containsExactly("tax_reporting_name is not included in the list");
        assertThat(codes(company, "")).hasSize(114);
    }

    @Test
    void aCodeIsGivenOnceHoweverManyAskForIt() throws Exception {
        String taken = "nominal_code has already been taken";
        assertThat(create("{\"category_group\":\"income\",\"description\":\"x\",\"nominal_code\":\"001\"}")
                        .expect(422)
                        .messages())
                .containsExactly(taken);
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = "Same " + i;
            calls.add(() -> create(
                    "{\"category_group\":\"income\",\"nominal_code\":\"005\",\"description\":\"" + name + "\"}"));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Answer answer : InFlight.atMost(6, calls)) {
            statuses.add(answer.status());
            assertThat(answer.status() == 201 || answer.messages().contains(taken))
                    .isTrue();
        }
        assertThat(statuses).containsOnlyOnce(201);
        created("{\"category_group\":\"income\",\"nominal_code\":\"006\",\"description\":\"Other\"}");
        assertThat(company.put("categories/006", "{\"category\":{\"nominal_code\":\"005\"}}")
                        .expect(422)
                        .messages())
                .containsExactly(taken);
        assertThat(company.get("categories/006").expect(200).text()).contains("Other");
    }

    @Test
    void whatEveryCompanyHasAndWhatIsInUseStays() throws Exception {
        for (String code : List.of("001", "285", "750", "750-1")) {
            assertThat(company.put("categories/" + code, "{\"category\":{\"description\":\"Mine\"}}")
                            .expect(403)
                            .messages())
                    .containsExactly(BUILT_IN);
            assertThat(company.delete("categories/" + code).expect(403).messages())
                    .containsExactly(BUILT_IN);
        }
        created("{\"category_group\":\"income\",\"nominal_code\":\"010\",\"description\":\"Courses\"}");
        String contact = company.client().newContact("Mill");
        String item = "[{\"description\":\"x\",\"quantity\":1,\"price\":2,\"category\":\"010\"}]";
        String terms = "\"contact\":\"" + contact + "\",\"dated_on\":\"2026-01-05\",\"payment_terms_in_days\":1";
        Map<String, String> uses = Map.of(
                "invoices", "{\"invoice\":{" + terms + ",\"invoice_items\":" + item + "}}",
                "/sequitur/v1/recurring_invoices",
                        "{\"recurring_invoice\":{" + terms.replace("2026", "2099")
                                + ",\"frequency\":\"Monthly\",\"invoice_items\":" + item + "}}",
                "estimates",
                        "{\"estimate\":{" + terms
                                + ",\"estimate_type\":\"Quote\",\"status\":\"Draft\",\"estimate_items\":" + item + "}}",
                "price_list_items",
                        "{\"price_list_item\":{\"code\":\"c\",\"item_type\":\"Hours\",\"description\":\"x\",\"category\":\"010\"}}",
                "/sequitur/v1/stock_items",
                        "{\"stock_item\":{\"description\":\"x\",\"cost_of_sale_category\":\"010\"}}");
        for (Map.Entry<String, String> use : uses.entrySet()) {
            String made = V2Client.id(company.post(use.getKey(), use.getValue())
                    .expect(201)
                    .body()
                    .valueStream()
                    .findFirst()
                    .orElseThrow());
            assertThat(company.delete("categories/010").expect(403).messages())
                    .as(use.getKey())
                    .containsExactly(IN_USE);
            company.delete(use.getKey() + "/" + made).expect(200);
        }
        company.delete("categories/010").expect(200);
    }

    @Test
    void bankAccountsStockAndPeopleHaveSubAccountsThatKeepTheirNumbers() throws Exception {
        List<String> plain = codes(company, "");
        assertThat(plain).contains("750", "907").doesNotContain("750-1", "609");
        String second = company.post("bank_accounts", "{\"bank_account\":{\"name\":\"Savings\"}}")
                .expect(201)
                .header("Location");
        company.post("bank_accounts", "{\"bank_account\":{\"name\":\"Third\"}}").expect(201);
        company.delete(second.substring(second.indexOf("bank_accounts"))).expect(200);
        company.post("/sequitur/v1/stock_items", "{\"stock_item\":{\"description\":\"Rope\"}}")
                .expect(201);
        assertThat(codes(company, "?sub_accounts=true"))
                .contains(
                        "750-1", "750-3", "609-1", "900-1", "901-1", "902-1", "904-1", "905-1", "907-1", "908-1",
                        "910-1")
                .doesNotContain("750", "750-2", "907", "609");
        JsonNode third = company.get("categories/750-3").expect(200).body().path("general_categories");
        assertThat(third.path("description").asString()).isEqualTo("Bank Account: Third");
        assertThat(third.path("bank_account").asString()).contains("/v2/bank_accounts/");
        JsonNode loan = company.get("categories/907-1").expect(200).body().path("general_categories");
        assertThat(loan.path("description").asString()).isEqualTo("Director Loan Account: Olive Owner");
        assertThat(loan.path("user").asString()).endsWith("/v2/users/" + company.ownerId());
        assertThat(company.get("categories/609-1")
                        .body()
                        .at("/general_categories/description")
                        .asString())
                .isEqualTo("Rope");
    }

    @Test
    void subAccountsAreNumberedWithoutDoublesHoweverManyComeAtOnce() throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String body = "{\"stock_item\":{\"description\":\"Item " + i + "\"}}";
            calls.add(() -> company.post("/sequitur/v1/stock_items", body).status());
        }
        assertThat(Set.copyOf(InFlight.atMost(8, calls))).containsExactly(201);
        List<String> numbers = codes(company, "?sub_accounts=true").stream()
                .filter(code -> code.startsWith("609-"))
                .toList();
        assertThat(new HashSet<>(numbers)).hasSize(20).contains("609-1", "609-20");
    }

    @Test
    void incomeTakesLevelSevenToChangeAndTheRestLevelEight() throws Exception {
        V2Client seven = new V2Client(
                TestServer.shared().baseUrl(), new Members(company).token(PermissionLevel.TAX_ACCOUNTING_AND_USERS));
        seven.post(
                        "categories",
                        "{\"category\":{\"category_group\":\"income\",\"nominal_code\":\"020\",\"description\":\"x\"}}")
                .expect(201);
        seven.post(
                        "categories",
                        "{\"category\":{\"category_group\":\"equities\",\"nominal_code\":\"940\",\"description\":\"x\"}}")
                .expect(403);
        created("{\"category_group\":\"equities\",\"nominal_code\":\"940\",\"description\":\"x\"}");
        seven.put("categories/940", "{\"category\":{\"description\":\"y\"}}").expect(403);
        seven.delete("categories/940").expect(403);
        seven.put("categories/020", "{\"category\":{\"description\":\"y\"}}").expect(200);
        seven.delete("categories/020").expect(200);
    }

    private Answer create(String attributes) throws Exception {
        return company.post("categories", "{\"category\":" + attributes + "}");
    }

    private JsonNode created(String attributes) throws Exception {
        return create(attributes).expect(201).body();
    }

    private static TestCompany of(CompanyType type) {
        return TestServer.shared()
                .newCompany(new CompanyFounding(
                        "Of " + type, type, new CompanyFounding.Owner("owner@example.com", "Olive", "Owner")));
    }

    private static List<String> codes(TestCompany company, String query) throws Exception {
        JsonNode chart = company.get("categories" + query).expect(200).body();
        List<String> codes = new ArrayList<>();
        for (String key : KEYS) {
            Objects.requireNonNull(chart.get(key))
                    .forEach(category -> codes.add(category.path("nominal_code").asString()));
        }
        return codes;
    }
}
