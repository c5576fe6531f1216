package org.sequitur.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import tools.jackson.databind.JsonNode;

class PdfWireTest {

    private TestCompany company;
    private String contact;

    @BeforeEach
    void foundACompany() throws Exception {
        company = TestServer.shared().newCompany();
        contact = company.client().newContact("Harbour Mills Ltd");
    }

    private static Map<String, Object> line(Object description, Object quantity, Object price) {
        return Map.of("description", description, "item_type", "Days", "quantity", quantity, "price", price);
    }

    private JsonNode invoice(Map<String, ?> attributes) throws Exception {
        Map<String, Object> invoice = new HashMap<>(Map.of(
                "contact",
                contact,
                "dated_on",
                "2026-03-02",
                "payment_terms_in_days",
                14,
                "invoice_items",
                List.of(line("On-site survey", 4, "250"))));
        invoice.putAll(attributes);
        return company.post("invoices", Map.of("invoice", invoice))
                .expect(201)
                .body()
                .path("invoice");
    }

    private byte[] pdf(String collection, JsonNode document) throws Exception {
        String content = company.get(collection + "/" + V2Client.id(document) + "/pdf")
                .expect(200)
                .body()
                .path("pdf")
                .path("content")
                .asString();
        return Base64.getDecoder().decode(content);
    }

