package org.sequitur.salestax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;

class EcRateWireTest {

    private final TestCompany company = TestServer.shared().newCompany();

    @Test
    void aCountrysRatesOfADayComeByBand() throws Exception {
        assertThat(company.get("ec_moss/sales_tax_rates?country=Ireland&date=2026-08-01")
                        .expect(200)
                        .text())
                .isEqualTo("{\"ec_tax_name\":\"VAT\",\"sales_tax_rates\":["
                        + "{\"percentage\":\"23.0\",\"band\":\"Standard\"},{\"percentage\":\"13.5\",\"band\":\"Reduced\"},"
                        + "{\"percentage\":\"9.0\",\"band\":\"Reduced\"},{\"percentage\":\"13.5\",\"band\":\"Parking\"},"
                        + "{\"percentage\":\"4.8\",\"band\":\"Super Reduced\"}]}");
        assertThat(company.get("ec_moss/sales_tax_rates?country=Czech%20Republic&date=01-01-2024")
                        .expect(200)
                        .body()
                        .path("sales_tax_rates"))
                .hasSize(2);
    }

    @Test
    void bothParametersAreNeededAndTheCountryIsOneOfTheEc() throws Exception {
        assertThat(refused("")).containsExactly("country can't be blank", "date can't be blank");
        assertThat(refused("?country=Ireland")).containsExactly("date can't be blank");
        assertThat(refused("?country=United%20Kingdom&date=2026-01-01"))
                .containsExactly("country is not included in the list");
        assertThat(refused("?country=Ireland&date=2014-12-31")).containsExactly("date must not be before 2015-01-01");
        company.get("ec_moss/sales_tax_rates?country=Ireland&date=yesterday").expect(400);
    }

    @Test
    void itIsForWhoMayInvoice() throws Exception {
        String path = "ec_moss/sales_tax_rates?country=Malta&date=2026-01-01";
        assertThat(member(PermissionLevel.CONTACTS_AND_PROJECTS).get(path).status())
                .isEqualTo(403);
        String xml = member(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
                .with("Accept", "application/xml")
                .get(path)
                .expect(200)
                .text();
        assertThat(xml)
                .contains(
                        "<sales-tax-rates type=\"array\"><sales-tax-rate><percentage type=\"decimal\">18.0</percentage>");
    }

    private V2Client member(PermissionLevel level) {
        return new V2Client(company.baseUrl(), new Members(company).token(level));
    }

    private List<String> refused(String query) throws Exception {
        return company.get("ec_moss/sales_tax_rates" + query).expect(422).messages();
    }
}
