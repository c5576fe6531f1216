package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import tools.jackson.databind.JsonNode;

/** What clients send as XML. */
class XmlBodiesTest {

    private final TestCompany company = TestServer.shared().newCompany();

    private Reply post(String path, String xml) throws IOException {
        return Call.of("POST", "/v2/" + path).as(company).xml(xml).send();
    }

    private String newContact() throws IOException {
        return post("contacts", "<contact><organisation-name>Acme</organisation-name></contact>")
                .expect(201)
                .header("Location");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<contact><organisation-name>Acme</organisation-name><default-payment-terms-in-days>14"
                        + "</default-payment-terms-in-days></contact>",
                "<freeagent><contact><organisation-name>Acme</organisation-name><default-payment-terms-in-days>14"
                        + "</default-payment-terms-in-days></contact></freeagent>",
                "<contact><organisation_name>Acme</organisation_name><default_payment_terms_in_days>14"
                        + "</default_payment_terms_in_days></contact>",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <contact>
                  <organisation-name>Acme</organisation-name>
                  <default-payment-terms-in-days type="integer">14</default-payment-terms-in-days>
                </contact>
                """,
                "<contact><!-- who --><organisation-name><![CDATA[Ac]]>me</organisation-name><?x y?>"
                        + "<default-payment-terms-in-days>1<!-- -->4</default-payment-terms-in-days></contact>",
                "<freeagent><organisation-name>Acme</organisation-name><default-payment-terms-in-days>14"
                        + "</default-payment-terms-in-days></freeagent>"
            })
    void aRecordMayBeWrappedOrNotDashedOrNotTypedOrNot(String xml) throws Exception {
        JsonNode contact = post("contacts", xml).expect(201).json().get("contact");
        assertThat(contact.get("organisation_name").asString()).isEqualTo("Acme");
        assertThat(contact.get("default_payment_terms_in_days").intValue()).isEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<invoice-items type=\"array\">", "<invoice-items>", "<invoice_items type='array'>"})
    void arraysAreReadWithAndWithoutTheirType(String open) throws Exception {
        String close = open.replaceAll("<([a-z_-]+).*", "</$1>");
        String item = open.startsWith("<invoice_items") ? "invoice_item" : "invoice-item";
        String xml = "<invoice><contact>" + newContact() + "</contact>"
                + "<dated-on type=\"date\">2026-09-01</dated-on>"
                + "<payment-terms-in-days type=\"integer\">30</payment-terms-in-days>" + open
                + "<" + item + "><description>One</description><price type=\"decimal\">10.5</price>"
                + "<quantity>2</quantity></" + item + ">"
                + "<" + item + "><description>Two</description><price>1</price><quantity>1.0</quantity></" + item + ">"
                + close + "</invoice>";
        JsonNode items = post("invoices", xml).expect(201).json().get("invoice").get("invoice_items");
        assertThat(items.size()).isEqualTo(2);
        assertThat(items.get(0).get("description").asString()).isEqualTo("One");
        assertThat(items.get(0).get("price").asString()).isEqualTo("10.5");
        assertThat(items.get(1).get("description").asString()).isEqualTo("Two");
    }

    @Test
    void anArrayOfOneIsAnArray() throws Exception {
        String xml = "<invoice><contact>" + newContact() + "</contact><dated-on>2026-09-01</dated-on>"
                + "<payment-terms-in-days>30</payment-terms-in-days><invoice-items><invoice-item>"
                + "<description>One</description><price>1</price></invoice-item></invoice-items></invoice>";
        assertThat(post("invoices", xml)
                        .expect(201)
                        .json()
                        .get("invoice")
                        .get("invoice_items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void aCollectionOfTheWrongTypeIsRefusedAsInJson() throws Exception {
        String xml = "<invoice><contact>" + newContact() + "</contact><dated-on>2026-09-01</dated-on>"
                + "<payment-terms-in-days>30</payment-terms-in-days><invoice-items>two</invoice-items></invoice>";
        assertThat(post("invoices", xml).expect(400).message())
                .isEqualTo("'invoice_items' parameter does not match expected type 'array'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<contact/>",
                "<contact></contact>",
                "<contact> \n </contact>",
                "<freeagent/>",
                "<freeagent><contact/></freeagent>",
                "<contact nil=\"true\"/>",
                ""
            })
    void aRecordThatHoldsNothingIsRefusedAsInJson(String xml) throws Exception {
        assertThat(post("contacts", xml).expect(400).message())
                .isEqualTo("param is missing or the value is empty: contact");
    }

    @Test
    void whatIsEmptyOrNilIsCleared() throws Exception {
        String url = post(
                        "contacts",
                        "<contact><organisation-name>Acme</organisation-name><town>Leith</town>"
                                + "<email>a@acme.example</email></contact>")
                .expect(201)
                .header("Location");
        JsonNode changed = Call.of("PUT", url.substring(url.indexOf("/v2/")))
                .as(company)
                .xml("<contact><town/><email nil=\"true\"/></contact>")
                .send()
                .expect(200)
                .json()
                .get("contact");
        assertThat(changed.propertyNames()).contains("organisation_name").doesNotContain("town", "email");
    }

    @Test
    void predefinedEntitiesAndCharacterReferencesAreText() throws Exception {
        JsonNode contact = post(
                        "contacts",
                        "<contact><organisation-name>&lt;A&gt; &amp; &quot;B&apos;s&quot; &#233;"
                                + " &#x1F600;</organisation-name></contact>")
                .expect(201)
                .json()
                .get("contact");
        assertThat(contact.get("organisation_name").asString()).isEqualTo("<A> & \"B's\" é 😀");
    }

    @Test
    void aBodyMayNameItsEncoding() throws Exception {
        byte[] body =
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><contact><organisation-name>Zo\u00eb</organisation-name></contact>"
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        Reply reply = Call.of("POST", "/v2/contacts")
                .as(company)
                .header("Content-Type", "text/xml")
                .body(body)
                .send();
        assertThat(reply.expect(201)
                        .json()
                        .get("contact")
                        .get("organisation_name")
                        .asString())
                .isEqualTo("Zoë");
    }

    private void assertRefused(String prolog, String value) throws IOException {
        String xml = "<?xml version=\"1.0\"?>" + prolog + "<contact><organisation-name>" + value
                + "</organisation-name></contact>";
        Reply reply = post("contacts", xml);
        assertThat(reply.expect(400).message()).isEqualTo("The body is not valid XML");
    }

    @Test
    void aFaultForWhichTheParserHasNoMessageIsRefusedLikeOthers() throws Exception {
        assertRefused("<!DOCTYPE a [<!ENTITY x S\ud83d\ude00YSTEM 'x'>]>", "Acme");
    }

    @Test
    void noFileIsEverRead(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the-secret");
        assertRefused("<!DOCTYPE contact [<!ENTITY f SYSTEM \"" + secret.toUri() + "\">]>", "&f;");
        assertRefused("<!DOCTYPE contact SYSTEM \"" + secret.toUri() + "\">", "Acme");
        assertRefused("<!DOCTYPE contact [<!ENTITY % f SYSTEM \"" + secret.toUri() + "\"> %f;]>", "Acme");
        assertRefused("<!DOCTYPE contact PUBLIC \"x\" \"" + secret.toUri() + "\" []>", "Acme");
    }

    @Test
    void noAddressIsEverVisited() throws Exception {
        try (ServerSocket trap = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + trap.getLocalPort() + "/x.dtd";
            assertRefused("<!DOCTYPE contact SYSTEM \"" + address + "\">", "Acme");
            assertRefused("<!DOCTYPE contact [<!ENTITY f SYSTEM \"" + address + "\">]>", "&f;");
            String include = "<contact xmlns:xi=\"http://www.w3.org/2001/XInclude\"><organisation-name>Acme"
                    + "</organisation-name><xi:include href=\"" + address + "\"/></contact>";
            post("contacts", include).expect(201);
            // Every visit would have happened before its answer: a visitor would be waiting now.
            trap.setSoTimeout(1);
            org.assertj.core.api.Assertions.assertThatExceptionOfType(java.net.SocketTimeoutException.class)
                    .isThrownBy(trap::accept);
        }
    }

    @Test
    void entitiesThatMultiplyAreRefusedWithTheirDocumentType() throws Exception {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE contact [<!ENTITY l0 \"ha\">");
        for (int i = 1; i <= 30; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        assertRefused(laughs.append("]>").toString(), "&l30;");
        assertRefused("<!DOCTYPE contact [<!ENTITY a \"" + "a".repeat(100_000) + "\">]>", "&a;".repeat(10_000));
    }

    @Test
    void evenAHarmlessDocumentTypeIsRefused() throws Exception {
        assertRefused("<!DOCTYPE contact>", "Acme");
        assertRefused("<!DOCTYPE contact [<!ENTITY who \"Acme\">]>", "&who;");
    }
}
