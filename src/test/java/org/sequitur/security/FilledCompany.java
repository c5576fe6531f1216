package org.sequitur.security;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.attachment.SampleFiles;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.outbox.MailEnclosure;
import org.sequitur.outbox.WrittenMails;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A landlord's company, for only those may have nearly everything, that has something of all of it, and its mark in every text that can hold one. */
public final class FilledCompany {

    private final TestCompany tenant;
    private final V2Client client;
    private final JdbcClient jdbc;
    private final String mark;
    private int periods;
    private final WrittenMails mails;

    private FilledCompany(TestServer server, String mark, CompanyType type) {
        this.mark = mark;
        this.tenant = server.newCompany(
                new CompanyFounding(mark + " Ltd", type, new CompanyFounding.Owner(mark + "@example.com", mark, mark)));
        this.client = tenant.client();
        this.jdbc = JdbcClient.create(server.dataSource());
        this.mails = new WrittenMails(server.dataSource(), tenant.id(), TestServer.now());
    }

    /** One that numbers at creation. */
    public static FilledCompany of(TestServer server, String mark) throws IOException, InterruptedException {
        FilledCompany company = new FilledCompany(server, mark, CompanyType.UK_UNINCORPORATED_LANDLORD);
        company.fill();
        return company;
    }

    /** One outside of the United Kingdom, that has what only those may have. */
    public static FilledCompany elsewhere(TestServer server, String mark) throws IOException, InterruptedException {
        FilledCompany company = new FilledCompany(server, mark, CompanyType.UNIVERSAL_COMPANY);
        company.salesTaxPeriod();
        return company;
    }

    /** One that has gone over to strict series. */
    public static FilledCompany strict(TestServer server, String mark) throws IOException, InterruptedException {
        FilledCompany company = of(server, mark);
        company.client
                .put(
                        "/sequitur/v1/numbering",
                        Map.of("numbering", Map.of("mode", "strict", "default_series", company.newSeriesName())))
                .expect(200);
        company.issued();
        company.client
                .post(
                        "/sequitur/v1/invoices/" + company.issued() + "/credit",
                        Map.of("credit", Map.of("dated_on", "2026-01-05")))
                .expect(201);
        return company;
    }

    private void fill() throws IOException, InterruptedException {
        withLogo();
        String contact = client.newContact(mark);
        client.put(contact, Map.of("contact", Map.of("uses_contact_invoice_sequence", true, "town", mark)))
                .expect(200);
        String project = client.newProject(mark, contact);
        client.put(project, Map.of("project", Map.of("uses_project_invoice_sequence", true)))
                .expect(200);
        note("contact=" + last(contact));
        note("project=" + last(project));
        client.post("invoices", Map.of("invoice", attributes(contact))).expect(201);
        Map<String, Object> inProject = attributes(contact);
        inProject.put("project", project);
        client.post("invoices", Map.of("invoice", inProject)).expect(201);
        Map<String, Object> named = attributes(client.newContact(mark));
        named.put("reference", mark + "-001");
        client.keyed(mark).post("invoices", Map.of("invoice", named)).expect(201);
        sent();
        reconciliation();
        explanation();
        recurringInvoice();
        priceListItem();
        openEstimate();
        timeslip();
        bankAccount();
        expense();
        bankTransaction();
        category();
        property();
        mail();
        webhookEvent(webhookEndpoint());
        attachment();
        client.put("invoices/default_additional_text", Map.of("default_additional_text", mark))
                .expect(200);
        newSeriesName();
    }

    String mark() {
        return mark;
    }

    public V2Client client() {
        return client;
    }

    public TestCompany tenant() {
        return tenant;
    }

    public long id() {
        return tenant.id();
    }

