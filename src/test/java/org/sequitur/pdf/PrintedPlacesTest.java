package org.sequitur.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import tools.jackson.databind.JsonNode;

/** Where on the paper something stands, in points from the top left. */
class PrintedPlacesTest {

    private static final float MILLIMETRE = 72 / 25.4f;
    private static final float LEFT = 18 * MILLIMETRE;
    private static final float RIGHT = (210 - 18) * MILLIMETRE;

    private final TestCompany company = TestServer.shared()
            .newCompany(new CompanyFounding(
                            "Harbour Lane Studio Ltd",
                            CompanyType.UK_LIMITED_COMPANY,
                            new CompanyFounding.Owner("o@example.com", "Olive", "Owner"))
                    .registeredForSalesTax("GB123456789", LocalDate.of(2015, 1, 1)));

    /** A run of text on a page. */
    private record Run(int page, String text, float left, float right, float top, float bottom) {}

    private static final class Places extends PDFTextStripper {

        private final List<Run> runs = new ArrayList<>();

        @Override
        protected void writeString(String text, List<TextPosition> positions) {
            TextPosition first = positions.getFirst();
            TextPosition last = positions.getLast();
            float bottom = first.getYDirAdj();
            runs.add(new Run(
                    getCurrentPageNo(),
                    text.replace('\u00a0', ' '),
                    first.getXDirAdj(),
                    last.getXDirAdj() + last.getWidthDirAdj(),
                    bottom - first.getHeightDir(),
                    bottom));
        }
    }

    private List<Run> runs(Map<String, ?> attributes, String locale) throws Exception {
        String contact = company.post(
                        "contacts",
                        Map.of("contact", Map.of("organisation_name", "Harbour Mills Ltd", "locale", locale)))
                .expect(201)
                .body()
                .at("/contact/url")
                .asString();
        Map<String, Object> invoice = new HashMap<>(
                Map.of("contact", contact, "dated_on", "2026-03-02", "payment_terms_in_days", 14, "currency", "EUR"));
        invoice.putAll(attributes);
        JsonNode created = company.post("invoices", Map.of("invoice", invoice))
                .expect(201)
                .body()
                .path("invoice");
        return runs(Base64.getDecoder()
                .decode(company.get("invoices/" + V2Client.id(created) + "/pdf")
                        .expect(200)
                        .body()
                        .at("/pdf/content")
                        .asString()));
    }

    private static List<Run> runs(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            Places places = new Places();
            places.setSortByPosition(false);
            places.getText(document);
            return places.runs;
        }
    }

    private static Map<String, Object> line(String description, Object quantity, Object price, Object rate) {
        return Map.of("description", description, "quantity", quantity, "price", price, "sales_tax_rate", rate);
    }

    @Test
    void amountsEndAtOneEdgeWhetherOfLinesOrTotals() throws Exception {
        List<Run> runs = runs(
                Map.of(
                        "invoice_items",
                        List.of(
                                line("Survey", 3, "33.50", 20),
                                line("Return", 1, "-7.25", 5),
                                line("Ship", 1, 12345678, 0))),
                "en");
        for (String amount : List.of("100.50", "-7.25", "12,345,678.00", "€12,345,790.99")) {
            Run last = runs.stream()
                    .filter(run -> run.text().strip().endsWith(amount))
                    .max(Comparator.comparingDouble(Run::right))
                    .orElseThrow();
            assertThat(last.right()).as(amount).isCloseTo(RIGHT, within(0.5f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "it", "nl", "pl-PL", "pt-BR"})
    void nothingLeavesTheMarginsAndNoTextStandsOnAnother(String locale) throws Exception {
        Map<String, Object> exempt = Map.of(
                "description",
                "Exempt",
                "item_type",
                "Months",
                "quantity",
                "12.5",
                "price",
                "12345.6789",
                "sales_tax_status",
                "EXEMPT");
        Map<String, Object> outside = Map.of(
                "description",
                "W".repeat(80),
                "item_type",
                "Products",
                "quantity",
                123456,
                "price",
                "987.65",
                "sales_tax_status",
                "OUT_OF_SCOPE");
        List<Run> runs = runs(
                Map.of(
                        "invoice_items",
                        List.of(exempt, outside, line("Survey", 3, "33.50", 20)),
                        "discount_percent",
                        "12.5",
                        "po_reference",
                        "PO 7781",
                        "comments",
                        "Thank you. ".repeat(30)),
                locale);
        assertThat(runs).isNotEmpty();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            assertThat(run.left()).as(run.text()).isGreaterThanOrEqualTo(LEFT - 0.5f);
            assertThat(run.right()).as(run.text()).isLessThanOrEqualTo(RIGHT + 0.5f);
            for (Run other : runs.subList(i + 1, runs.size())) {
                if (run.page() == other.page()) {
                    boolean isOver = run.left() < other.right() - 0.5f
                            && other.left() < run.right() - 0.5f
                            && run.top() < other.bottom() - 0.5f
                            && other.top() < run.bottom() - 0.5f;
                    assertThat(isOver).as(run + " over " + other).isFalse();
                }
            }
        }
    }

    @Test
    void anIbanIsInFoursAndAFrenchTotalSaysThatTaxIsInIt() throws Exception {
        String account = company.post(
                        "bank_accounts",
                        Map.of("bank_account", Map.of("name", "Current", "iban", "GB33BUKB20201555555555")))
                .expect(201)
                .body()
                .at("/bank_account/url")
                .asString();
        List<Run> runs =
                runs(Map.of("bank_account", account, "invoice_items", List.of(line("Survey", 1, 100, 20))), "fr");
        String all = String.join(" ", runs.stream().map(Run::text).toList());
        assertThat(all).contains("GB33 BUKB 2020 1555 5555 55", "Total TTC");
    }

    @Test
    void aFrenchTotalOfWhoChargesNoTaxSaysNothingOfIt() throws Exception {
        TestCompany small = TestServer.shared().newCompany();
        String contact = small.post(
                        "contacts", Map.of("contact", Map.of("organisation_name", "Moulins", "locale", "fr")))
                .expect(201)
                .body()
                .at("/contact/url")
                .asString();
        JsonNode invoice = small.post(
                        "invoices",
                        Map.of(
                                "invoice",
                                Map.of(
                                        "contact",
                                        contact,
                                        "dated_on",
                                        "2026-03-02",
                                        "payment_terms_in_days",
                                        14,
                                        "invoice_items",
                                        List.of(Map.of("description", "x", "quantity", 1, "price", 100)))))
                .expect(201)
                .body()
                .path("invoice");
        List<Run> runs = runs(Base64.getDecoder()
                .decode(small.get("invoices/" + V2Client.id(invoice) + "/pdf")
                        .expect(200)
                        .body()
                        .at("/pdf/content")
                        .asString()));
        assertThat(runs).extracting(run -> run.text().strip()).contains("Total");
        assertThat(runs).noneMatch(run -> run.text().contains("TTC"));
    }
}
