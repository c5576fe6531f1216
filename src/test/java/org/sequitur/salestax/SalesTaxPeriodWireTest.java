package org.sequitur.salestax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.series.StrictCompany;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import tools.jackson.databind.JsonNode;

class SalesTaxPeriodWireTest {

    private static final String LOCKED = "sales_tax_period is locked and cannot be changed";

    private final TestCompany company = founded(CompanyType.UNIVERSAL_COMPANY);

    @Test
    void aPeriodHasAllThatTheWireSaysOfIt() throws Exception {
        Answer answer = post("""
                {"sales_tax_name":"GST","sales_tax_registration_status":"Registered","sales_tax_rate_1":5,
                 "sales_tax_rate_2":"2.5","sales_tax_is_value_added":true,"sales_tax_registration_number":"R1",
                 "effective_date":"2026-01-01","second_sales_tax_name":"PST","second_sales_tax_rate_1":"7",
                 "second_sales_tax_is_compound":false}
                """).expect(201);
        JsonNode period = answer.body().path("sales_tax_period");
        assertThat(answer.header("Location")).isEqualTo(period.path("url").asString());
        assertThat(answer.text())
                .isEqualTo(
                        "{\"sales_tax_period\":{\"url\":\"" + period.path("url").asString()
                                + "\",\"sales_tax_name\":\"GST\",\"sales_tax_registration_status\":\"Registered\","
                                + "\"sales_tax_rate_1\":\"5.0\",\"sales_tax_rate_2\":\"2.5\",\"sales_tax_is_value_added\":true,"
                                + "\"sales_tax_registration_number\":\"R1\",\"effective_date\":\"2026-01-01\",\"is_locked\":false,"
                                + "\"second_sales_tax_name\":\"PST\",\"second_sales_tax_rate_1\":\"7.0\","
                                + "\"second_sales_tax_is_compound\":false}}");
        String path = path(period);
        assertThat(company.get(path).expect(200).text()).isEqualTo(answer.text());
        JsonNode changed = company.put(
                        path, "{\"sales_tax_period\":{\"second_sales_tax_name\":\"\",\"sales_tax_rate_2\":null}}")
                .expect(200)
                .body()
                .path("sales_tax_period");
        assertThat(changed.has("second_sales_tax_name") || changed.has("sales_tax_rate_2"))
                .isFalse();
        post(tax("HST", 13, "2025-07-01")).expect(201);
        assertThat(company.get("sales_tax_periods")
                        .expect(200)
                        .body()
                        .path("sales_tax_periods")
                        .valueStream())
                .extracting(one -> one.path("effective_date").asString())
                .containsExactly("2025-07-01", "2026-01-01");
        company.delete(path).expect(200);
        assertThat(company.get(path).status()).isEqualTo(404);
    }

    @Test
    void whatIsNeededAndWhatIsWrongIsSaidAtOnce() throws Exception {
        assertThat(post("{\"sales_tax_registration_number\":\"1\"}").expect(422).messages())
                .containsExactlyInAnyOrder(
                        "effective_date can't be blank",
                        "sales_tax_is_value_added can't be blank",
                        "sales_tax_rate_1 can't be blank",
                        "sales_tax_name can't be blank",
                        "sales_tax_registration_status can't be blank");
        assertThat(post("""
                {"sales_tax_name":"GST","sales_tax_registration_status":"De-registered","sales_tax_rate_1":-1,
                 "sales_tax_rate_3":"100.1","sales_tax_is_value_added":1,"effective_date":"2026-13-01",
                 "second_sales_tax_rate_2":3}
                """).expect(422).messages())
                .containsExactlyInAnyOrder(
                        "sales_tax_registration_status is not included in the list",
                        "sales_tax_rate_1 must be between 0 and 100",
                        "sales_tax_rate_3 must be between 0 and 100",
                        "effective_date is not a valid date",
                        "second_sales_tax_name can't be blank");
        assertThat(company.get("sales_tax_periods").header("X-Total-Count")).isEqualTo("0");
    }

    @Test
    void noTwoPeriodsBeginOnOneDay() throws Exception {
        post(tax("GST", 5, "2026-01-01")).expect(201);
        String other = path(post(tax("GST", 5, "2026-02-01")).expect(201).body().path("sales_tax_period"));
        assertThat(post(tax("GST", 6, "2026-01-01")).expect(422).messages())
                .containsExactly("effective_date has already been taken");
        assertThat(company.put(other, "{\"sales_tax_period\":{\"effective_date\":\"2026-01-01\"}}")
                        .expect(422)
                        .messages())
                .containsExactly("effective_date has already been taken");
    }

