package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.company.SalesTax;
import tools.jackson.databind.JsonNode;

/** Which tax a company charges whom, and since when; and the deductions of the construction industry. */
class InvoiceSalesTaxWireTest {

    private static final LocalDate REGISTERED_FROM = LocalDate.of(2015, 1, 1);

    private TestCompany company;
    private InvoiceFixture invoices;

    @BeforeEach
    void found() throws Exception {
        use(founding(CompanyType.UK_LIMITED_COMPANY).registeredForSalesTax("GB123456789", REGISTERED_FROM));
    }

    @Test
    void aRegisteredCompanyChargesTheStandardRateAndShowsIt() throws Exception {
        JsonNode invoice = invoices.created(Map.of());
        assertThat(text(invoice, "sales_tax_value")).isEqualTo("20.0");
        assertThat(text(invoice, "total_value")).isEqualTo("120.0");
        assertThat(text(invoice, "ec_status")).isEqualTo("UK/Non-EC");
        assertThat(invoice.path("involves_sales_tax").booleanValue()).isTrue();
        JsonNode item = invoice.path("invoice_items").path(0);
        assertThat(text(item, "sales_tax_rate")).isEqualTo("20.0");
        assertThat(text(item, "sales_tax_status")).isEqualTo("TAXABLE");
    }

    @Test
    void nothingOfSalesTaxIsThereBeforeTheRegistration() throws Exception {
        JsonNode invoice = invoices.created(
                with(Map.of("dated_on", "2014-12-31", "ec_status", "UK/Non-EC"), Map.of("sales_tax_rate", 20)));
        assertThat(invoice.has("sales_tax_value")).isFalse();
        assertThat(invoice.has("ec_status")).isFalse();
        assertThat(invoice.path("involves_sales_tax").booleanValue()).isFalse();
        assertThat(invoice.path("invoice_items").path(0).has("sales_tax_rate")).isFalse();
        assertThat(text(invoice, "total_value")).isEqualTo("100.0");
    }

    @Test
    void theContactDecidesWhetherTaxIsChargedWhenNoRateIsSent() throws Exception {
        assertThat(chargedTo(Map.of("country", "France"))).isEqualTo("0.0");
        assertThat(chargedTo(Map.of("country", "Scotland"))).isEqualTo("20.0");
        assertThat(chargedTo(Map.of("country", "France", "charge_sales_tax", "Always")))
                .isEqualTo("20.0");
        assertThat(chargedTo(Map.of("charge_sales_tax", "Never"))).isEqualTo("0.0");
    }

    @Test
    void anExemptLineBearsNoTaxAndARateAloneMakesItTaxableAgain() throws Exception {
        JsonNode invoice = invoices.created(with(Map.of(), Map.of("sales_tax_status", "EXEMPT")));
        JsonNode item = invoice.path("invoice_items").path(0);
        assertThat(text(item, "sales_tax_status")).isEqualTo("EXEMPT");
        assertThat(text(invoice, "sales_tax_value")).isEqualTo("0.0");
        JsonNode changed = company.put(
                        "invoice_items/" + V2Client.id(item), Map.of("invoice_item", Map.of("sales_tax_rate", "5")))
                .expect(200)
                .body()
                .path("invoice_item");
        assertThat(text(changed, "sales_tax_status")).isEqualTo("TAXABLE");
        assertThat(text(invoices.read(invoice), "sales_tax_value")).isEqualTo("5.0");
    }

