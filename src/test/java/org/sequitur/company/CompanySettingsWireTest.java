package org.sequitur.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.server.Server;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import tools.jackson.databind.JsonNode;

/** What an owner can change about the company, and what follows from it at once. */
class CompanySettingsWireTest {

    private static final String OWN = "/sequitur/v1/company";

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();

    @Test
    void everythingThatIsSaidIsShownOnBothPaths() throws Exception {
        Map<String, String> texts = Map.ofEntries(
                Map.entry("name", "Harbour Lane Studio Ltd"),
                Map.entry("currency", "EUR"),
                Map.entry("address1", "4 Harbour Lane"),
                Map.entry("address2", "First floor"),
                Map.entry("town", "Leith"),
                Map.entry("region", "Edinburgh"),
                Map.entry("postcode", "EH6 6AA"),
                Map.entry("country", "Ireland"),
                Map.entry("company_registration_number", "SC123456"),
                Map.entry("contact_email", "hello@harbourlane.example"),
                Map.entry("contact_phone", "0131 496 0000"),
                Map.entry("website", "https://harbourlane.example/work?x=1"),
                Map.entry("business_type", "Design studio"),
                Map.entry("business_category", "Design"),
                Map.entry("short_date_format", "yyyy-mm-dd"),
                Map.entry("locale", "de"),
                Map.entry("company_start_date", "2024-04-12"),
                Map.entry("trading_start_date", "2024-05-01"),
                Map.entry("first_accounting_year_end", "2025-04-30"),
                Map.entry("freeagent_start_date", "2026-05-01"),
                Map.entry("sales_tax_registration_status", "Registered"),
                Map.entry("sales_tax_registration_number", "GB123456789"),
                Map.entry("sales_tax_effective_date", "2026-01-01"),
                Map.entry("vat_first_return_period_ends_on", "2026-03-31"),
                Map.entry("initial_vat_basis", "Cash"));
        JsonNode changed = changed(Map.of("company", texts));
        JsonNode read = company.get("company").body().path("company");
        texts.forEach((name, text) -> {
            assertThat(changed.path(name).asString("")).as(name).isEqualTo(text);
            assertThat(read.path(name).asString("")).as(name).isEqualTo(text);
        });
        assertThat(read.at("/annual_accounting_periods/0/starts_on").asString()).isEqualTo("2026-05-01");
        assertThat(read.has("time_zone"))
                .as("FreeAgent's path stays FreeAgent's")
                .isFalse();
        assertThat(company.get(OWN).expect(200).body().path("company")).isEqualTo(changed);
    }

    @Test
    void sinceWhenItIsHeldIsShownBelowSequiturAndNotWrittenThere() throws Exception {
        assertThat(company.get(OWN).expect(200).body().path("company").has("held_since"))
                .isFalse();
        assertThat(changed("{\"held_since\":\"2026-01-01T00:00:00Z\"}").has("held_since"))
                .isFalse();
        String before = company.get(OWN).body().at("/company/updated_at").asString();
        server.hold(company);
        JsonNode held = company.get(OWN).body().path("company");
        assertThat(Instant.parse(held.path("held_since").asString())).isBeforeOrEqualTo(TestServer.now());
        assertThat(held.path("updated_at").asString()).isGreaterThan(before);
        assertThat(changed("{\"held_since\":null,\"town\":\"Leith\"}")
                        .path("held_since")
                        .asString(""))
                .isEqualTo(held.path("held_since").asString());
        assertThat(company.get("company").body().path("company").has("held_since"))
                .as("FreeAgent's path stays FreeAgent's")
                .isFalse();
        server.release(company);
        assertThat(company.get(OWN).body().path("company").has("held_since")).isFalse();
    }

    @Test
    void whatIsNotSentStaysAndWhatIsSentBlankGoes() throws Exception {
        changed("{\"town\":\"Leith\",\"website\":\"harbour.example\",\"cis_enabled\":true}");
        JsonNode changed = changed("{\"website\":\"\",\"id\":7,\"subdomain\":\"x\",\"type\":\"UkSoleTrader\"}");
        assertThat(changed.path("town").asString()).isEqualTo("Leith");
        assertThat(changed.has("website")).isFalse();
        assertThat(changed.path("cis_subcontractor").asBoolean()).isTrue();
        assertThat(changed.path("type").asString()).isEqualTo("UkLimitedCompany");
        assertThat(changed.path("subdomain").asString()).isNotEqualTo("x");
    }