    @Test
    void theCurrentPeriodIsWhatTheCompanySaysOfItsTax() throws Exception {
        assertThat(shown("sales_tax_name")).isEqualTo("\"VAT\"");
        post(tax("GST", 5, TestServer.today().toString())).expect(201);
        post(tax("HST", 13, TestServer.today().plusDays(1).toString())).expect(201);
        assertThat(shown("sales_tax_name")).isEqualTo("\"GST\"");
        assertThat(shown("sales_tax_registration_status")).isEqualTo("\"Registered\"");
        assertThat(shown("sales_tax_rates")).isEqualTo("[\"5.0\"]");
        assertThat(shown("sales_tax_effective_date")).isEqualTo("\"" + TestServer.today() + "\"");
    }

    @Test
    void anInvoiceBearsTheTaxOfItsDay() throws Exception {
        post(tax("GST", 5, "2026-01-01")).expect(201);
        post(tax("HST", 13, "2026-02-01")).expect(201);
        post("""
                {"sales_tax_name":"HST","sales_tax_registration_status":"Not Registered","sales_tax_rate_1":13,
                 "sales_tax_is_value_added":true,"effective_date":"2026-03-01"}
                """).expect(201);
        assertThat(taxOfAnInvoiceOn("2025-12-31")).isEmpty();
        assertThat(taxOfAnInvoiceOn("2026-01-01")).isEqualTo("5.0");
        assertThat(taxOfAnInvoiceOn("2026-01-31")).isEqualTo("5.0");
        assertThat(taxOfAnInvoiceOn("2026-02-28")).isEqualTo("13.0");
        assertThat(taxOfAnInvoiceOn("2026-03-01")).isEmpty();
        JsonNode estimate = company.post(
                        "estimates", """
                        {"estimate":{"contact":"%s","estimate_type":"Quote","status":"Draft","dated_on":"2026-02-01",
                         "estimate_items":[{"description":"Own","quantity":1,"price":100}]}}
                        """.formatted(company.client().newContact("Mill")))
                .expect(201)
                .body()
                .path("estimate");
        assertThat(estimate.path("sales_tax_value").asString("")).isEqualTo("13.0");
        // In one transaction, each line of a list has its own day.
        List<Map<String, Object>> both = List.of(draft("2026-01-01"), draft("2026-02-01"));
        assertThat(company.post("invoices", Map.of("invoices", both))
                        .expect(201)
                        .body()
                        .path("invoices")
                        .valueStream())
                .extracting(invoice -> invoice.path("sales_tax_value").asString())
                .containsExactly("5.0", "13.0");
    }

    @Test
    void theSecondTaxOfAPeriodIsCompoundIfItSaysSo() throws Exception {
        post("""
                {"sales_tax_name":"GST","sales_tax_registration_status":"Registered","sales_tax_rate_1":5,
                 "sales_tax_is_value_added":true,"effective_date":"2026-01-01","second_sales_tax_name":"PST",
                 "second_sales_tax_rate_1":10,"second_sales_tax_is_compound":true}
                """).expect(201);
        Map<String, Object> invoice = new HashMap<>(draft("2026-01-05"));
        invoice.put(
                "invoice_items",
                List.of(Map.of("description", "x", "quantity", 1, "price", 100, "second_sales_tax_rate", 10)));
        assertThat(company.post("invoices", Map.of("invoice", invoice))
                        .expect(201)
                        .body()
                        .at("/invoice/second_sales_tax_value")
                        .asString())
                .isEqualTo("10.5");
    }

    @Test
    void whatHeldWhenADocumentWasIssuedForGoodStaysAsItWas() throws Exception {
        String first = path(post(tax("GST", 5, "2026-01-01")).expect(201).body().path("sales_tax_period"));
        StrictCompany strict = StrictCompany.with(company.client(), Map.of("prefix", "P-"));
        String invoice = strict.draftOn("2026-02-10");
        assertThat(company.get(first).body().at("/sales_tax_period/is_locked").asBoolean())
                .isFalse();
        strict.sent(invoice);
        assertThat(strict.record(invoice).toString()).contains("GST").doesNotContain("VAT");
        JsonNode locked = company.get(first).body().path("sales_tax_period");
        assertThat(locked.path("is_locked").asBoolean()).isTrue();
        assertThat(locked.path("locked_reason").asString()).contains("2026-02-10");
        assertThat(company.put(first, "{\"sales_tax_period\":{\"sales_tax_rate_1\":6}}")
                        .expect(422)
                        .messages())
                .containsExactly(LOCKED);
        assertThat(company.delete(first).expect(422).messages()).containsExactly(LOCKED);
        assertThat(post(tax("HST", 13, "2026-02-10")).expect(422).messages())
                .containsExactly("effective_date is in a locked period");
        String next = path(post(tax("HST", 13, "2026-02-11")).expect(201).body().path("sales_tax_period"));
        company.put(next, "{\"sales_tax_period\":{\"effective_date\":\"2026-02-01\"}}")
                .expect(422);
        company.delete(next).expect(200);
    }