    @Test
    void theRulesOfTheEcEndedWith2020() throws Exception {
        Answer refused = invoices.create(Map.of("ec_status", "EC Services", "dated_on", "2021-01-01"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.messages()).containsExactly("ec_status must be blank, \"UK/Non-EC\" or \"Reverse Charge\"");
        JsonNode before = invoices.created(Map.of("ec_status", "1", "dated_on", "2020-12-31"));
        assertThat(text(before, "ec_status")).isEqualTo("EC Services");
        assertThat(text(before, "sales_tax_value")).isEqualTo("0.0");
        assertThat(invoices.create(Map.of("ec_status", "4", "dated_on", "2020-12-31"))
                        .status())
                .isEqualTo(422);
        assertThat(invoices.create(Map.of("ec_status", "Non-EC")).messages())
                .containsExactly("ec_status is not included in the list");
    }

    @Test
    void northernIrelandKeepsTheRulesOfTheEc() throws Exception {
        use(founding(CompanyType.UK_LIMITED_COMPANY)
                .registeredForSalesTax("GB1", REGISTERED_FROM)
                .inNorthernIreland());
        assertThat(text(invoices.created(Map.of("ec_status", "EC Goods")), "ec_status"))
                .isEqualTo("EC Goods");
    }

    @Test
    void linesOfAReverseChargeMustBeAtZero() throws Exception {
        JsonNode invoice = invoices.created(Map.of("ec_status", "4"));
        assertThat(text(invoice, "ec_status")).isEqualTo("Reverse Charge");
        assertThat(text(invoice, "total_value")).isEqualTo("100.0");
        Answer refused = invoices.create(with(Map.of("ec_status", "Reverse Charge"), Map.of("sales_tax_rate", 20)));
        assertThat(refused.messages())
                .containsExactly("invoice_items.sales_tax_rate must be 0% for EC Services and Reverse Charge invoices");
    }

    @Test
    void mossNeedsAPlaceOfSupply() throws Exception {
        assertThat(invoices.create(Map.of("ec_status", "EC VAT MOSS")).messages())
                .containsExactly("place_of_supply can't be blank");
        assertThat(invoices.create(Map.of("ec_status", "EC VAT MOSS", "place_of_supply", "Narnia"))
                        .messages())
                .contains("place_of_supply is not included in the list");
        JsonNode invoice = invoices.created(
                with(Map.of("ec_status", "EC VAT MOSS", "place_of_supply", "Austria"), Map.of("sales_tax_rate", 20)));
        assertThat(text(invoice, "place_of_supply")).isEqualTo("Austria");
    }

    @Test
    void aRateBeyondAllReasonIsRefused() throws Exception {
        assertThat(invoices.create(with(Map.of(), Map.of("sales_tax_rate", "100.1")))
                        .messages())
                .containsExactly("invoice_items.sales_tax_rate must be between 0 and 100");
        assertThat(invoices.create(with(Map.of(), Map.of("sales_tax_rate", -1))).status())
                .isEqualTo(422);
    }

    @Test
    void aUniversalCompanyMayChargeASecondTaxOnTopOfTheFirst() throws Exception {
        SalesTax compound = new SalesTax(
                "GST",
                SalesTax.Registration.REGISTERED,
                "1",
                REGISTERED_FROM,
                null,
                List.of(new BigDecimal("5")),
                true,
                "PST",
                List.of(new BigDecimal("10")),
                true);
        use(founding(CompanyType.UNIVERSAL_COMPANY).salesTax(compound));
        JsonNode invoice = invoices.created(with(Map.of(), Map.of("second_sales_tax_rate", 10)));
        assertThat(text(invoice, "sales_tax_value")).isEqualTo("5.0");
        assertThat(text(invoice, "second_sales_tax_value")).isEqualTo("10.5");
        assertThat(text(invoice, "total_value")).isEqualTo("115.5");
    }

    @Test
    void aSubcontractorsCustomerKeepsPartOfTheLabourBack() throws Exception {
        assertThat(invoices.create(Map.of("cis_rate", "cis_standard")).messages())
                .containsExactly("cis_rate is not included in the list");
        use(founding(CompanyType.UK_LIMITED_COMPANY).cisSubcontractor());
        JsonNode invoice =
                invoices.created(with(Map.of("cis_rate", "cis_higher"), Map.of("suffers_cis_deduction", true)));
        assertThat(text(invoice, "cis_rate")).isEqualTo("cis_higher");
        assertThat(text(invoice, "cis_deduction_rate")).isEqualTo("0.3");
        assertThat(text(invoice, "cis_deduction")).isEqualTo("30.0");
        assertThat(text(invoice, "cis_deduction_suffered")).isEqualTo("0.0");
        assertThat(text(invoice, "due_value")).isEqualTo("100.0");
    }

    @Test
    void theLastRateOfACurrencyIsTakenWhenNoneIsSent() throws Exception {
        assertThat(text(invoices.created(Map.of("currency", "USD")), "exchange_rate"))
                .isEqualTo("1.0");
        invoices.created(Map.of("currency", "USD", "exchange_rate", "0.8", "dated_on", "2025-06-01"));
        invoices.created(Map.of("currency", "USD", "exchange_rate", 0.9, "dated_on", "2025-07-01"));
        assertThat(text(invoices.created(Map.of("currency", "USD", "dated_on", "2025-06-30")), "exchange_rate"))
                .isEqualTo("0.8");
        assertThat(text(invoices.created(Map.of("currency", "USD")), "exchange_rate"))
                .isEqualTo("0.9");
        assertThat(text(invoices.created(Map.of("currency", "GBP", "exchange_rate", 3)), "exchange_rate"))
                .isEqualTo("1.0");
        assertThat(invoices.create(Map.of("currency", "USD", "exchange_rate", 0))
                        .status())
                .isEqualTo(422);
    }

    private String chargedTo(Map<String, String> contact) throws Exception {
        Map<String, String> attributes = new HashMap<>(contact);
        attributes.put("organisation_name", "Customer");
        Answer created = company.post("contacts", Map.of("contact", attributes)).expect(201);
        JsonNode invoice =
                invoices.created(Map.of("contact", text(created.body().path("contact"), "url")));
        return text(invoice, "sales_tax_value");
    }

    private void use(CompanyFounding founding) throws Exception {
        company = TestServer.shared().newCompany(founding);
        invoices = new InvoiceFixture(company);
    }

    private static CompanyFounding founding(CompanyType type) {
        return new CompanyFounding("Taxed", type, new CompanyFounding.Owner("o@example.com", "Olive", "Owner"));
    }

    /** An invoice whose only line, of 100.00, has these attributes too. */
    private static Map<String, Object> with(Map<String, Object> attributes, Map<String, Object> line) {
        Map<String, Object> item =
                new HashMap<>(Map.of("description", "Work", "item_type", "Hours", "quantity", 2, "price", "50"));
        item.putAll(line);
        Map<String, Object> invoice = new HashMap<>(attributes);
        invoice.put("invoice_items", List.of(item));
        return invoice;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).stringValue("(none)");
    }
}
