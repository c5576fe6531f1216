package org.sequitur.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sequitur.Documents;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import tools.jackson.databind.JsonNode;

class CompanyWireTest {

    private final TestCompany company = TestServer.shared().newCompany();

    @Test
    void aNewCompanyHasAllThatItsTypeImplies() throws Exception {
        V2Client.Answer answer = company.get("company").expect(200);
        JsonNode shown = answer.body().get("company");

        assertThat(answer.header("Last-Modified")).isNotEmpty();
        assertThat(shown.get("url").asString()).endsWith("/v2/company");
        assertThat(shown.get("id").isIntegralNumber()).isTrue();
        assertThat(shown.get("type").asString()).isEqualTo("UkLimitedCompany");
        assertThat(shown.get("currency").asString()).isEqualTo("GBP");
        assertThat(shown.get("country").asString()).isEqualTo("United Kingdom");
        assertThat(shown.get("sales_tax_registration_status").asString()).isEqualTo("Not Registered");
        assertThat(shown.get("sales_tax_rates").toString()).isEqualTo("[\"20.0\",\"5.0\",\"0.0\"]");
        assertThat(shown.get("cis_enabled").asBoolean()).isFalse();
        assertThat(shown.get("locked_attributes")).isEmpty();
        assertThat(shown.get("created_at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(shown.propertyNames()).doesNotContain("website", "trading_start_date", "second_sales_tax_rates");
    }

    @Test
    void accountingPeriodsBeginWithTheCompany() throws Exception {
        JsonNode shown = shown();
        JsonNode period = shown.get("annual_accounting_periods").get(0);
        assertThat(period.get("starts_on")).isEqualTo(shown.get("company_start_date"));
        assertThat(period.get("ends_on")).isEqualTo(shown.get("first_accounting_year_end"));
    }

    @Test
    void theCurrencyIsLockedOnceThereIsADocument() throws Exception {
        String contact = company.client().newContact("Pier Six Foods");
        new Documents(company).add(contact, "sent", "10", "0");
        assertThat(shown().get("locked_attributes").toString()).isEqualTo("[\"currency\"]");
    }

    @Test
    void companiesOfOneNameHaveDifferentSubdomains() throws Exception {
        CompanyFounding founding = new CompanyFounding(
                "Twin Ltd",
                CompanyType.UK_SOLE_TRADER,
                new CompanyFounding.Owner("mira@harbourlane.example", "Mira", "Quist"));
        TestCompany first = TestServer.shared().newCompany(founding);
        TestCompany second = TestServer.shared().newCompany(founding);
        assertThat(first.get("company").body().at("/company/subdomain").asString())
                .isEqualTo("twinltd");
        assertThat(second.get("company").body().at("/company/subdomain").asString())
                .startsWith("twinltd")
                .isNotEqualTo("twinltd");
    }

    @Test
    void businessCategoriesComeInTheOrderOfTheWire() throws Exception {
        JsonNode categories = company.get("company/business_categories").body().get("business_categories");
        List<String> names = categories.valueStream().map(JsonNode::asString).toList();
        assertThat(names)
                .hasSize(53)
                .startsWith("Accounting & Bookkeeping", "Administration")
                .contains("Health, Wellness and Fitness", "Driver (Taxi / Private)")
                .endsWith("Vet & Pet Care", "Web Design");
    }

    @Test
    void freeAgentsPathWritesNothing() throws Exception {
        company.put("company", "{\"company\":{\"name\":\"X\"}}").expect(404);
    }

    private JsonNode shown() throws IOException, InterruptedException {
        return company.get("company").expect(200).body().get("company");
    }
}