    @Test
    void whatIsWrongIsSaidAllAtOnceAndChangesNothing() throws Exception {
        JsonNode before = company.get(OWN).body();
        assertThat(refused("""
                {"name":" ","country":"Narnia","contact_email":"x","website":"not a site","business_category":"Piracy",
                 "short_date_format":"d","locale":"xx","time_zone":"+01:00","currency":"XXX",
                 "sales_tax_registration_status":"Maybe","initial_vat_basis":"Barter","town":"Leith"}
                """))
                .containsExactlyInAnyOrder(
                        "name can't be blank",
                        "country is not included in the list",
                        "contact_email is invalid",
                        "website is invalid",
                        "business_category is not included in the list",
                        "short_date_format is not included in the list",
                        "locale is not included in the list",
                        "time_zone is not included in the list",
                        "currency is not included in the list",
                        "sales_tax_registration_status is not included in the list",
                        "initial_vat_basis is not included in the list");
        assertThat(refused("{\"country\":null,\"website\":\"javascript:alert(1)\"}"))
                .containsExactlyInAnyOrder("country can't be blank", "website is invalid");
        assertThat(company.get(OWN).body()).isEqualTo(before);
    }

    @Test
    void accountingDatesFitEachOther() throws Exception {
        assertThat(refused("""
                {"company_start_date":"2026-05-01","trading_start_date":"2026-04-30","freeagent_start_date":"2026-04-30",
                 "first_accounting_year_end":"2026-05-01"}
                """))
                .containsExactlyInAnyOrder(
                        "trading_start_date must not be before company_start_date",
                        "freeagent_start_date must not be before company_start_date",
                        "first_accounting_year_end must be after company_start_date");
        String late = "{\"company_start_date\":\"2026-05-01\",\"first_accounting_year_end\":\"%s\"}";
        assertThat(refused(late.formatted("2027-11-02")))
                .containsExactly("first_accounting_year_end must be within 18 months of company_start_date");
        changed(late.formatted("2027-11-01"));
        assertThat(refused("{\"company_start_date\":null}")).containsExactly("company_start_date can't be blank");
    }

    @Test
    void aVatRegistrationIsWholeOrRefused() throws Exception {
        assertThat(refused("{\"sales_tax_registration_number\":\"123456789\"}"))
                .containsExactly("sales_tax_registration_number must be blank for who is not registered");
        assertThat(refused("""
                {"sales_tax_registration_status":"Registered","sales_tax_registration_number":"12345",
                 "sales_tax_deregistration_effective_date":"2026-01-01"}
                """))
                .containsExactlyInAnyOrder(
                        "sales_tax_registration_number is invalid",
                        "sales_tax_effective_date can't be blank",
                        "sales_tax_deregistration_effective_date must be blank for who is registered");
        JsonNode registered = changed("""
                {"sales_tax_registration_status":"Registered","sales_tax_registration_number":"gb 123 4567 89",
                 "sales_tax_effective_date":"2026-02-01"}
                """);
        assertThat(registered.path("sales_tax_registration_number").asString()).isEqualTo("GB123456789");
        assertThat(refused("{\"vat_first_return_period_ends_on\":\"2026-01-31\"}"))
                .containsExactly("vat_first_return_period_ends_on must not be before sales_tax_effective_date");
        assertThat(refused("{\"sales_tax_registration_status\":\"De-registered\"}"))
                .containsExactly("sales_tax_deregistration_effective_date can't be blank");
        String end =
                "{\"sales_tax_registration_status\":\"De-registered\",\"sales_tax_deregistration_effective_date\":\"%s\"}";
        assertThat(refused(end.formatted("2026-02-01")))
                .containsExactly("sales_tax_deregistration_effective_date must be after sales_tax_effective_date");
        assertThat(changed(end.formatted("2026-03-01"))
                        .path("sales_tax_deregistration_effective_date")
                        .asString())
                .isEqualTo("2026-03-01");
        JsonNode none = changed("{\"sales_tax_registration_status\":\"Not Registered\"}");
        assertThat(none.has("sales_tax_registration_number") || none.has("sales_tax_effective_date"))
                .isFalse();
    }

