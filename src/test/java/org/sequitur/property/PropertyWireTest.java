package org.sequitur.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import tools.jackson.databind.JsonNode;

class PropertyWireTest {

    private final TestCompany landlord = TestServer.shared()
            .newCompany(new CompanyFounding(
                    "Mill Row Lets",
                    CompanyType.UK_UNINCORPORATED_LANDLORD,
                    new CompanyFounding.Owner("lets@example.com", "Ada", "Lets")));

    @Test
    void aLandlordsPropertyIsNamedByItsAddressAndAlwaysInTheUnitedKingdom() throws Exception {
        Answer answer = landlord.post(
                        "properties",
                        Map.of("property", Map.of("address1", "9 Mill Row", "town", "Perth", "country", "France")))
                .expect(201);
        JsonNode property = answer.body().path("property");
        assertThat(answer.header("Location")).isEqualTo(property.path("url").asString());
        assertThat(property.path("name").asString()).isEqualTo("9 Mill Row");
        assertThat(property.path("country").asString()).isEqualTo("United Kingdom");
        String path = "properties/" + V2Client.id(property);
        JsonNode changed = landlord.put(path, Map.of("property", Map.of("address1", "1 Quay", "town", "")))
                .expect(200)
                .body()
                .path("property");
        assertThat(changed.path("name").asString()).isEqualTo("1 Quay");
        assertThat(changed.has("town")).isFalse();
        assertThat(landlord.put(path, Map.of("property", Map.of("address1", " ")))
                        .expect(422)
                        .messages())
                .containsExactly("address1 can't be blank");
        landlord.post("properties", Map.of("property", Map.of("address1", "a barn")))
                .expect(201);
        assertThat(landlord.get("properties")
                        .body()
                        .path("properties")
                        .path(1)
                        .path("name")
                        .asString())
                .isEqualTo("a barn");
        landlord.delete(path).expect(200);
        assertThat(landlord.get(path).status()).isEqualTo(404);
    }

    @Test
    void otherCompaniesHaveNoneAndAddNone() throws Exception {
        TestCompany other = TestServer.shared().newCompany();
        assertThat(other.get("properties").expect(200).text()).isEqualTo("{\"properties\":[]}");
        assertThat(other.post("properties", Map.of("property", Map.of("address1", "x")))
                        .status())
                .isEqualTo(403);
    }
}
