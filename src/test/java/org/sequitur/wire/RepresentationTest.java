package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import tools.jackson.databind.JsonNode;

/** What a record looks like, and how a client learns that it has not changed. */
class RepresentationTest {

    private final TestCompany company = TestServer.shared().newCompany();

    private Reply get(String target) throws IOException {
        return Call.get(target).as(company).send();
    }

    private Reply newContact() throws IOException {
        return Call.of("POST", "/v2/contacts")
                .as(company)
                .json("{\"contact\":{\"organisation_name\":\"Acme\"}}")
                .send()
                .expect(201);
    }

    private static void assertNothingIsNull(JsonNode node) {
        assertThat(node.isNull()).isFalse();
        node.forEach(RepresentationTest::assertNothingIsNull);
    }

    @Test
    void whatIsNotSetIsLeftOut() throws Exception {
        for (String target : new String[] {"/v2/company", "/v2/users", "/v2/users/me"}) {
            assertNothingIsNull(get(target).expect(200).json());
        }
        assertNothingIsNull(newContact().json());
        assertThat(get("/v2/users/me").json().get("user").propertyNames())
                .contains("first_name")
                .doesNotContain("ni_number", "unique_tax_reference");
    }

    @Test
    void timestampsAreUtcWithMillisecondsAndLastModifiedIsOneOfThem() throws Exception {
        Reply reply = get("/v2/users/me").expect(200);
        JsonNode user = reply.json().get("user");
        assertThat(user.get("created_at").asString()).matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");
        Instant updatedAt = Instant.parse(user.get("updated_at").asString());
        assertThat(reply.header("Last-Modified"))
                .isEqualTo(DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
                        .withZone(ZoneOffset.UTC)
                        .format(updatedAt));
    }

    @Test
    void aNewRecordIsAnsweredWholeWithItsAddress() throws Exception {
        Reply created = newContact();
        JsonNode contact = created.json().get("contact");
        String url = contact.get("url").asString();
        assertThat(created.header("Location")).isEqualTo(url).matches("http://localhost:\\d+/v2/contacts/\\d+");
        assertThat(get(url.substring(url.indexOf("/v2/"))).expect(200).json().get("contact"))
                .isEqualTo(contact);
    }

    @Test
    void aListIsBelowThePluralRootAndARecordBelowTheSingular() throws Exception {
        assertThat(get("/v2/users").json().propertyNames()).containsExactly("users");
        assertThat(get("/v2/users/me").json().propertyNames()).containsExactly("user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v2/company", "/v2/users", "/v2/users/me", "/v2/invoices", "/v2/company/business_categories"})
    void readsHaveAWeakTagAndAnUnchangedOneIsNotSentAgain(String target) throws Exception {
        Reply first = get(target).expect(200);
        String tag = first.header("ETag");
        assertThat(tag).matches("W/\"[0-9a-f]+\"");
        for (String known : new String[] {tag, tag.substring(2), "\"x\", " + tag, "*", "W/\"x\" ,\"y\"," + tag}) {
            Reply again =
                    Call.get(target).as(company).header("If-None-Match", known).send();
            assertThat(again.expect(304).header("ETag")).isEqualTo(tag);
            assertThat(again.has("Content-Length")).isFalse();
            assertThat(again.has("X-Request-Id")).isTrue();
        }
        for (String other : new String[] {"\"x\"", "W/\"\"", "x", ""}) {
            Reply again =
                    Call.get(target).as(company).header("If-None-Match", other).send();
            assertThat(again.expect(200).text()).isEqualTo(first.text());
        }
    }

    @Test
    void anAnswer304DoesNotDesynchroniseTheConnection() throws Exception {
        Call first = Call.get("/v2/company").as(company);
        try (Connection connection = new Connection(TestServer.shared().port())) {
            String tag = connection.exchange(first).expect(200).header("ETag");
            connection
                    .exchange(Call.get("/v2/company").as(company).header("If-None-Match", tag))
                    .expect(304);
            assertThat(connection
                            .exchange(Call.get("/v2/users").as(company))
                            .expect(200)
                            .json()
                            .has("users"))
                    .isTrue();
        }
    }

    @Test
    void theTagChangesWithTheRecordAndWithTheForm() throws Exception {
        String before = get("/v2/users/me").header("ETag");
        String asXml = Call.get("/v2/users/me")
                .as(company)
                .header("Accept", "application/xml")
                .send()
                .header("ETag");
        assertThat(asXml).isNotEqualTo(before);
        Call.of("PUT", "/v2/users/me")
                .as(company)
                .json("{\"first_name\":\"Nia\"}")
                .send()
                .expect(200);
        Reply after = Call.get("/v2/users/me")
                .as(company)
                .header("If-None-Match", before)
                .send();
        assertThat(after.expect(200).header("ETag")).isNotEqualTo(before);
    }

    @Test
    void onlyReadsAreTagged() throws Exception {
        assertThat(newContact().has("ETag")).isFalse();
        Reply changed = Call.of("PUT", "/v2/users/me")
                .as(company)
                .header("If-None-Match", "*")
                .json("{\"first_name\":\"Nia\"}")
                .send();
        assertThat(changed.expect(200).has("ETag")).isFalse();
        assertThat(get("/v2/nothing").has("ETag")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/company", "/v2/users?per_page=1", "/v2/nothing", "/v2/invoices/1", "/health"})
    void headAnswersLikeGetWithoutABody(String target) throws Exception {
        Reply read = get(target);
        try (Connection connection = new Connection(TestServer.shared().port())) {
            Reply head = connection.exchange(Call.of("HEAD", target).as(company));
            assertThat(head.status()).isEqualTo(read.status());
            for (String header :
                    new String[] {"Content-Type", "Content-Length", "ETag", "Last-Modified", "Link", "X-Total-Count"}) {
                assertThat(head.header(header)).as(header).isEqualTo(read.header(header));
                assertThat(head.has(header)).as(header).isEqualTo(read.has(header));
            }
            // Whatever came after the headers would now be taken for the next answer.
            assertThat(connection
                            .exchange(Call.get("/v2/company").as(company))
                            .expect(200)
                            .json()
                            .has("company"))
                    .isTrue();
        }
    }
}