    @Test
    void theNextInvoiceOfAnyProcessBearsTheTaxAndKnowsTheScheme() throws Exception {
        String contact = company.client().newContact("Harbour Mills");
        try (Server beside = server.beside(Map.of(), Clock.systemUTC())) {
            V2Client there = new V2Client(beside.baseUrl().of(""), company.token());
            assertThat(tax(there, contact, "2026-02-01")).isEmpty();
            changed("""
                    {"sales_tax_registration_status":"Registered","sales_tax_effective_date":"2026-02-01",
                     "cis_subcontractor":true,"in_northern_ireland":true}
                    """);
            assertThat(tax(there, contact, "2026-01-31")).isEmpty();
            assertThat(tax(there, contact, "2026-02-01")).isEqualTo("20.0");
            assertThat(there.get("cis_bands").body().path("available_bands")).hasSize(3);
            assertThat(there.post("invoices", """
                            {"invoice":{"contact":"%s","dated_on":"2026-02-01","payment_terms_in_days":1,
                             "ec_status":"EC Goods"}}
                            """.formatted(contact)).status()).isEqualTo(201);
        }
        changed("""
                {"sales_tax_registration_status":"De-registered","sales_tax_deregistration_effective_date":"2026-03-01"}
                """);
        assertThat(tax(company.client(), contact, "2026-02-28")).isEqualTo("20.0");
        assertThat(tax(company.client(), contact, "2026-03-01")).isEmpty();
    }

    @Test
    void theCurrencyStaysOnceAnythingIsStatedInIt() throws Exception {
        String contact = company.client().newContact("Harbour Mills");
        Answer invoice = company.post("invoices", """
                {"invoice":{"contact":"%s","dated_on":"2026-02-01","payment_terms_in_days":1,"currency":"USD",
                 "exchange_rate":"0.8"}}
                """.formatted(contact)).expect(201);
        assertThat(refused("{\"currency\":\"EUR\"}")).containsExactly("currency is locked and cannot be changed");
        assertThat(changed("{\"currency\":\"GBP\"}").path("locked_attributes").toString())
                .isEqualTo("[\"currency\"]");
        company.delete("invoices/" + V2Client.id(invoice.body().path("invoice")))
                .expect(200);
        assertThat(changed("{\"currency\":\"EUR\"}").path("currency").asString())
                .isEqualTo("EUR");
        JsonNode next = company.post("invoices", """
                {"invoice":{"contact":"%s","dated_on":"2026-02-01","payment_terms_in_days":1,"currency":"USD"}}
                """.formatted(contact))
                .expect(201)
                .body()
                .path("invoice");
        assertThat(next.path("exchange_rate").asString())
                .as("a rate to pounds says nothing of euros")
                .isEqualTo("1.0");
        TestCompany offering = server.newCompany();
        offering.post("estimates", """
                        {"estimate":{"contact":"%s","estimate_type":"Quote","status":"Draft","dated_on":"2026-02-01"}}
                        """.formatted(offering.client().newContact("Mill")))
                .expect(201);
        offering.put(OWN, "{\"company\":{\"currency\":\"EUR\"}}").expect(422);
    }

    @Test
    void aNewTimeZoneTurnsTheDayAtOnce() throws Exception {
        JsonNode changed = changed("{\"time_zone\":\"Pacific/Kiritimati\"}");
        assertThat(changed.path("time_zone").asString()).isEqualTo("Pacific/Kiritimati");
        // Noon in London is the next day there.
        JsonNode estimate = company.post(
                        "estimates", """
                        {"estimate":{"contact":"%s","estimate_type":"Quote","status":"Draft","dated_on":"2026-01-05"}}
                        """.formatted(company.client().newContact("Mill")))
                .expect(201)
                .body()
                .path("estimate");
        JsonNode copy = company.post("estimates/" + V2Client.id(estimate) + "/duplicate", "")
                .expect(200)
                .body()
                .path("estimate");
        assertThat(copy.path("dated_on").asString())
                .isEqualTo(TestServer.today().plusDays(1).toString());
    }

