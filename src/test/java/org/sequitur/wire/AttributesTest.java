package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import tools.jackson.databind.JsonNode;

/** How attributes may be spelled in a JSON body. */
class AttributesTest {

    private final TestCompany company = TestServer.shared().newCompany();

    private Reply post(String path, String json) throws IOException {
        return Call.of("POST", "/v2/" + path)
                .as(company)
                .json(json.replace('\'', '"'))
                .send();
    }

    private Reply put(String path, String json) throws IOException {
        return Call.of("PUT", "/v2/" + path)
                .as(company)
                .json(json.replace('\'', '"'))
                .send();
    }

    private JsonNode contact(String attributes) throws IOException {
        return post("contacts", "{'contact':{'organisation_name':'Acme'," + attributes + "}}")
                .expect(201)
                .json()
                .get("contact");
    }

    private String newContact() throws IOException {
        return contact("'email':'a@acme.example'").get("url").asString();
    }

    private JsonNode invoice(String attributes) throws IOException {
        return post("invoices", "{'invoice':{'payment_terms_in_days':30,'dated_on':'2026-09-01'," + attributes + "}}")
                .expect(201)
                .json()
                .get("invoice");
    }

    @Test
    void attributesMayLackTheRoot() throws Exception {
        JsonNode created =
                post("contacts", "{'organisation_name':'Acme'}").expect(201).json();
        assertThat(created.get("contact").get("organisation_name").asString()).isEqualTo("Acme");
        JsonNode changed = put("users/me", "{'first_name':'Nia'}").expect(200).json();
        assertThat(changed.get("user").get("first_name").asString()).isEqualTo("Nia");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "{}", "{'contact':{}}", "{'contact':null}", "{'contact':''}", "[]", "null", "7"})
    void aBodyThatHoldsNothingIsRefusedByTheNameOfItsRoot(String body) throws Exception {
        assertThat(post("contacts", body).expect(400).message())
                .isEqualTo("param is missing or the value is empty: contact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'user':{}}"})
    void anEmptyUpdateIsRefusedLikeAnEmptyCreate(String body) throws Exception {
        assertThat(put("users/me", body).expect(400).message())
                .isEqualTo("param is missing or the value is empty: user");
    }

    @Test
    void aMissingBodyIsAnEmptyOne() throws Exception {
        Reply reply = Call.of("POST", "/v2/contacts").as(company).send();
        assertThat(reply.expect(400).message()).isEqualTo("param is missing or the value is empty: contact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"29", "'29'", "29.0", "2.9e1", "' 29 '"})
    void integersAreNumbersOrText(String sent) throws Exception {
        JsonNode terms = contact("'default_payment_terms_in_days':" + sent).get("default_payment_terms_in_days");
        assertThat(terms.isIntegralNumber()).isTrue();
        assertThat(terms.intValue()).isEqualTo(29);
    }

    @ParameterizedTest
    @CsvSource({
        "251, 251.0",
        "'\"251\"', 251.0",
        "'\"42.50\"', 42.5",
        "0.450, 0.45",
        "0, 0.0",
        "'\"-0.00\"', 0.0",
        "1.25E2, 125.0",
        "'\"+7\"', 7.0",
        "'\".5\"', 0.5"
    })
    void decimalsAreNumbersOrTextAndComeBackAsTextWithOneFractionalDigitAtLeast(String sent, String shown)
            throws Exception {
        JsonNode mileage = put("users/me", "{'user':{'opening_mileage':" + sent + "}}")
                .expect(200)
                .json()
                .get("user")
                .get("opening_mileage");
        assertThat(mileage.isString()).isTrue();
        assertThat(mileage.asString()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "false, false",
        "1, true",
        "0, false",
        "'\"true\"', true",
        "'\"false\"', false",
        "'\"1\"', true",
        "'\"0\"', false"
    })
    void booleansAreWordsNumbersOrText(String sent, boolean expected) throws Exception {
        JsonNode shown = contact("'uses_contact_invoice_sequence':" + sent).get("uses_contact_invoice_sequence");
        assertThat(shown.isBoolean()).isTrue();
        assertThat(shown.booleanValue()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "2", "on"})
    void whatIsNoBooleanIsAComplaint(String sent) throws Exception {
        assertThat(post("contacts", "{'organisation_name':'A','uses_contact_invoice_sequence':'" + sent + "'}")
                        .expect(422)
                        .messages())
                .containsExactly("uses_contact_invoice_sequence must be true or false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-16",
                "16-11-2026",
                "2026-11-16T09:30:00.000Z",
                "2026-11-16T09:30:00Z",
                "2026-11-16T09:30:00+01:00",
                "2026-11-16 09:30"
            })
    void datesMayStartWithYearOrDayOrBeTimestamps(String sent) throws Exception {
        JsonNode invoice = post(
                        "invoices",
                        "{'contact':'" + newContact() + "','payment_terms_in_days':0,'dated_on':'" + sent + "'}")
                .expect(201)
                .json()
                .get("invoice");
        assertThat(invoice.get("dated_on").asString()).isEqualTo("2026-11-16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "31-11-2026", "2026/11/16", "16 November", "11-16-2026", "20261116"})
    void whatIsNoDateIsAComplaint(String sent) throws Exception {
        assertThat(post(
                                "invoices",
                                "{'contact':'" + newContact() + "','payment_terms_in_days':0,'dated_on':'" + sent
                                        + "'}")
                        .expect(422)
                        .messages())
                .contains("dated_on is not a valid date");
    }

    @Test
    void aReferenceIsTheIdAtTheEndOfWhateverWasSent() throws Exception {
        String url = newContact();
        String id = url.substring(url.lastIndexOf('/') + 1);
        for (String spelling : new String[] {
            "'" + url + "'",
            "'https://api.freeagent.com/v2/contacts/" + id + "'",
            "'https://acme.freeagent.com/contacts/" + id + "'",
            "'https://acme.freeagent.com/contacts/" + id + "/?tab=notes'",
            "'/v2/contacts/" + id + "'",
            "'/contacts/" + id + "/'",
            "'" + id + "'",
            id
        }) {
            assertThat(invoice("'contact':" + spelling).get("contact").asString())
                    .as(spelling)
                    .isEqualTo(url);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'nobody'", "'/v2/contacts/'", "99999999999999999999999", "-5", "1.5", "{}", "[1001]", "true"})
    void whatCanNameNoRecordNamesNone(String sent) throws Exception {
        Reply reply = post("invoices", "{'contact':" + sent + ",'payment_terms_in_days':0,'dated_on':'2026-09-01'}");
        assertThat(reply.expect(422).messages()).containsExactly("Contact not found");
    }

    @Test
    void unknownAndReadOnlyAttributesAreIgnored() throws Exception {
        JsonNode contact = contact("'id':5,'url':'http://elsewhere/v2/contacts/5','account_balance':'12.0',"
                + "'created_at':'2001-01-01T00:00:00Z','shoe_size':{'left':[42]}");
        assertThat(contact.get("url").asString())
                .startsWith(company.baseUrl() + "/v2/contacts/")
                .doesNotEndWith("/5");
        assertThat(contact.get("account_balance").asString()).isEqualTo("0.0");
        assertThat(contact.get("created_at").asString()).doesNotStartWith("2001");
        assertThat(contact.has("shoe_size")).isFalse();
    }

    @Test
    void whatIsSentAsNullOrBlankIsClearedAndWhatIsNotSentStays() throws Exception {
        JsonNode contact = contact("'email':'a@acme.example','phone_number':'0123','town':'Leith','mobile':'0456'");
        String path = "contacts/" + contact.get("url").asString().replaceAll(".*/", "");
        JsonNode changed = put(path, "{'contact':{'email':null,'phone_number':'','mobile':'  '}}")
                .expect(200)
                .json()
                .get("contact");
        assertThat(changed.propertyNames()).doesNotContain("email", "phone_number", "mobile");
        assertThat(changed.get("town").asString()).isEqualTo("Leith");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "'two'", "7", "true", "[7]", "['x']", "[[]]", "[null]"})
    void aCollectionOfTheWrongTypeIsRefusedAsDocumented(String sent) throws Exception {
        Reply reply = post(
                "invoices",
                "{'contact':'" + newContact() + "','payment_terms_in_days':0,'invoice_items':" + sent + "}");
        assertThat(reply.expect(400).message())
                .isEqualTo("'invoice_items' parameter does not match expected type 'array'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800", "\\ud83d!"})
    void textThatCannotBeStoredIsAComplaint(String sent) throws Exception {
        assertThat(post("contacts", "{'organisation_name':'Acme','town':'" + sent + "'}")
                        .expect(422)
                        .messages())
                .containsExactly("town contains invalid characters");
    }

    @Test
    void halfASurrogatePairInTheBytesIsNoBetterThanInAnEscape() throws Exception {
        byte[] body = "{\"organisation_name\":\"x??\u0001\"}"
                .replace("??\u0001", "\u0001\u0001\u0001")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        int at = new String(body, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('\u0001');
        body[at] = (byte) 0xED;
        body[at + 1] = (byte) 0xA0;
        body[at + 2] = (byte) 0x80;
        Reply reply = Call.of("POST", "/v2/contacts")
                .as(company)
                .header("Content-Type", "application/json")
                .body(body)
                .send();
        assertThat(reply.status()).isIn(400, 422);
    }

    @Test
    void textOfEveryPlaneComesBackAsItWasSent() throws Exception {
        String text = "Zoë – 株式会社 😀 𝄞 \\\\ / <b>&amp;</b>";
        JsonNode contact = contact("'town':'" + text + "'");
        assertThat(contact.get("town").asString()).isEqualTo(text.replace("\\\\", "\\"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "-1e999999999",
                "1e-999999999",
                "'1e999999999'",
                "'1e99'",
                "1000000000000000",
                "123456789012345678901234567890123456789012345678901234567890",
                "'NaN'",
                "'Infinity'",
                "'0x10'",
                "'1,000'",
                "[]",
                "{}",
                "true"
            })
    void whatIsNoDecimalOfAnyUseIsAComplaint(String sent) throws Exception {
        Reply reply =
                put("users/me", "{'user':{'opening_mileage':" + sent + "}}").expect(422);
        assertThat(reply.messages()).singleElement().asString().startsWith("opening_mileage ");
    }

    @Test
    void hugeNumbersAreHarmlessWhereverTheyStand() throws Exception {
        String attributes = "'organisation_name':1e999999999,'default_payment_terms_in_days':1e999999999,"
                + "'uses_contact_invoice_sequence':1e999999999,'shoe_size':1e999999999";
        Reply reply = post("contacts", "{'contact':{" + attributes + "}}");
        assertThat(reply.expect(422).messages())
                .containsExactlyInAnyOrder(
                        "default_payment_terms_in_days is not a number",
                        "uses_contact_invoice_sequence must be true or false");
    }
}
