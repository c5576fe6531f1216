package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.w3c.dom.Document;

/** What clients get as XML. */
class XmlAnswersTest {

    private final TestCompany company = TestServer.shared().newCompany();

    private Reply get(String target) throws IOException {
        return Call.get(target)
                .as(company)
                .header("Accept", "application/xml")
                .send()
                .expect(200);
    }

    private static Document parse(Reply reply) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(reply.body()));
    }

    private static String at(Document document, String path) throws Exception {
        return XPathFactory.newInstance().newXPath().evaluate(path, document);
    }

    private String newContact(String name) throws IOException {
        return Call.of("POST", "/v2/contacts")
                .as(company)
                .json("{\"organisation_name\":\"" + name + "\",\"uses_contact_invoice_sequence\":true}")
                .send()
                .expect(201)
                .header("Location");
    }

    @Test
    void anAnswerIsADocumentWithFreeagentAtItsRoot() throws Exception {
        Reply reply = get("/v2/users/me");
        assertThat(reply.header("Content-Type").replace(" ", "")).isEqualTo("application/xml;charset=utf-8");
        assertThat(reply.text())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?><freeagent><user><url>" + company.baseUrl()
                        + "/v2/users/" + company.ownerId() + "</url>")
                .endsWith("</user></freeagent>");
        assertThat(reply.text()).doesNotContain("_").doesNotContain("ni-number");
    }

    @Test
    void whatIsNotTextSaysWhatItIs() throws Exception {
        newContact("Acme");
        Document contact = parse(get("/v2/contacts"));
        String one = "/freeagent/contacts/contact/";
        assertThat(at(contact, "/freeagent/contacts/@type")).isEqualTo("array");
        assertThat(at(contact, one + "@type")).isEmpty();
        assertThat(at(contact, one + "organisation-name")).isEqualTo("Acme");
        assertThat(at(contact, one + "organisation-name/@type")).isEmpty();
        assertThat(at(contact, one + "account-balance/@type")).isEqualTo("decimal");
        assertThat(at(contact, one + "account-balance")).isEqualTo("0.0");
        assertThat(at(contact, one + "active-projects-count/@type")).isEqualTo("integer");
        assertThat(at(contact, one + "uses-contact-invoice-sequence/@type")).isEqualTo("boolean");
        assertThat(at(contact, one + "uses-contact-invoice-sequence")).isEqualTo("true");
        assertThat(at(contact, one + "created-at/@type")).isEqualTo("datetime");
        assertThat(at(contact, one + "created-at")).endsWith("Z");
        Document companyItself = parse(get("/v2/company"));
        assertThat(at(companyItself, "/freeagent/company/freeagent-start-date/@type"))
                .isEqualTo("date");
    }

    @Test
    void arraysHoldElementsByTheSingularName() throws Exception {
        Document itself = parse(get("/v2/company"));
        String periods = "/freeagent/company/annual-accounting-periods";
        assertThat(at(itself, periods + "/@type")).isEqualTo("array");
        assertThat(at(itself, periods + "/annual-accounting-period/starts-on/@type"))
                .isEqualTo("date");
        assertThat(at(itself, "/freeagent/company/sales-tax-rates/@type")).isEqualTo("array");
        assertThat(at(itself, "/freeagent/company/sales-tax-rates/sales-tax-rate/@type"))
                .isEqualTo("decimal");
        Document categories = parse(get("/v2/company/business_categories"));
        assertThat(at(categories, "/freeagent/business-categories/@type")).isEqualTo("array");
        assertThat(at(categories, "count(/freeagent/business-categories/business-category)"))
                .isNotEqualTo("0");
    }

    @Test
    void anEmptyListIsAnEmptyArray() throws Exception {
        Document invoices = parse(get("/v2/invoices"));
        assertThat(at(invoices, "/freeagent/invoices/@type")).isEqualTo("array");
        assertThat(at(invoices, "count(/freeagent/invoices/*)")).isEqualTo("0");
    }

    @Test
    void xmlSentAndAskedForIsAnsweredInXml() throws Exception {
        Reply created = Call.of("POST", "/v2/contacts")
                .as(company)
                .header("Accept", "application/xml")
                .xml("<contact><organisation-name>Acme</organisation-name></contact>")
                .send();
        assertThat(at(parse(created.expect(201)), "/freeagent/contact/url")).isEqualTo(created.header("Location"));
    }

    @Test
    void textOfEveryPlaneComesBackAsItWasSent() throws Exception {
        newContact("Zoë – 株式会社 😀 𝄞 <b>&amp;</b> \\\"x\\\" 'y' ]]>");
        assertThat(at(parse(get("/v2/contacts")), "/freeagent/contacts/contact/organisation-name"))
                .isEqualTo("Zoë – 株式会社 😀 𝄞 <b>&amp;</b> \"x\" 'y' ]]>");
    }

    @Test
    void charactersThatXmlCannotCarryAreReplaced() throws Exception {
        newContact("a\\u0001b\\u001fc\\uffffd\\te");
        assertThat(at(parse(get("/v2/contacts")), "/freeagent/contacts/contact/organisation-name"))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\te");
    }

    @Test
    void aListInXmlHasPagesToo() throws Exception {
        Reply reply = get("/v2/users");
        assertThat(reply.header("X-Total-Count")).isEqualTo("1");
        assertThat(reply.has("Link")).isTrue();
    }
}
