package org.sequitur.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;

/** Requests that are valid for a company of their own, to be spoilt, and everything that is stored of that company. */
final class SeedRequests {

    /** What an answer that refuses must leave as it was. */
    private static final String EVERYTHING = Stream.of(
                    "contact",
                    "project",
                    "document",
                    "document_item",
                    "document_register",
                    "reference_sequence",
                    "exchange_rate",
                    "users",
                    "bank_account")
            .map(
                    "(SELECT coalesce(sum(hashtextextended(t::text, 0)), 0) || ' ' || count(*) FROM %s t WHERE company_id = ?)"
                            ::formatted)
            .collect(Collectors.joining(" || '/' || ", "SELECT ", ""));

    private static final long TABLES = EVERYTHING.chars().filter(c -> c == '?').count();

    private final TestCompany company = TestServer.shared().newCompany();
    private final List<SpoiltRequest> seeds = new ArrayList<>();

    SeedRequests() throws IOException, InterruptedException {
        String contact = created("contacts", "{\"contact\":{\"organisation_name\":\"Acme\"}}", "contact");
        String project = created("projects", """
                {"project":{"name":"Yard","contact":"%s","status":"Active","currency":"GBP","budget_units":"Hours"}}
                """.formatted(contact), "project");
        String invoice = created("invoices", invoice(contact, project, "KEEP 001"), "invoice");
        String free = created("invoices", invoice(contact, project, "KEEP 002"), "invoice");
        addContacts(contact);
        addProjects(contact, project);
        addInvoices(contact, project, invoice, free);
        for (String target : List.of(
                "/v2/company",
                "/v2/company/business_categories",
                "/v2/users",
                "/v2/users/me",
                "/health",
                "/openapi.json")) {
            add("GET", target, "", "");
        }
    }

    private void addContacts(String contact) {
        String json = """
                {"contact":{"organisation_name":"Société Ünï","first_name":"Ann","last_name":"Lee","email":"ann@example.com",
                 "default_payment_terms_in_days":14,"charge_sales_tax":"Auto","uses_contact_invoice_sequence":true,
                 "address1":"1 Road","town":"Leeds","postcode":"LS1 1AA","country":"United Kingdom","locale":"en"}}""";
        String xml = """
                <?xml version="1.0" encoding="UTF-8"?>
                <contact><organisation-name>Acme &amp; Sons</organisation-name><first-name>Ann</first-name>
                <default-payment-terms-in-days type="integer">14</default-payment-terms-in-days><town nil="true"/></contact>""";
        add("POST", "/v2/contacts", "application/json", json);
        add("POST", "/v2/contacts", "application/xml", xml);
        add("PUT", contact, "application/json", json);
        add("GET", contact, "", "");
        add(
                "GET",
                "/v2/contacts?view=active&sort=-updated_at&page=1&per_page=5&updated_since=2026-01-01T00:00:00Z",
                "",
                "");
        add("DELETE", contact, "", "");
    }

    private void addProjects(String contact, String project) {
        String json = """
                {"project":{"name":"Yard","contact":"%s","status":"Active","currency":"GBP","budget_units":"Hours","budget":10.5,
                 "normal_billing_rate":"50.0","hours_per_day":"7.5","uses_project_invoice_sequence":true,"is_ir35":false,
                 "starts_on":"2026-01-01","ends_on":"2026-12-31","contract_po_reference":"PO 7"}}""".formatted(contact);
        add("POST", "/v2/projects", "application/json", json);
        add("PUT", project, "application/json", json);
        add("GET", project, "", "");
        add("GET", "/v2/projects?view=active&contact=" + contact + "&sort=name&page=2&per_page=1", "", "");
    }

