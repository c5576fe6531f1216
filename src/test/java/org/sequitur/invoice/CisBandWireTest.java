package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class CisBandWireTest {

    private final TestServer server = TestServer.shared();

    @Test
    void aSubcontractorSeesTheBandsAndOthersNone() throws Exception {
        TestCompany company = server.newCompany();
        assertThat(company.get("cis_bands").expect(200).text()).isEqualTo("{\"available_bands\":[]}");
        JdbcClient.create(server.dataSource())
                .sql("UPDATE company SET cis_subcontractor = true WHERE id = ?")
                .param(company.id())
                .update();
        JsonNode bands = company.get("cis_bands").expect(200).body().path("available_bands");
        assertThat(bands.size()).isEqualTo(3);
        assertThat(bands.path(1).toString())
                .isEqualTo(
                        "{\"name\":\"cis_standard\",\"deduction_rate\":\"0.2\",\"income_description\":\"CIS Income (20%)\","
                                + "\"deduction_description\":\"CIS Deduction (20%)\",\"nominal_code\":\"062\"}");
    }

    @Test
    void thereAreNoneOutsideOfTheUnitedKingdom() throws Exception {
        TestCompany company = server.newCompany(new CompanyFounding(
                "Elsewhere",
                CompanyType.UNIVERSAL_COMPANY,
                new CompanyFounding.Owner("owner@example.com", "Ada", "Owner")));
        assertThat(company.get("cis_bands").status()).isEqualTo(404);
    }
}