    /** All records of a kind, by the word that paths have for it. */
    List<Long> ids(String kind) {
        String table = switch (kind) {
            case "contacts" -> "contact";
            case "projects" -> "project";
            case "notes" -> "note";
            case "invoices", "credit_notes" -> "document";
            case "credit_note_reconciliations" -> "credit_note_reconciliation";
            case "bank_transaction_explanations" -> "bank_transaction_explanation";
            case "recurring_invoices" -> "recurring_invoice";
            case "stock_items" -> "stock_item";
            case "estimates" -> "estimate";
            case "estimate_items" -> "estimate_item";
            case "tasks" -> "task";
            case "timeslips" -> "timeslip";
            case "expenses" -> "expense";
            case "price_list_items" -> "price_list_item";
            case "properties" -> "property";
            case "attachments" -> "attachment";
            case "invoice_items" -> "document_item";
            case "users" -> "users";
            case "bank_accounts" -> "bank_account";
            case "bank_transactions", "bank_transaction" -> "bank_transaction";
            case "categories" -> "category";
            case "sales_tax_periods" -> "sales_tax_period";
            case "series" -> "reference_series";
            case "mails" -> "outgoing_mail";
            case "webhook_endpoints" -> "webhook_endpoint";
            case "webhook_events" -> "webhook_event";
            default ->
                throw new AssertionError(
                        "Nobody knows where " + kind + " are kept: tell FilledCompany, and" + " how a new one is made");
        };
        String condition = table.equals("document") ? " AND kind || 's' = '" + kind + "'" : "";
        String id = table.equals("category") ? "nominal_code::bigint AS id" : "id";
        return jdbc.sql("SELECT " + id + " FROM " + table + " WHERE company_id = ?" + condition + " ORDER BY id")
                .param(id())
                .query(Long.class)
                .list();
    }

    /** A record of a kind that nothing has been done with. */
    long anotherOf(String kind) throws IOException, InterruptedException {
        return switch (kind) {
            case "contacts" -> last(client.newContact(mark));
            case "projects" -> last(client.newProject(mark, client.newContact(mark)));
            case "notes" -> {
                note("contact=" + last(client.newContact(mark)));
                yield ids("notes").getLast();
            }
            case "invoices" -> draft();
            case "credit_notes" -> creditNote();
            case "recurring_invoices" -> recurringInvoice();
            case "stock_items" -> stockItem();
            case "estimates" -> estimate("Draft");
            case "estimate_items" -> {
                estimate("Draft");
                yield ids("estimate_items").getLast();
            }
            case "tasks" -> task();
            case "timeslips" -> timeslip();
            case "expenses" -> expense();
            case "price_list_items" -> priceListItem();
            case "properties" -> property();
            case "bank_accounts" -> bankAccount();
            case "bank_transactions", "bank_transaction" -> bankTransaction();
            case "categories" -> category();
            case "sales_tax_periods" -> salesTaxPeriod();
            case "mails" -> mail();
            case "webhook_endpoints" -> webhookEndpoint();
            case "webhook_events" -> webhookEvent(webhookEndpoint());
            case "attachments" -> attachment();
            case "credit_note_reconciliations" -> reconciliation();
            case "bank_transaction_explanations" -> explanation();
            case "invoice_items" -> {
                draft();
                yield ids("invoice_items").getLast();
            }
            case "series" -> {
                newSeriesName();
                yield ids("series").getLast();
            }
            case "users" -> {
                String name = "u" + ids("users").size();
                Map<String, Object> user = Map.of(
                        "email",
                        name + mark + "@example.com",
                        "first_name",
                        mark,
                        "last_name",
                        mark,
                        "role",
                        "Employee",
                        "permission_level",
                        1);
                client.post("users", Map.of("user", user)).expect(201);
                yield ids("users").getLast();
            }
            default -> ids(kind).getLast();
        };
    }

    private void note(String subject) throws IOException, InterruptedException {
        client.post("notes?" + subject, Map.of("note", Map.of("note", mark))).expect(200);
    }

    private long creditNote() throws IOException, InterruptedException {
        return creditNote(client.newContact(mark));
    }

    private long creditNote(String contact) throws IOException, InterruptedException {
        Map<String, Object> attributes = new HashMap<>(Map.of(
                "contact",
                contact,
                "property",
                property(),
                "dated_on",
                "2026-01-05",
                "comments",
                mark,
                "credit_note_items",
                List.of(Map.of("description", mark, "quantity", 1, "price", -20))));
        JsonNode answer = client.post("credit_notes", Map.of("credit_note", attributes))
                .expect(201)
                .body();
        return Long.parseLong(V2Client.id(answer.path("credit_note")));
    }

