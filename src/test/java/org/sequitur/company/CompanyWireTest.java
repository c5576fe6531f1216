package org.sequitur.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.sequitur.Reply;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import tools.jackson.databind.JsonNode;

class CompanyWireTest {

    private final TestCompany company = TestServer.shared().newCompany();

    @Test
    void aNewCompanyHasAllThatItsTypeImplies() {
        Reply reply = company.get("/v2/company");
        JsonNode shown = reply.json().get("company");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Last-Modified")).isNotNull();
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
        assertThat(shown.has("website")).isFalse();
        assertThat(shown.has("trading_start_date")).isFalse();
        assertThat(shown.has("second_sales_tax_rates")).isFalse();
    }

    @Test
    void accountingPeriodsBeginWithTheCompany() {
        JsonNode shown = company.get("/v2/company").json().get("company");
        String today = LocalDate.now(ZoneId.of("Europe/London")).toString();

        JsonNode period = shown.get("annual_accounting_periods").get(0);
        assertThat(shown.get("company_start_date").asString()).isLessThanOrEqualTo(today);
        assertThat(period.get("starts_on")).isEqualTo(shown.get("company_start_date"));
        assertThat(period.get("ends_on")).isEqualTo(shown.get("first_accounting_year_end"));
    }

    @Test
    void companiesOfOneNameHaveDifferentSubdomains() {
        TestCompany other = TestServer.shared().newCompany();
        assertThat(company.get("/v2/company").json().at("/company/subdomain"))
                .isNotEqualTo(other.get("/v2/company").json().at("/company/subdomain"));
    }

    @Test
    void businessCategoriesComeInTheOrderOfTheWire() {
        JsonNode categories =
                company.get("/v2/company/business_categories").json().get("business_categories");
        assertThat(StreamSupport.stream(categories.spliterator(), false).map(JsonNode::asString))
                .hasSize(53)
                .startsWith("Accounting & Bookkeeping", "Administration")
                .contains("Health, Wellness and Fitness", "Driver (Taxi / Private)")
                .endsWith("Vet & Pet Care", "Web Design");
    }

    @Test
    void settingsCannotBeWritten() {
        assertThat(company.put("/v2/company", "{\"company\":{\"name\":\"X\"}}").status())
                .isEqualTo(404);
        assertThat(company.get("/v2/company/tax_timeline").status()).isEqualTo(404);
    }
}
