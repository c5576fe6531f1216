package org.sequitur.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import tools.jackson.databind.JsonNode;

/** What explains a line says what it was for, and the line and its account follow. */
class ExplanationWireTest {

    private static final Map<String, ?> HOSTING = Map.of("category", "268", "description", "Hosting");

    private final TestCompany company = TestServer.shared().newCompany();
    private final Till till;
    private final String account;

    ExplanationWireTest() throws Exception {
        till = new Till(company);
        account = till.account();
    }

    @Test
    void aCostHasTheTaxOfItsCategoryAndALineIsAddedForIt() throws Exception {
        JsonNode cost = till.explained(account, "-49.99", HOSTING);
        assertThat(texts(cost, "gross_value", "transfer_value", "foreign_currency_value", "type", "detail"))
                .containsExactly("-49.99", "49.99", "0.0", "Payment", "Web Hosting. Inc £8.33 VAT ");
        assertThat(texts(cost, "sales_tax_status", "sales_tax_rate", "sales_tax_value", "transaction_description"))
                .containsExactly("TAXABLE", "20.0", "-8.33", "///£49.99");
        assertThat(texts(cost, "is_money_in", "is_money_out", "is_deletable", "is_locked", "has_pending_operation"))
                .containsExactly("false", "true", "true", "false", "false");
        String line = cost.path("bank_transaction").asString();
        assertThat(till.says(line, "amount", "is_manual", "unexplained_amount", "dated_on"))
                .containsExactly("-49.99", "true", "0.0", "2026-09-10");
        assertThat(till.says(account, "current_balance", "total_count")).containsExactly("-49.99", "1");
        till.change(cost, Map.of("gross_value", "-60", "dated_on", "2026-09-12", "sales_tax_rate", "0.0"))
                .expect(200);
        assertThat(till.says(line, "amount", "dated_on")).containsExactly("-60.0", "2026-09-12");
        assertThat(till.says(Till.path(cost), "sales_tax_rate", "sales_tax_value", "detail"))
                .containsExactly("0.0", "0.0", "Web Hosting ");
        till.remove(cost);
        company.get(line.replaceFirst(".*/v2/", "")).expect(404);
        assertThat(till.says(account, "current_balance", "total_count")).containsExactly("0.0", "0");
    }

    @Test
    void everyCurrencyIsWritten() throws Exception {
        for (Map.Entry<String, String> written : Map.of(
                        "GBP", "///£1,234.50", "EUR", "///€1,234.50", "CNH", "///CNH1,234.50")
                .entrySet()) {
            JsonNode cost = till.explained(till.account("x", written.getKey()), "-1234.5", HOSTING);
            assertThat(cost.path("transaction_description").asString()).isEqualTo(written.getValue());
        }
    }

    @Test
    void directionAndCategoryMakeTheType() throws Exception {
        assertThat(type("10", Map.of("category", "001", "description", "Till"))).isEqualTo("Sales");
        assertThat(type("-10", Map.of("category", "001", "description", "Till")))
                .isEqualTo("Sales Refund");
        assertThat(type("10", HOSTING)).isEqualTo("Refund");
        assertThat(type("-10", Map.of("paid_user", company.ownerId()))).isEqualTo("Money Paid to User");
        assertThat(type("10", Map.of("paid_user", company.ownerId(), "category", "907")))
                .isEqualTo("Money Received from User");
        JsonNode income = till.explained(account, "10", Map.of("category", "001", "description", "Till"));
        assertThat(income.has("sales_tax_rate")).as("of who is not registered").isFalse();
    }

    private String type(String gross, Map<String, ?> attributes) throws Exception {
        return till.explained(account, gross, attributes).path("type").asString();
    }

    @Test
    void aTransferHasTwoSidesThatComeChangeAndGoTogether() throws Exception {
        String savings = till.account("Savings", "GBP");
        JsonNode out = till.explained(account, "-200", Map.of("transfer_bank_account", savings, "description", "x"));
        String in = out.path("linked_transfer_explanation").asString();
        assertThat(texts(out, "type", "description", "linked_transfer_account"))
                .containsExactly(
                        "Transfer to Another Account", "Transfer from Business Current Account to Savings", savings);
        assertThat(till.says(in, "type", "gross_value", "linked_transfer_account", "linked_transfer_explanation"))
                .containsExactly(
                        "Transfer from Another Account",
                        "200.0",
                        account,
                        out.path("url").asString());
        assertThat(till.says(savings, "current_balance")).containsExactly("200.0");
        till.change(out, Map.of("gross_value", "-150")).expect(200);
        assertThat(till.says(savings, "current_balance")).containsExactly("150.0");
        assertThat(till.change(out, Map.of("transfer_bank_account", "", "category", "268", "description", "x"))
                        .expect(422)
                        .messages())
                .contains("transfer_bank_account is locked and cannot be changed");
        company.delete(in.replaceFirst(".*/v2/", "")).expect(200);
        company.get(Till.path(out)).expect(404);
        assertThat(till.says(savings, "current_balance")).containsExactly("0.0");
        assertThat(till.says(account, "current_balance")).containsExactly("0.0");
        String euros = till.account("Euros", "EUR");
        assertThat(till.post(account, "-100", Map.of("transfer_bank_account", euros))
                        .expect(422)
                        .messages())
                .containsExactly("foreign_currency_value can't be blank between accounts of two currencies");
        till.explained(account, "-100", Map.of("transfer_bank_account", euros, "foreign_currency_value", "-118"));
        assertThat(till.says(euros, "current_balance")).containsExactly("118.0");
    }

