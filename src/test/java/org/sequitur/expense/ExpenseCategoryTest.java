package org.sequitur.expense;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.explanation.Till;
import tools.jackson.databind.JsonNode;

/** What costs are booked to: a category that the company has, which says what tax they bear. */
class ExpenseCategoryTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final Till till;

    ExpenseCategoryTest() throws Exception {
        till = new Till(company);
    }

    @Test
    void costsOfACategoryThatTheCompanyAddedBearTheTaxThatItSays() throws Exception {
        Map<String, List<String>> taxes = Map.of(
                "Standard rate", List.of("20.0", "TAXABLE", "-20.0"),
                "Reduced rate", List.of("5.0", "TAXABLE", "-5.71"),
                "Zero rate", List.of("0.0", "TAXABLE", "0.0"),
                "Exempt", List.of("0.0", "EXEMPT", "0.0"),
                "Outside of the scope of VAT", List.of("0.0", "OUT_OF_SCOPE", "0.0"));
        int code = 300;
        for (Map.Entry<String, List<String>> tax : taxes.entrySet()) {
            String category = added(code++, tax.getKey());
            JsonNode expense = create(category).expect(201).body().path("expense");
            assertThat(texts(expense, "sales_tax_rate", "sales_tax_status", "sales_tax_value"))
                    .as("an expense at " + tax.getKey())
                    .isEqualTo(tax.getValue());
            JsonNode explanation =
                    till.explained(till.account(), "-120", Map.of("category", category, "description", "x"));
            assertThat(texts(explanation, "sales_tax_rate", "sales_tax_status", "sales_tax_value"))
                    .as("an explanation at " + tax.getKey())
                    .isEqualTo(tax.getValue());
        }
    }

    @Test
    void interestThatTheBankPaysBearsNoTax() throws Exception {
        JsonNode interest =
                till.explained(till.account(), "1.20", Map.of("category", "051", "description", "September"));
        assertThat(texts(interest, "sales_tax_rate", "sales_tax_status", "sales_tax_value"))
                .containsExactly("0.0", "OUT_OF_SCOPE", "0.0");
    }

    @Test
    void anExpenseIsBookedToNoCategoryThatTheCompanyDoesNotHave() throws Exception {
        assertThat(create("301").expect(400).messages()).containsExactly("Invalid nominal code");
        JsonNode lunch = create("285").expect(201).body().path("expense");
        assertThat(company.put("expenses/" + V2Client.id(lunch), Map.of("expense", Map.of("category", "750-99")))
                        .expect(400)
                        .messages())
                .containsExactly("Invalid nominal code");
        assertThat(company.get("expenses").body().path("expenses")).hasSize(1);
    }

    @Test
    void aCategoryThatAnExpenseIsBeingBookedToIsNotRemoved() throws Exception {
        for (int i = 0; i < 25; i++) {
            String category = added(300, "Zero rate");
            List<Callable<Answer>> both =
                    new ArrayList<>(List.of(() -> create(category), () -> company.delete("categories/" + category)));
            List<Answer> answers = InFlight.atMost(2, i % 2 == 0 ? both : both.reversed());
            Answer expense = answers.get(i % 2);
            Answer removal = answers.get(1 - i % 2);
            assertThat(List.of(expense.status(), removal.status()))
                    .as("booked and refused, or removed and refused")
                    .isIn(List.of(201, 403), List.of(400, 200));
            if (expense.status() == 201) {
                company.delete("expenses/" + V2Client.id(expense.body().path("expense")))
                        .expect(200);
                company.delete("categories/" + category).expect(200);
            }
        }
    }

    private String added(int code, String tax) throws Exception {
        Map<String, Object> category = Map.of(
                "category_group",
                "admin_expenses",
                "nominal_code",
                String.valueOf(code),
                "description",
                "Added " + code,
                "tax_reporting_name",
                "Sundry expenses",
                "auto_sales_tax_rate",
                tax);
        company.post("categories", Map.of("category", category)).expect(201);
        return String.valueOf(code);
    }

    private Answer create(String category) throws Exception {
        Map<String, Object> expense = new HashMap<>(Map.of(
                "user", company.ownerId(), "category", category, "dated_on", "2026-08-16", "gross_value", "-120"));
        expense.put("description", "x");
        return company.post("expenses", Map.of("expense", expense));
    }

    private static List<String> texts(JsonNode node, String... names) {
        return List.of(names).stream().map(name -> node.path(name).asString()).toList();
    }
}