    private long recurringInvoice() throws IOException, InterruptedException {
        Map<String, Object> attributes = attributes(client.newContact(mark));
        attributes.put("frequency", "Monthly");
        attributes.put("dated_on", "2099-01-05");
        return made("/sequitur/v1/recurring_invoices", "recurring_invoice", attributes);
    }

    private long task() throws IOException, InterruptedException {
        String project = client.newProject(mark, client.newContact(mark));
        return made("tasks", "task", Map.of("name", mark, "project", project));
    }

    private long timeslip() throws IOException, InterruptedException {
        return made(
                "timeslips",
                "timeslip",
                Map.of("task", task(), "user", tenant.ownerId(), "dated_on", "2026-01-05", "comment", mark));
    }

    private long expense() throws IOException, InterruptedException {
        return expense("project", client.newProject(mark, client.newContact(mark)));
    }

    /** With one attribute more. */
    private long expense(String name, Object value) throws IOException, InterruptedException {
        return made(
                "expenses",
                "expense",
                Map.of(
                        "user",
                        tenant.ownerId(),
                        "category",
                        "285",
                        "dated_on",
                        "2026-01-05",
                        "gross_value",
                        -5,
                        "description",
                        mark,
                        "receipt_reference",
                        mark,
                        "property",
                        property(),
                        name,
                        value));
    }

    long openEstimate() throws IOException, InterruptedException {
        return estimate("Open");
    }

    private long estimate(String status) throws IOException, InterruptedException {
        return made(
                "estimates",
                "estimate",
                Map.of(
                        "contact",
                        client.newContact(mark),
                        "estimate_type",
                        "Quote",
                        "status",
                        status,
                        "dated_on",
                        "2026-01-05",
                        "notes",
                        mark,
                        "estimate_items",
                        List.of(Map.of("description", mark, "quantity", 1, "price", 5))));
    }

    private long stockItem() throws IOException, InterruptedException {
        return made("/sequitur/v1/stock_items", "stock_item", Map.of("description", mark));
    }

    private long priceListItem() throws IOException, InterruptedException {
        String code = mark + ids("price_list_items").size();
        return made(
                "price_list_items",
                "price_list_item",
                Map.of("code", code, "description", mark, "item_type", "Stock", "stock_item", stockItem()));
    }

    private long property() throws IOException, InterruptedException {
        return made("properties", "property", Map.of("address1", mark));
    }

    private long bankAccount() throws IOException, InterruptedException {
        return made(
                "bank_accounts",
                "bank_account",
                Map.of("name", mark, "bank_name", mark, "account_number", mark, "sort_code", mark));
    }

    /** Of an account of its own, with the day that no company's accounts begin after. */
    private long bankTransaction() throws IOException, InterruptedException {
        client.post(
                        "bank_transactions/statement?bank_account=" + bankAccount(),
                        Map.of(
                                "statement",
                                List.of(Map.of(
                                        "dated_on", "2099-01-05", "amount", 5, "description", mark, "fitid", mark))))
                .expect(200);
        return ids("bank_transactions").getLast();
    }

    /** Of a code that companies with another first letter do not have. */
    private long category() throws IOException, InterruptedException {
        List<Long> codes = ids("categories").stream().filter(each -> each < 400).toList();
        long code = codes.isEmpty() ? mark.startsWith("Z") ? 300 : 2 : codes.getLast() + 1;
        String group = code < 100 ? "income" : "admin_expenses";
        client.post(
                        "categories",
                        Map.of(
                                "category",
                                Map.of(
                                        "description", mark,
                                        "nominal_code", code,
                                        "category_group", group,
                                        "tax_reporting_name", "advertising_costs")))
                .expect(201);
        return code;
    }

    private long salesTaxPeriod() throws IOException, InterruptedException {
        Map<String, Object> period = Map.of(
                "sales_tax_name",
                mark,
                "sales_tax_registration_status",
                "Registered",
                "sales_tax_registration_number",
                mark,
                "sales_tax_rate_1",
                5,
                "sales_tax_is_value_added",
                true,
                "effective_date",
                LocalDate.of(2020, 1, 1).plusDays(periods++).toString(),
                "second_sales_tax_name",
                mark);
        return made("sales_tax_periods", "sales_tax_period", period);
    }

    /** One that is not called: what is stored shall stand still. */
    private long webhookEndpoint() throws IOException, InterruptedException {
        return webhookEndpoint(false);
    }