    @Test
    void severalExplainOneLineAndOtherLinesAreLeft() throws Exception {
        JsonNode first = till.explained(account, "-30", HOSTING);
        String line = first.path("bank_transaction").asString();
        JsonNode second = company.post(
                        "bank_transaction_explanations",
                        Map.of(
                                "bank_transaction_explanation",
                                Map.of(
                                        "bank_transaction", line,
                                        "dated_on", "2026-09-11",
                                        "gross_value", "-12",
                                        "category", "250",
                                        "description", "Pens",
                                        "marked_for_review", true)))
                .expect(201)
                .body()
                .path("bank_transaction_explanation");
        assertThat(till.says(line, "amount", "unexplained_amount")).containsExactly("-30.0", "12.0");
        assertThat(company.get("bank_transactions?view=marked_for_review&bank_account=" + account)
                        .header("X-Total-Count"))
                .isEqualTo("1");
        JsonNode shown = company.get(line.replaceFirst(".*/v2/", "")).body().at("/bank_transaction");
        assertThat(shown.path("bank_transaction_explanations")
                        .valueStream()
                        .map(each -> each.path("url").asString()))
                .containsExactly(
                        first.path("url").asString(), second.path("url").asString());
        company.delete(line.replaceFirst(".*/v2/", "")).expect(403);
        till.change(second, Map.of("marked_for_review", false)).expect(200);
        assertThat(company.get("bank_transactions?view=marked_for_review&bank_account=" + account)
                        .header("X-Total-Count"))
                .isEqualTo("0");
        till.remove(first);
        assertThat(till.says(line, "amount", "unexplained_amount")).containsExactly("-12.0", "0.0");
    }

    @Test
    void aListIsOfOneAccountOldestFirst() throws Exception {
        till.explained(account, "-2", Map.of("category", "268", "description", "b", "dated_on", "2026-09-12"));
        till.explained(account, "-1", Map.of("category", "268", "description", "a", "dated_on", "2026-09-11"));
        till.explained(till.account("Other", "GBP"), "-3", HOSTING);
        company.get("bank_transaction_explanations").expect(400);
        String list = "bank_transaction_explanations?bank_account=" + account;
        assertThat(grossValues(list)).containsExactly("-1.0", "-2.0");
        assertThat(grossValues(list + "&from_date=2026-09-12")).containsExactly("-2.0");
        assertThat(grossValues(list + "&to_date=2026-09-11")).containsExactly("-1.0");
        assertThat(grossValues(list + "&updated_since=2100-01-01")).isEmpty();
        TestServer.shared().newCompany().get(list).expect(404);
    }

    @Test
    void whatIsWrongIsToldAllAtOnce() throws Exception {
        assertThat(till.post(account, "10", Map.of()).expect(422).messages())
                .containsExactly("category can't be blank");
        assertThat(till.post(account, "", Map.of("category", "268")).expect(422).messages())
                .containsExactly("gross_value can't be blank", "description can't be blank");
        assertThat(till.post(
                                account,
                                "10",
                                Map.of(
                                        "category",
                                        "398",
                                        "description",
                                        "x",
                                        "project",
                                        "1",
                                        "property",
                                        "1",
                                        "rebill_type",
                                        "markup"))
                        .expect(422)
                        .messages())
                .containsExactly("rebill_factor can't be blank");
        assertThat(till.post(
                                account,
                                "10",
                                Map.of("category", "398", "description", "x", "project", "1", "property", "1"))
                        .expect(422)
                        .messages())
                .containsExactly("Project not found", "Category not found", "property can't be set for this company");
        assertThat(till.post(account, "10", Map.of("transfer_bank_account", account))
                        .expect(422)
                        .messages())
                .containsExactly("transfer_bank_account must be another account");
        assertThat(till.post(account, "10", Map.of("paid_user", company.ownerId(), "category", "268"))
                        .expect(422)
                        .messages())
                .containsExactly("category must be one of the accounts of users, 900 to 910");
        String other = till.account("Other", "GBP");
        JsonNode cost = till.explained(account, "-1", HOSTING);
        assertThat(till.post(
                                other,
                                "-1",
                                Map.of(
                                        "bank_transaction",
                                        cost.path("bank_transaction").asString(),
                                        "category",
                                        "268",
                                        "description",
                                        "x"))
                        .expect(422)
                        .messages())
                .containsExactly("bank_account must be that of bank_transaction");
        TestServer.shared().newCompany().delete(Till.path(cost)).expect(404);
    }

    @Test
    void stockThatIsBoughtIsOnHandUntilItIsSold() throws Exception {
        JsonNode hinge = company.post(
                        "/sequitur/v1/stock_items",
                        Map.of(
                                "stock_item",
                                Map.of("description", "Hinge", "opening_quantity", 1, "opening_balance", 2)))
                .expect(201)
                .body()
                .path("stock_item");
        Map<String, Object> stock = Map.of(
                "category",
                "609",
                "description",
                "Hinges",
                "stock_item",
                hinge.path("url").asString(),
                "stock_altering_quantity",
                5);
        assertThat(type("-10", stock)).isEqualTo("Purchase of Stock");
        assertThat(till.says("stock_items/" + V2Client.id(hinge), "stock_on_hand"))
                .containsExactly("6.0");
        assertThat(type("30", stock)).isEqualTo("Sale of Stock");
        assertThat(till.says("stock_items/" + V2Client.id(hinge), "stock_on_hand"))
                .containsExactly("1.0");
    }

    private List<String> grossValues(String list) throws Exception {
        return company.get(list)
                .expect(200)
                .body()
                .path("bank_transaction_explanations")
                .valueStream()
                .map(each -> each.path("gross_value").asString())
                .toList();
    }

    private static List<String> texts(JsonNode node, String... names) {
        return List.of(names).stream().map(name -> node.path(name).asString()).toList();
    }
}