    private static List<String> pages(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            List<String> pages = new ArrayList<>();
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            for (int i = 1; i <= document.getNumberOfPages(); i++) {
                stripper.setStartPage(i);
                stripper.setEndPage(i);
                pages.add(stripper.getText(document).replace('\u00a0', ' ').replace('\u202f', ' '));
            }
            return pages;
        }
    }

    private static String text(byte[] pdf) throws IOException {
        return String.join("\n", pages(pdf));
    }

    @Test
    void anInvoiceIsAPdfInBase64WithoutLineBreaksAndAFileOfItsOwn() throws Exception {
        JsonNode invoice = invoice(Map.of("reference", "R/7 \"x\""));
        assertThat(text(pdf("invoices", invoice)))
                .contains("Invoice", "R/7 \"x\"", "Harbour Mills Ltd", "2 March 2026", "On-site survey", "4 days")
                .contains("1,000.00", "Draft", "Please pay by 16 March 2026");
        V2Client.Answer file = company.get("/sequitur/v1/invoices/" + V2Client.id(invoice) + "/pdf");
        assertThat(file.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("inline; filename=\"Invoice R-7 -x-.pdf\"; filename*=UTF-8''Invoice%20R-7%20-x-.pdf");
    }

    @Test
    void estimatesAndCreditNotesAreDrawnAndWhatIsNotThereIsNotFound() throws Exception {
        JsonNode estimate = company.post(
                        "estimates",
                        Map.of(
                                "estimate",
                                Map.of(
                                        "contact", contact,
                                        "estimate_type", "Quote",
                                        "status", "Approved",
                                        "dated_on", "2026-03-02",
                                        "estimate_items", List.of(line("Fit-out", 1, 500)))))
                .expect(201)
                .body()
                .path("estimate");
        assertThat(text(pdf("estimates", estimate))).contains("Quote", "Prepared for", "Approved", "500.00");
        JsonNode note = creditNote();
        assertThat(text(pdf("credit_notes", note))).contains("Credit note", "-50.00");
        for (String collection : List.of("invoices", "credit_notes", "estimates")) {
            company.get(collection + "/999999/pdf").expect(404);
        }
        company.get("invoices/" + V2Client.id(note) + "/pdf").expect(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 400, 1000})
    void noLineIsLostAndTheSumsCarriedAreRightOnEveryPage(int count) throws Exception {
        List<Map<String, Object>> lines = new ArrayList<>();
        List<BigDecimal> amounts = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String more = " and more of it, at length".repeat(i % 7);
            lines.add(line("Line-" + i + "." + more + (i % 11 == 0 ? "\nsecond\nthird" : ""), 1, i + ".25"));
            amounts.add(new BigDecimal(i + ".25"));
        }
        List<String> pages = pages(pdf("invoices", invoice(Map.of("invoice_items", lines))));
        assertThat(pages).hasSizeGreaterThanOrEqualTo(count / 30);
        BigDecimal sum = BigDecimal.ZERO;
        int seen = 0;
        for (int page = 0; page < pages.size(); page++) {
            String text = pages.get(page);
            assertThat(text).contains("Page " + (page + 1) + " of " + pages.size());
            Matcher found = Pattern.compile("Line-(\\d+)\\.").matcher(text);
            if (page > 0 && found.find()) {
                assertThat(amount(text, "Brought forward")).isEqualByComparingTo(sum);
                assertThat(text).contains("Description");
            }
            found.reset();
            while (found.find()) {
                assertThat(Integer.parseInt(found.group(1))).isEqualTo(++seen);
                sum = sum.add(amounts.get(seen - 1));
            }
            if (seen < count) {
                assertThat(amount(text, "Carried forward")).isEqualByComparingTo(sum);
            } else {
                assertThat(text).doesNotContain("Carried forward");
                assertThat(found.reset().results().count())
                        .as("lines on the page of the totals")
                        .isGreaterThanOrEqualTo(Math.min(count, 2));
                assertThat(text).contains("Total");
                break;
            }
        }
        assertThat(seen).isEqualTo(count);
        assertThat(String.join("\n", pages)).contains(String.format(Locale.UK, "£%,.2f", sum));
    }

    private static BigDecimal amount(String text, String label) {
        Matcher matcher = Pattern.compile(label + "\\s+([\\d,.]+)").matcher(text);
        assertThat(matcher.find()).as(label + " in " + text).isTrue();
        return new BigDecimal(matcher.group(1).replace(",", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Rechnung | 2. März 2026 | 1.000,00",
                "fr | Facture | 2 mars 2026 | 1 000,00",
                "es | Factura | 2 de marzo de 2026 | 1.000,00",
                "it | Fattura | 2 marzo 2026 | 1.000,00",
                "nl | Factuur | 2 maart 2026 | 1.000,00",
                "pl-PL | Faktura | 2 marca 2026 | 1 000,00",
                "pt-BR | Fatura | 2 de março de 2026 | 1.000,00"
            })
    void aDocumentIsInTheLanguageOfItsContact(String locale, String title, String day, String amount) throws Exception {
        company.put("contacts/" + contact.replaceAll(".*/", ""), Map.of("contact", Map.of("locale", locale)))
                .expect(200);
        assertThat(text(pdf("invoices", invoice(Map.of())))).contains(title, day, amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Łódź Ĉeĥ Ñandú",
                "Ελληνική Εταιρεία",
                "Компания Їжак",
                "株式会社ひらカナ",
                "中国发票有限公司",
                "한국어 주식회사",
                "บริษัทไทย",
                "Հայկական",
                "ქართული",
                "አማርኛ"
            })
    void everyScriptHasItsGlyphs(String name) throws Exception {
        contact = company.client().newContact(name);
        assertThat(text(pdf("invoices", invoice(Map.of()))).replace("\u200b", ""))
                .contains(name.substring(0, 3))
                .doesNotContain("\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"شركة الاختبار", "חברה לדוגמה", "कंपनी उदाहरण", "বাংলা", "தமிழ்"})
    void whatRunsFromTheRightOrIsJoinedHasItsGlyphsToo(String name) throws Exception {
        contact = company.client().newContact(name);
        assertThat(text(pdf("invoices", invoice(Map.of())))).doesNotContain("\uFFFD");
    }

    @Test
    void whatNoFontHasDoesNotFailTheDocument() throws Exception {
        assertThat(text(pdf(
                        "invoices",
                        invoice(Map.of(
                                "comments", "\uD80C\uDC00 \uD83D\uDE00 \u0007 <b>&amp;\"'</b> {{seller.name}}")))))
                .contains("<b>&amp;\"'</b> {{seller.name}}");
    }

    @Test
    void theFileIsTaggedArchivableAndItsFontsAreInIt() throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf("invoices", invoice(Map.of())))) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en-GB");
            assertThat(document.getDocumentInformation().getTitle()).startsWith("Invoice ");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
            assertThat(document.getDocumentCatalog().getOutputIntents()).hasSize(1);
            String xmp = new String(document.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8);
            assertThat(xmp).contains("pdfaid").containsPattern("part>3<|part=\"3\"");
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
        }
    }

    @Test
    void discountTaxesAndTheTotalAddUp() throws Exception {
        company = TestServer.shared()
                .newCompany(new CompanyFounding(
                                "Taxed",
                                CompanyType.UK_LIMITED_COMPANY,
                                new CompanyFounding.Owner("o@example.com", "Olive", "Owner"))
                        .registeredForSalesTax("GB123456789", LocalDate.of(2015, 1, 1)));
        contact = company.client().newContact("Harbour Mills Ltd");
        List<Map<String, Object>> lines = List.of(
                Map.of("description", "A", "quantity", 3, "price", "99.99", "sales_tax_rate", 20),
                Map.of("description", "B", "quantity", 7, "price", "3.33", "sales_tax_rate", 5),
                Map.of("description", "C", "quantity", 1, "price", "50", "sales_tax_status", "EXEMPT"));
        JsonNode invoice = invoice(Map.of("invoice_items", lines, "discount_percent", 10));
        String text = text(pdf("invoices", invoice));
        assertThat(text).contains("Subtotal £373.28", "Discount (10%) -£37.33", "Net £335.95");
        assertThat(text).contains("VAT 20% 269.97 53.99", "VAT 5% 20.98 1.05", "VAT exempt 45.00 0.00");
        assertThat(text).contains("VAT £55.04", "Total £390.99");
    }

    @Test
    void whatIsPaidIsAskedForNoMoreAndALateRefundIsNotStamped() throws Exception {
        JsonNode invoice = invoice(Map.of("invoice_items", List.of(line("Work", 1, 100))));
        String path = "invoices/" + V2Client.id(invoice);
        company.put(path + "/transitions/mark_as_sent", "").expect(200);
        assertThat(text(pdf("invoices", invoice))).contains("Overdue", "Please pay by");
        company.post(
                        "bank_transaction_explanations",
                        Map.of(
                                "bank_transaction_explanation",
                                Map.of(
                                        "bank_account",
                                        company.get("bank_accounts")
                                                .body()
                                                .at("/bank_accounts/0/url")
                                                .asString(),
                                        "dated_on",
                                        "2026-03-05",
                                        "gross_value",
                                        100,
                                        "paid_invoice",
                                        path)))
                .expect(201);
        assertThat(text(pdf("invoices", invoice))).contains("Paid").doesNotContain("Please pay by");
        JsonNode note = creditNote();
        company.put("credit_notes/" + V2Client.id(note) + "/transitions/mark_as_sent", "")
                .expect(200);
        assertThat(company.get("credit_notes/" + V2Client.id(note))
                        .body()
                        .at("/credit_note/status")
                        .asString())
                .isEqualTo("Overdue");
        assertThat(text(pdf("credit_notes", note))).doesNotContain("Overdue");
    }

    private JsonNode creditNote() throws IOException, InterruptedException {
        return company.post(
                        "credit_notes",
                        Map.of(
                                "credit_note",
                                Map.of(
                                        "contact",
                                        contact,
                                        "dated_on",
                                        "2026-03-02",
                                        "credit_note_items",
                                        List.of(line("Back", 1, -50)))))
                .expect(201)
                .body()
                .path("credit_note");
    }
}