    @Test
    void aSecondTaxIsForUniversalCompaniesAndNothingIsForThoseInTheUnitedKingdom() throws Exception {
        TestCompany us = founded(CompanyType.US_C_CORP);
        Map<String, Object> period = Map.of(
                "sales_tax_name", "Sales Tax",
                "sales_tax_registration_status", "Registered",
                "sales_tax_rate_1", "8.875",
                "sales_tax_is_value_added", false,
                "effective_date", "2026-01-01");
        us.post("sales_tax_periods", Map.of("sales_tax_period", period)).expect(201);
        Map<String, Object> second = new HashMap<>(period);
        second.put("second_sales_tax_name", "City");
        assertThat(us.post("sales_tax_periods", Map.of("sales_tax_period", second))
                        .expect(422)
                        .messages())
                .containsExactly("second_sales_tax_name is for Universal companies");
        TestCompany uk = TestServer.shared().newCompany();
        uk.get("sales_tax_periods").expect(404);
        uk.get("sales_tax_periods/1").expect(404);
        uk.post("sales_tax_periods", Map.of("sales_tax_period", period)).expect(404);
        uk.put("sales_tax_periods/1", Map.of("sales_tax_period", period)).expect(404);
        uk.delete("sales_tax_periods/1").expect(404);
    }

    @Test
    void whoMayInvoiceReadsAndTheOwnerWrites() throws Exception {
        post(tax("GST", 5, "2026-01-01")).expect(201);
        Members members = new Members(company);
        V2Client reader = new V2Client(company.baseUrl(), members.token(PermissionLevel.INVOICES_ESTIMATES_AND_FILES));
        assertThat(reader.with("Accept", "application/xml")
                        .get("sales_tax_periods")
                        .expect(200)
                        .text())
                .contains(
                        "<sales-tax-periods type=\"array\"><sales-tax-period>",
                        "<sales-tax-rate-1 type=\"decimal\">5.0</sales-tax-rate-1>",
                        "<is-locked type=\"boolean\">false</is-locked>");
        V2Client almost = new V2Client(company.baseUrl(), members.token(PermissionLevel.TAX_ACCOUNTING_AND_USERS));
        almost.post("sales_tax_periods", "{\"sales_tax_period\":{}}").expect(403);
    }

    @Test
    void thereIsABoundOnHowManyThereAre() throws Exception {
        LocalDate first = LocalDate.of(2000, 1, 1);
        for (int i = 0; i < SalesTaxPeriod.MOST_OF_A_COMPANY; i++) {
            post(tax("GST", 5, first.plusDays(i).toString())).expect(201);
        }
        assertThat(post(tax("GST", 5, "2026-01-01")).expect(422).messages())
                .containsExactly("there are 200 sales tax periods already, which is the most that a company can have");
    }

    private static TestCompany founded(CompanyType type) {
        return TestServer.shared()
                .newCompany(new CompanyFounding(
                        "Far Away Inc", type, new CompanyFounding.Owner("far@example.com", "Fay", "Away")));
    }

    private static String tax(String name, int rate, String from) {
        return """
                {"sales_tax_name":"%s","sales_tax_registration_status":"Registered","sales_tax_rate_1":%d,
                 "sales_tax_is_value_added":true,"effective_date":"%s"}
                """.formatted(name, rate, from);
    }

    private Answer post(String period) throws IOException, InterruptedException {
        return company.post("sales_tax_periods", "{\"sales_tax_period\":" + period + "}");
    }

    private String shown(String attribute) throws IOException, InterruptedException {
        return company.get("company").body().path("company").path(attribute).toString();
    }

    private Map<String, Object> draft(String datedOn) throws IOException, InterruptedException {
        return Map.of(
                "contact",
                company.client().newContact("Mill"),
                "dated_on",
                datedOn,
                "payment_terms_in_days",
                10,
                "invoice_items",
                List.of(Map.of("description", "Work", "quantity", 1, "price", 100)));
    }

    private String taxOfAnInvoiceOn(String datedOn) throws IOException, InterruptedException {
        return company.post("invoices", Map.of("invoice", draft(datedOn)))
                .expect(201)
                .body()
                .at("/invoice/sales_tax_value")
                .asString("");
    }

    private static String path(JsonNode period) {
        return "sales_tax_periods/" + V2Client.id(period);
    }
}