    private void addInvoices(String contact, String project, String invoice, String free) {
        String json = """
                {"invoice":{"contact":"%s","project":"%s","dated_on":"2026-03-02","payment_terms_in_days":14,"reference":"INV 041",
                 "currency":"EUR","exchange_rate":"1.17","discount_percent":"12.5","comments":"Order 7781 \\u00e9","omit_header":true,
                 "ec_status":"Non-EC","po_reference":"P1",
                 "payment_methods":{"paypal":false},"invoice_items":[
                 {"item_type":"Hours","description":"Work","quantity":"1.5","price":50.25,"sales_tax_rate":"20.0","position":1},
                 {"item_type":"Days","description":"More","quantity":2,"price":"-3"}]}}""".formatted(contact, project);
        String xml = """
                <?xml version="1.0" encoding="UTF-8"?>
                <invoice><contact>%s</contact><dated-on type="date">2026-09-01</dated-on>
                <payment-terms-in-days type="integer">30</payment-terms-in-days><reference>X 1</reference>
                <invoice-items type="array"><invoice-item><description>One</description><price type="decimal">10.5</price>
                <quantity>2</quantity></invoice-item></invoice-items></invoice>""".formatted(contact);
        add("POST", "/v2/invoices", "application/json", json);
        add("POST", "/v2/invoices", "application/json", invoice(contact, project, ""));
        add("POST", "/v2/invoices", "application/xml", xml);
        add("PUT", invoice, "application/json", json);
        add("PUT", invoice, "application/xml", xml);
        add("PUT", free + "/transitions/mark_as_sent", "application/json", "");
        add("PUT", free + "/transitions/mark_as_draft", "application/json", "");
        add("POST", invoice + "/duplicate", "application/json", "{}");
        add("POST", "/v2/invoice_items", "application/json", """
                {"invoice_item":{"invoice":"%s","description":"Extra","quantity":1,"price":"2.5"}}""".formatted(invoice));
        add("GET", invoice, "", "");
        add("GET", "/v2/invoices/timeline", "", "");
        add(
                "PUT",
                "/v2/invoices/default_additional_text",
                "application/json",
                "{\"invoice\":{\"default_additional_text\":\"Hi\"}}");
        for (String filter : List.of(
                "view=recent_open_or_overdue",
                "view=last_12_months&sort=-created_at",
                "view=draft",
                "nested_invoice_items=true&contact=" + contact,
                "from_date=2026-01-01&to_date=2026-12-31",
                "updated_since=2026-01-01T00:00:00.000+01:00&project=" + project)) {
            add("GET", "/v2/invoices?page=1&per_page=3&" + filter, "", "");
        }
    }

    private static String invoice(String contact, String project, String reference) {
        return """
                {"invoice":{"contact":"%s","project":"%s","dated_on":"2026-03-02","payment_terms_in_days":14%s,
                 "invoice_items":[{"description":"Work","quantity":1,"price":"10.0"}]}}""".formatted(contact, project, reference.isEmpty() ? "" : ",\"reference\":\"" + reference + "\"");
    }

    private String created(String family, String json, String root) throws IOException, InterruptedException {
        String url = company.post(family, json)
                .expect(201)
                .body()
                .path(root)
                .path("url")
                .stringValue("");
        return url.substring(url.indexOf("/v2/"));
    }

    private void add(String method, String target, String type, String body) {
        Map<String, String> headers = type.isEmpty()
                ? Map.of("Authorization", "Bearer " + company.token(), "Accept", "application/json")
                : Map.of("Authorization", "Bearer " + company.token(), "Content-Type", type);
        seeds.add(new SpoiltRequest(method, target, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    List<SpoiltRequest> all() {
        return seeds;
    }

    /** A text that changes when anything of the company does. */
    String stored() throws SQLException {
        try (Connection connection = TestServer.shared().dataSource().getConnection();
                PreparedStatement question = connection.prepareStatement(EVERYTHING)) {
            for (int i = 1; i <= TABLES; i++) {
                question.setLong(i, company.id());
            }
            try (ResultSet rows = question.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    TestCompany company() {
        return company;
    }
}