    @Test
    void companiesElsewhereHaveTheirTaxInPeriods() throws Exception {
        TestCompany away = server.newCompany(new CompanyFounding(
                "Far Away",
                CompanyType.UNIVERSAL_COMPANY,
                new CompanyFounding.Owner("far@example.com", "Fay", "Away")));
        assertThat(away.put(OWN, """
                        {"company":{"sales_tax_registration_status":"Registered","cis_contractor":true,
                         "in_northern_ireland":false,"vat_first_return_period_ends_on":"2026-01-01"}}
                        """).expect(422).messages())
                .containsExactlyInAnyOrder(
                        "sales_tax_registration_status is set by a sales tax period",
                        "cis_contractor is for companies in the United Kingdom",
                        "vat_first_return_period_ends_on is for companies in the United Kingdom");
        away.put(OWN, "{\"company\":{\"name\":\"Farther\"}}").expect(200);
        assertThat(away.get("company/tax_timeline").expect(200).text()).isEqualTo("{\"timeline_items\":[]}");
    }

    @Test
    void theDeadlinesFollowFromTheSettings() throws Exception {
        String today = TestServer.today().toString();
        changed("{\"sales_tax_registration_status\":\"Registered\",\"sales_tax_effective_date\":\"" + today
                + "\",\"vat_first_return_period_ends_on\":\"2030-01-31\"}");
        JsonNode items = company.get("company/tax_timeline").expect(200).body().path("timeline_items");
        assertThat(items.valueStream().map(item -> item.path("dated_on").asString()))
                .isSorted()
                .contains("2030-03-07");
        assertThat(items.valueStream()).allSatisfy(item -> {
            assertThat(item.path("is_personal").asBoolean(true)).isFalse();
            assertThat(item.has("amount_due")).isFalse();
        });
        V2Client almost = member(PermissionLevel.BANKING);
        almost.get("company/tax_timeline").expect(403);
    }

    @Test
    void onlyTheOwnerWritesAndItIsInTheLogWithoutValues() throws Exception {
        member(PermissionLevel.TAX_ACCOUNTING_AND_USERS)
                .put(OWN, "{\"company\":{\"name\":\"X\"}}")
                .expect(403);
        Answer xml = company.client()
                .with("Accept", "application/xml")
                .with("Content-Type", "application/xml")
                .put(OWN, "<company><name>Harbour &amp; Sons</name><cis-contractor>1</cis-contractor></company>")
                .expect(200);
        assertThat(xml.text())
                .contains("<name>Harbour &amp; Sons</name>", "<cis-contractor type=\"boolean\">true</cis-contractor>");
        JsonNode event = company.get("/sequitur/v1/audit").body().at("/audit/0");
        assertThat(event.path("action").asString()).isEqualTo("update");
        assertThat(event.path("record").asString()).isEqualTo("company");
        assertThat(event.path("detail").asString()).isEqualTo("name cis_contractor");
    }

    private V2Client member(PermissionLevel level) {
        return new V2Client(company.baseUrl(), new Members(company).token(level));
    }

    private static String tax(V2Client client, String contact, String datedOn)
            throws IOException, InterruptedException {
        return client.post("invoices", """
                        {"invoice":{"contact":"%s","dated_on":"%s","payment_terms_in_days":10,
                         "invoice_items":[{"description":"Work","quantity":1,"price":100}]}}
                        """.formatted(contact, datedOn))
                .expect(201)
                .body()
                .at("/invoice/sales_tax_value")
                .asString("");
    }

    private JsonNode changed(String attributes) throws IOException, InterruptedException {
        return company.put(OWN, "{\"company\":" + attributes + "}")
                .expect(200)
                .body()
                .path("company");
    }

    private JsonNode changed(Map<String, ?> body) throws IOException, InterruptedException {
        return company.put(OWN, body).expect(200).body().path("company");
    }

    private List<String> refused(String attributes) throws IOException, InterruptedException {
        return company.put(OWN, "{\"company\":" + attributes + "}").expect(422).messages();
    }
}
