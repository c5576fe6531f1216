package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;

/** Which addresses lead somewhere, and which addresses are given out. */
class AddressesTest {

    private final TestCompany company = TestServer.shared().newCompany();

    private Call call(String method, String target) {
        return Call.of(method, target).as(company);
    }

    private Reply get(String target) throws IOException {
        return call("GET", target).send();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/company",
                "/v2/company/",
                "/v2//company",
                "//v2/company",
                "/v2///company//",
                "/v2/company/?x=1",
                "/v2/company?",
                "/v2/company?&&=&x"
            })
    void doubledAndTrailingSlashesDoNotMatter(String target) throws Exception {
        assertThat(get(target).expect(200).json().has("company")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/company;a=b;c%zz", "/health;a=%"})
    void aPathThatCannotBeReadIsRefused(String target) throws Exception {
        assertThat(get(target).expect(400).message()).isEqualTo("The path could not be read");
    }

    @Test
    void anUnknownRouteIsNotFoundWhateverTypeIsSaid() throws Exception {
        call("GET", "/v2/nothing").header("Content-Type", "*").send().expect(404);
    }

    @Test
    void aPostWithATrailingSlashCreates() throws Exception {
        Reply created = call("POST", "/v2//contacts/")
                .json("{\"organisation_name\":\"Acme\"}")
                .send()
                .expect(201);
        assertThat(created.header("Location")).startsWith(company.baseUrl() + "/v2/contacts/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2",
                "/v2/",
                "/v2/nothing",
                "/v2/company.json",
                "/v2/company.xml",
                "/v2/Company",
                "/v2/company/nothing",
                "/v2/invoices/1001/nothing",
                "/v2/users/../company",
                "/"
            })
    void anUnknownRouteIsNotFound(String target) throws Exception {
        assertThat(get(target).expect(404).message()).isEqualTo("Resource not found");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v2/company",
        "DELETE, /v2/company",
        "PUT, /v2/invoices",
        "DELETE, /v2/users/me",
        "POST, /v2/invoices/1001",
        "GET, /v2/invoice_items",
        "BREW, /v2/company",
        "get, /v2/company"
    })
    void aMethodThatARouteDoesNotHaveIsNotFound(String method, String target) throws Exception {
        Reply reply = call(method, target).json("{\"x\":1}").send();
        assertThat(reply.expect(404).message()).isEqualTo("Resource not found");
        assertThat(reply.has("Allow")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "12abc",
                "1.0",
                "-1",
                "0",
                "0x3E9",
                "%23E9",
                "+1001",
                "%201001",
                "1001%20",
                "99999999999999999999",
                "1e3"
            })
    void whatIsNoIdIsNotFound(String id) throws Exception {
        assertThat(get("/v2/invoices/" + id).expect(404).message()).isEqualTo("Resource not found");
    }

    @Test
    void anIdIsDigitsAndNothingElse() throws Exception {
        long id = company.ownerId();
        get("/v2/users/" + id).expect(200);
        for (String other :
                new String[] {"0x" + Long.toHexString(id), "%23" + Long.toHexString(id), "+" + id, "%20" + id}) {
            assertThat(get("/v2/users/" + other).status()).as(other).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/%zz",
                "/v2/company%",
                "/v2/%ff%fe",
                "/v2/company%00",
                "/v2/a%2Fb",
                "/v2/a%5Cb",
                "/v2/..%2f..",
                "/v2/[x]",
                "/v2/{id}",
                "/v2/company;a=b",
                "/v2;a=b/company",
                "/%762/nothing"
            })
    void aStrangePathIsRefusedInTheShapeOfTheWire(String target) throws Exception {
        Reply reply = get(target);
        assertThat(reply.status()).as(reply.text()).isIn(200, 400, 401, 404);
        if (reply.status() != 200) {
            assertThat(reply.message()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?%",
                "?page=%zz",
                "?%ff=%fe",
                "?page=%ff",
                "?page[]=1&page[a]=2",
                "?=&=&&&",
                "?page=1;per_page=2",
                "?view=%00",
                "?currency=%00",
                "?contact=%00",
                "?sort=%00",
                "?updated_since=%00",
                "?from_date=0000-00-00",
                "?updated_since=0000-01-01T00:00:00Z",
                "?updated_since=9999-12-31T23:59:59Z",
                "?currency=%F0%9F%98%80",
                "?currency=%ED%A0%80",
                "?page=1&page=2&page=x"
            })
    void aStrangeQueryIsAnsweredOrRefusedButNeverFails(String query) throws Exception {
        Reply reply = get("/v2/invoices" + query);
        assertThat(reply.status()).as(reply.text()).isIn(200, 400);
        if (reply.status() == 400) {
            assertThat(reply.message()).isNotEmpty();
        }
    }

    @Test
    void aQueryOfThousandsOfParametersIsAnsweredOrRefusedButNeverFails() throws Exception {
        Reply reply = get("/v2/invoices?" + "a=1&".repeat(2000));
        assertThat(reply.status()).as(reply.text()).isIn(200, 400);
    }

    @Test
    void addressesComeFromTheConfiguredBaseAndNeverFromTheHostHeader() throws Exception {
        Reply created = call("POST", "/v2/contacts")
                .header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "host=evil.example;proto=https")
                .json("{\"organisation_name\":\"Acme\"}")
                .send()
                .expect(201);
        String url = created.json().get("contact").get("url").asString();
        assertThat(created.header("Location")).isEqualTo(url).startsWith(company.baseUrl() + "/v2/contacts/");
        Reply refused = call("POST", "/v2/contacts")
                .header("Host", "evil.example")
                .json("{\"town\":\"Leith\"}")
                .send();
        assertThat(refused.expect(422).header("Location")).isEqualTo(company.baseUrl() + "/v2/contacts");
        Reply listed =
                call("GET", "/v2/users").header("Host", "evil.example:99").send();
        assertThat(listed.expect(200).text()).doesNotContain("evil");
    }

    @Test
    void aRefusedCreateNamesTheCollectionAndOtherRefusalsNameNothing() throws Exception {
        Reply create = call("POST", "/v2/invoices/")
                .json("{\"payment_terms_in_days\":1}")
                .send();
        assertThat(create.expect(422).header("Location")).isEqualTo(company.baseUrl() + "/v2/invoices");
        Reply update =
                call("PUT", "/v2/users/me").json("{\"email\":\"nobody\"}").send();
        assertThat(update.expect(422).has("Location")).isFalse();
        Reply malformed = call("POST", "/v2/invoices").json("{").send();
        assertThat(malformed.expect(400).has("Location")).isFalse();
    }

    @Test
    void optionsAreAnsweredWithNothing() throws Exception {
        Reply reply = Call.of("OPTIONS", "/v2/invoices").send();
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.has("Content-Length")).isFalse();
        assertThat(reply.has("Access-Control-Allow-Origin")).isFalse();
    }
}
