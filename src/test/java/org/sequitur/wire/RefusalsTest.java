package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;

/** How requests are refused, and which of several reasons is told. */
class RefusalsTest {

    private final TestCompany company = TestServer.shared().newCompany();
    private final Members members = new Members(company);

    private Reply get(String target, String accept) throws IOException {
        return Call.get(target).as(company).header("Accept", accept).send();
    }

    @Test
    void aSingleErrorIsAnObject() throws Exception {
        assertThat(get("/v2/nothing", "application/json").expect(404).text())
                .isEqualTo("{\"errors\":{\"error\":{\"message\":\"Resource not found\"}}}");
    }

    @Test
    void failedValidationIsAListEvenOfOne() throws Exception {
        Reply reply = Call.of("POST", "/v2/contacts")
                .as(company)
                .json("{\"town\":\"Leith\"}")
                .send();
        assertThat(reply.expect(422).text())
                .isEqualTo("{\"errors\":[{\"message\":\"organisation_name can't be blank\"}]}");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws Exception {
        Reply reply = Call.of("PUT", "/v2/users/me")
                .as(company)
                .json("{\"email\":\"nobody\",\"first_name\":\"\",\"opening_mileage\":\"far\"}")
                .send();
        assertThat(reply.expect(422).messages())
                .containsExactlyInAnyOrder(
                        "email is invalid", "first_name can't be blank", "opening_mileage is not a number");
    }

    @Test
    void theShapesAreTheSameInXml() throws Exception {
        assertThat(get("/v2/nothing", "application/xml").expect(404).text())
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><freeagent><errors><error>"
                        + "<message>Resource not found</message></error></errors></freeagent>");
        Reply invalid = Call.of("PUT", "/v2/users/me")
                .as(company)
                .header("Accept", "application/xml")
                .json("{\"email\":\"nobody\",\"first_name\":\"\"}")
                .send();
        assertThat(invalid.expect(422).header("Content-Type").replace(" ", ""))
                .isEqualTo("application/xml;charset=utf-8");
        assertThat(invalid.text())
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><freeagent><errors>"
                        + "<error><message>email is invalid</message></error>"
                        + "<error><message>first_name can't be blank</message></error></errors></freeagent>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/pdf",
                "application/json;q=0",
                "application/json;q=0, application/xml;q=0",
                "nonsense",
                "application/json;q=2",
                "image/*",
                "*/*;q=0"
            })
    void whoAcceptsNeitherFormGets406WithoutABody(String accept) throws Exception {
        Reply reply = get("/v2/company", accept).expect(406);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.has("Content-Length")).isTrue();
    }

    @Test
    void anAcceptOfAHundredRangesIsAnsweredOrRefusedButNeverFails() throws Exception {
        String accept = "a/b, ".repeat(100) + "*/*";
        assertThat(get("/v2/company", accept).status()).isIn(200, 406);
        assertThat(Call.get("/v2/company").header("Accept", accept).send().status())
                .isEqualTo(401);
        assertThat(get("/v2/nothing", accept).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | json",
                "application/json | json",
                "application/* | json",
                "application/json; charset=utf-8 | json",
                "APPLICATION/JSON | json",
                "text/html, application/json;q=0.1 | json",
                "application/xml | xml",
                "application/xml, */*;q=0.1 | xml",
                "application/json;q=0.5, application/xml | xml",
                "application/json, application/xml | json",
                "application/json;q=0, */* | xml"
            })
    void theFormIsTheOneThatIsAskedFor(String accept, String form) throws Exception {
        assertThat(get("/v2/company", accept).expect(200).header("Content-Type"))
                .startsWith("application/" + form);
    }

    @Test
    void whoAsksForNothingGetsJson() throws Exception {
        Reply reply = Call.get("/v2/company").as(company).send().expect(200);
        assertThat(reply.header("Content-Type")).startsWith("application/json");
        assertThat(get("/v2/company", "").expect(200).header("Content-Type")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "application/octet-stream",
                "json",
                "application/jsonp"
            })
    void aBodyOfAnotherTypeIsRefused(String type) throws Exception {
        for (String method : new String[] {"POST", "PUT"}) {
            Reply reply = Call.of(method, method.equals("POST") ? "/v2/contacts" : "/v2/users/me")
                    .as(company)
                    .header("Content-Type", type)
                    .body("--x%zz=&contact[first_name]=%")
                    .send();
            assertThat(reply.expect(415).message()).startsWith("Content-Type");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON",
                "text/json",
                "application/vnd.api+json"
            })
    void jsonByAnyNameIsTaken(String type) throws Exception {
        Call.of("POST", "/v2/contacts")
                .as(company)
                .header("Content-Type", type)
                .body("{\"organisation_name\":\"Acme\"}")
                .send()
                .expect(201);
    }

    @Test
    void aBodyWithoutATypeIsJson() throws Exception {
        Call.of("POST", "/v2/contacts")
                .as(company)
                .body("{\"organisation_name\":\"Acme\"}")
                .send()
                .expect(201);
    }

    @Test
    void theTypeOfABodyThatIsNotThereDoesNotMatter() throws Exception {
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
            Call.get("/v2/company")
                    .as(company)
                    .header("Content-Type", type)
                    .send()
                    .expect(200);
            Call.of("PUT", "/v2/invoices/1/transitions/mark_as_sent")
                    .as(company)
                    .header("Content-Type", type)
                    .send()
                    .expect(404);
            Call.of("PUT", "/v2/invoices/1/transitions/mark_as_sent")
                    .as(company)
                    .header("Content-Type", type)
                    .body("")
                    .send()
                    .expect(404);
        }
    }

    @Test
    void acompressedBodyIsRefused() throws Exception {
        Reply reply = Call.of("POST", "/v2/contacts")
                .as(company)
                .header("Content-Encoding", "gzip")
                .json("{}")
                .send();
        assertThat(reply.expect(415).message()).contains("gzip");
    }

    /** Each request has all the faults of those below it; only the first in the order of checks is told. */
    @Test
    void theFirstOfSeveralFaultsIsTold() throws Exception {
        String timeOnly = members.token(PermissionLevel.TIME);
        String body = "not json";

        Call noToken = Call.of("PUT", "/v2/nothing/1").header("Accept", "text/html");
        noToken.header("Content-Type", "text/plain").body(body).send().expect(401);

        Call noRoute = Call.of("PUT", "/v2/nothing/1").bearer(timeOnly).header("Accept", "text/html");
        noRoute.header("Content-Type", "text/plain").body(body).send().expect(404);
        Call noMethod = Call.of("PUT", "/v2/invoices").bearer(timeOnly).header("Accept", "text/html");
        noMethod.header("Content-Type", "text/plain").body(body).send().expect(404);

        Call notAllowed = Call.of("PUT", "/v2/invoices/1").bearer(timeOnly).header("Accept", "text/html");
        notAllowed.header("Content-Type", "text/plain").body(body).send().expect(403);

        Call notAcceptable = Call.of("PUT", "/v2/invoices/1").as(company).header("Accept", "text/html");
        notAcceptable.header("Content-Type", "text/plain").body(body).send().expect(406);

        Call otherType = Call.of("PUT", "/v2/invoices/1").as(company);
        otherType.header("Content-Type", "text/plain").body(body).send().expect(415);

        Call malformed = Call.of("PUT", "/v2/invoices/1").as(company).json(body);
        malformed.send().expect(400);

        Call noRecord = Call.of("PUT", "/v2/invoices/1").as(company).json("{\"dated_on\":\"never\"}");
        noRecord.send().expect(404);
    }
}