    /** Of a receiver that nobody finds. */
    long calledEndpoint() throws IOException, InterruptedException {
        return webhookEndpoint(true);
    }

    private long webhookEndpoint(boolean enabled) throws IOException, InterruptedException {
        // A company has twenty at most, and a walk needs more.
        jdbc.sql("DELETE FROM webhook_endpoint WHERE company_id = ? AND id < (SELECT max(id) - 3 FROM webhook_endpoint"
                        + " WHERE company_id = ?)")
                .params(id(), id())
                .update();
        return made(
                "/sequitur/v1/webhook_endpoints",
                "webhook_endpoint",
                Map.of(
                        "receiver_url",
                        "https://nobody.invalid/" + mark,
                        "description",
                        mark,
                        "event_types",
                        List.of("webhook.test"),
                        "enabled",
                        enabled));
    }

    /** One that has come to nothing. */
    private long webhookEvent(long endpoint) {
        return jdbc.sql("""
                        WITH event AS (
                            INSERT INTO webhook_event (company_id, type, record_kind, record_id, reference, at)
                            VALUES (:company, 'webhook.test', 'webhook', :endpoint, :mark, now()) RETURNING *),
                        delivery AS (
                            INSERT INTO webhook_delivery (company_id, endpoint_id, event_id, record_kind, record_id, state,
                                attempts, next_attempt_at, problem, since)
                            SELECT company_id, :endpoint, id, record_kind, record_id, 'dead', 1, NULL, :mark, at FROM event
                            RETURNING *)
                        INSERT INTO webhook_attempt (company_id, endpoint_id, event_id, number, at, milliseconds, problem)
                        SELECT company_id, endpoint_id, event_id, 1, since, 1, problem FROM delivery RETURNING event_id
                        """)
                .param("company", id())
                .param("endpoint", endpoint)
                .param("mark", mark)
                .query(Long.class)
                .single();
    }

    /** About no document of anybody: such a mail stays when its document goes. */
    private long mail() {
        return mails.write(WrittenMails.asked(
                mark, mark, List.of(new MailEnclosure(mark, "text/plain", new byte[1])), mark + "@example.com"));
    }

    private long attachment() throws IOException, InterruptedException {
        expense("attachment", SampleFiles.upload(SampleFiles.picture("png", 3, 2), mark, "image/png"));
        return ids("attachments").getLast();
    }

    /** The query of a link to the file of an attachment; for one that is not the company's, that of another one that is. */
    String linkQuery(String path, long id) throws IOException, InterruptedException {
        long own = ids("attachments").contains(id) ? id : ids("attachments").getLast();
        JsonNode attachment =
                client.get("attachments/" + own).expect(200).body().path("attachment");
        String name = "content_src" + path.replaceFirst(".*/", "_").replace("_original", "");
        String link = attachment.path(name).stringValue("");
        return link.substring(link.indexOf('?'));
    }

    private long made(String path, String root, Map<String, ?> attributes) throws IOException, InterruptedException {
        JsonNode answer =
                client.post(path, Map.of(root, attributes)).expect(201).body();
        return Long.parseLong(V2Client.id(answer.path(root)));
    }

    long sentCreditNote() throws IOException, InterruptedException {
        long note = creditNote();
        client.put("credit_notes/" + note + "/transitions/mark_as_sent", "").expect(200);
        return note;
    }

    /** An invoice and a credit note of one contact. */
    record SentPair(long invoice, long creditNote) {}

    SentPair sentPair() throws IOException, InterruptedException {
        String contact = client.newContact(mark);
        long note = creditNote(contact);
        long invoice = created(attributes(contact));
        client.put("credit_notes/" + note + "/transitions/mark_as_sent", "").expect(200);
        client.put("invoices/" + invoice + "/transitions/mark_as_sent", "").expect(200);
        return new SentPair(invoice, note);
    }

    private long reconciliation() throws IOException, InterruptedException {
        SentPair pair = sentPair();
        JsonNode answer = client.post(
                        "credit_note_reconciliations",
                        Map.of(
                                "credit_note_reconciliation",
                                Map.of("gross_value", 1, "invoice", pair.invoice(), "credit_note", pair.creditNote())))
                .expect(201)
                .body();
        return Long.parseLong(V2Client.id(answer.path("credit_note_reconciliation")));
    }

    private long explanation() throws IOException, InterruptedException {
        return made(
                "bank_transaction_explanations",
                "bank_transaction_explanation",
                Map.of(
                        "bank_account",
                        bankAccount(),
                        "dated_on",
                        "2026-01-05",
                        "gross_value",
                        -2,
                        "category",
                        "250",
                        "description",
                        mark,
                        "property",
                        property(),
                        "attachment",
                        SampleFiles.upload(SampleFiles.picture("png", 3, 2), mark, "image/png")));
    }

    long draft() throws IOException, InterruptedException {
        return created(attributes(client.newContact(mark)));
    }

    long sent() throws IOException, InterruptedException {
        long draft = draft();
        client.put("invoices/" + draft + "/transitions/mark_as_sent", "").expect(200);
        return draft;
    }

    /** Has a design of its own from here on; there is no id in its path. */
    long withLogo() throws IOException, InterruptedException {
        String dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        client.put(
                        "/sequitur/v1/document_design",
                        Map.of(
                                "document_design",
                                Map.of(
                                        "stylesheet",
                                        "/* " + mark + " */",
                                        "logo",
                                        Map.of("content_type", "image/png", "data", dot))))
                .expect(200);
        return 0;
    }

    /** Of a company with strict series. */
    long issued() throws IOException, InterruptedException {
        long draft = draft();
        client.post("/sequitur/v1/invoices/" + draft + "/issue", "").expect(200);
        return draft;
    }

    /** One that can become a credit note. */
    long owing() throws IOException, InterruptedException {
        Map<String, Object> attributes = attributes(client.newContact(mark));
        attributes.put("payment_terms_in_days", 0);
        attributes.put(
                "invoice_items",
                List.of(Map.of("description", mark, "item_type", "Credit", "quantity", 1, "price", -20)));
        return created(attributes);
    }

    String newSeriesName() throws IOException, InterruptedException {
        int count = ids("series").size();
        String name = mark + count;
        client.post(
                        "/sequitur/v1/series",
                        Map.of("series", Map.of("name", name, "prefix", mark + Character.toString('A' + count) + "-")))
                .expect(201);
        return name;
    }

    private long created(Map<String, Object> invoice) throws IOException, InterruptedException {
        JsonNode answer =
                client.post("invoices", Map.of("invoice", invoice)).expect(201).body();
        return Long.parseLong(V2Client.id(answer.path("invoice")));
    }

    private Map<String, Object> attributes(String contact) throws IOException, InterruptedException {
        List<Long> properties = ids("properties");
        return new HashMap<>(Map.of(
                "contact",
                contact,
                "property",
                properties.isEmpty() ? property() : properties.getFirst(),
                "dated_on",
                "2026-01-05",
                "payment_terms_in_days",
                30,
                "comments",
                mark,
                "invoice_items",
                List.of(Map.of("description", mark, "item_type", "Hours", "quantity", 2, "price", "50"))));
    }

    private static long last(String path) {
        return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    }

    /** How much of the company is in the audit log. */
    long logged() {
        return jdbc.sql("SELECT count(*) FROM audit_event WHERE company_id = ?")
                .param(id())
                .query(Long.class)
                .single();
    }

    /** A digest of each table's rows of the company; of whatever tables there are. */
    List<String> digests() {
        List<String> digests = new ArrayList<>();
        digests.add(digest("company", "id"));
        tables(jdbc).forEach(table -> digests.add(digest(table, "company_id")));
        return digests;
    }

    private String digest(String table, String column) {
        return table + " "
                + jdbc.sql(
                                "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ';' ORDER BY t::text)), '') FROM "
                                        + table + " t WHERE " + column + " = ?")
                        .param(id())
                        .query(String.class)
                        .single();
    }

    /** The tables whose rows belong to companies. */
    static List<String> tables(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT c.table_name FROM information_schema.columns c
                        JOIN information_schema.tables t USING (table_schema, table_name)
                        WHERE c.column_name = 'company_id' AND t.table_type = 'BASE TABLE'
                          AND c.table_schema = 'public'
                        ORDER BY 1
                        """).query(String.class).list();
    }
}
