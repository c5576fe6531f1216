package org.sequitur.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.Draft;
import org.sequitur.ServerProcess;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.attachment.SampleFiles;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.outbox.MailEnclosure;
import org.sequitur.outbox.WrittenMails;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Whether what is answered is what {@code /openapi.json} describes, for each kind of answer. */
class DescribedAnswersTest {

    private static final String JSON_SCHEMA = "/content/application~1json/schema";

    private final TestServer server = TestServer.shared();
    private final OpenApiDocument document = new OpenApiDocument(
            server.newCompany().get("/openapi.json").expect(200).body());

    DescribedAnswersTest() throws Exception {}

    @Test
    void answersAreAsDescribed() throws Exception {
        TestCompany company = server.newCompany();
        String contact = "contacts/"
                + V2Client.id(described("POST", "/v2/contacts", 201, company.post("contacts", """
                        {"contact":{"organisation_name":"Ash Hollow","email":"a@ash.example","country":"Ireland"}}
                        """))
                        .body()
                        .path("contact"));
        String project = company.client().newProject("Barn", contact);
        String invoice = "invoices/"
                + V2Client.id(described(
                                "POST", "/v2/invoices", 201, company.post("invoices", """
                        {"contact":"%s","project":"%s","dated_on":"2026-01-05","payment_terms_in_days":10,
                         "discount_percent":5,"comments":"Thank you","currency":"EUR","exchange_rate":"0.85",
                         "invoice_items":[{"description":"Beams","item_type":"Products","quantity":3,"price":"12.5"}]}
                        """.formatted(contact, project)))
                        .body()
                        .path("invoice"));
        described(
                "POST",
                "/v2/invoices",
                201,
                company.post("invoices", Draft.list(List.of(Draft.of(contact), Draft.of(contact)))));
        String item = described("POST", "/v2/invoice_items", 201, company.post("invoice_items", """
                        {"invoice":"%s","description":"Nails","quantity":1,"price":2}
                        """.formatted(invoice)))
                .body()
                .at("/invoice_item/url")
                .asString();
        String credit = "invoices/"
                + V2Client.id(company.post("invoices", """
                        {"contact":"%s","dated_on":"2026-01-05","payment_terms_in_days":0,
                         "invoice_items":[{"description":"Returned","item_type":"Credit","quantity":1,"price":-20}]}
                        """.formatted(contact))
                        .expect(201)
                        .body()
                        .path("invoice"));

        described("GET", "/v2/company", 200, company.get("company"));
        described("GET", "/v2/company/business_categories", 200, company.get("company/business_categories"));
        described("GET", "/v2/company/tax_timeline", 200, company.get("company/tax_timeline"));
        companyIsAsDescribed();
        described("GET", "/v2/users", 200, company.get("users"));
        described("GET", "/v2/users/{id}", 200, company.get("users/" + company.ownerId()));
        described("GET", "/v2/users/me", 200, company.get("users/me"));
        described("PUT", "/v2/users/me", 200, company.put("users/me", "{\"user\":{\"first_name\":\"Ola\"}}"));
        described("GET", "/v2/contacts", 200, company.get("contacts"));
        described("GET", "/v2/contacts/{id}", 200, company.get(contact));
        described("PUT", "/v2/contacts/{id}", 200, company.put(contact, "{\"contact\":{\"town\":\"Cork\"}}"));
        described("GET", "/v2/projects", 200, company.get("projects"));
        described("GET", "/v2/projects", 200, company.get("projects?nested=true"));
        described("GET", "/v2/projects/{id}", 200, company.get(project));
        described("PUT", "/v2/projects/{id}", 200, company.put(project, "{\"project\":{\"budget\":4}}"));
        String about = "notes?contact=" + contact.replaceFirst(".*/", "");
        V2Client.Answer note = company.post(about, "{\"note\":{\"note\":\"Ring first\"}}");
        described("POST", "/v2/notes", 200, note);
        String notePath = "notes/" + V2Client.id(note.body().path("note"));
        described("GET", "/v2/notes", 200, company.get(about));
        described("GET", "/v2/notes/{id}", 200, company.get(notePath));
        described("PUT", "/v2/notes/{id}", 200, company.put(notePath, "{\"note\":{\"note\":\"Write\"}}"));
        described("GET", "/v2/invoices", 200, company.get("invoices"));
        described("GET", "/v2/invoices", 200, company.get("invoices?nested_invoice_items=true&per_page=1"));
        described("GET", "/v2/invoices/{id}", 200, company.get(invoice));
        described("PUT", "/v2/invoices/{id}", 200, company.put(invoice, "{\"invoice\":{\"po_reference\":\"7\"}}"));
        String itemPath = item.substring(item.indexOf("/v2/") + "/v2/".length());
        described("PUT", "/v2/invoice_items/{id}", 200, company.put(itemPath, "{\"invoice_item\":{\"quantity\":2}}"));
        described("DELETE", "/v2/invoice_items/{id}", 200, company.delete(itemPath));
        described("GET", "/v2/invoices/{id}/pdf", 200, company.get(invoice + "/pdf"));
        described("GET", "/v2/invoices/{id}/pdf", 404, company.get(invoice + "9/pdf"));
        described("POST", "/v2/invoices/{id}/duplicate", 200, company.post(invoice + "/duplicate", ""));
        String transitions = "/transitions/";
        for (String name : List.of("mark_as_scheduled", "mark_as_draft", "mark_as_sent", "mark_as_cancelled")) {
            described(
                    "PUT",
                    "/v2/invoices/{id}" + transitions + name,
                    200,
                    company.put(invoice + transitions + name, ""));
        }
        described(
                "PUT",
                "/v2/invoices/{id}/transitions/convert_to_credit_note",
                200,
                company.put(credit + "/transitions/convert_to_credit_note", ""));
        creditNotesAreAsDescribed(company, contact, credit.replace("invoices/", "credit_notes/"));
        recurringInvoicesAreAsDescribed(company, contact, project);
        priceListAndStockAreAsDescribed(company);
        estimatesAreAsDescribed(company, contact, project);
        mailsAreAsDescribed(company, contact, project);
        timeIsAsDescribed(company, project);
        expensesAreAsDescribed(company, project);
        attachmentsAreAsDescribed(company);
        propertiesAreAsDescribed();
        mailsAreAsDescribed(company);
        webhooksAreAsDescribed(company);
        described("GET", "/v2/cis_bands", 200, company.get("cis_bands"));
        described("GET", "/v2/email_addresses", 200, company.get("email_addresses"));
        numberingIsAsDescribed(company, contact, project);
        described("GET", "/v2/invoices/timeline", 200, company.get("invoices/timeline"));
        String text = "invoices/default_additional_text";
        described("PUT", "/v2/" + text, 200, company.put(text, "{\"default_additional_text\":\"Soon, please\"}"));
        described("GET", "/v2/" + text, 200, company.get(text));
        described("DELETE", "/v2/" + text, 200, company.delete(text));
        described(
                "DELETE",
                "/v2/contacts/{id}",
                200,
                company.delete(company.client().newContact("Nobody")));
    }

    private void creditNotesAreAsDescribed(TestCompany company, String contact, String converted) throws Exception {
        String note = "credit_notes/"
                + V2Client.id(
                        described("POST", "/v2/credit_notes", 201, company.post("credit_notes", """
                        {"credit_note":{"contact":"%s","dated_on":"2026-01-05",
                         "credit_note_items":[{"description":"Returned","quantity":1,"price":-20}]}}
                        """.formatted(contact)))
                                .body()
                                .path("credit_note"));
        described("GET", "/v2/credit_notes/{id}/pdf", 200, company.get(note + "/pdf"));
        described("GET", "/v2/credit_notes", 200, company.get("credit_notes"));
        described("GET", "/v2/credit_notes", 200, company.get("credit_notes?nested_credit_note_items=true"));
        described("GET", "/v2/credit_notes/{id}", 200, company.get(converted));
        described("PUT", "/v2/credit_notes/{id}", 200, company.put(note, "{\"credit_note\":{\"comments\":\"x\"}}"));
        for (String name : List.of("mark_as_sent", "mark_as_draft", "mark_as_sent")) {
            String transition = "/transitions/" + name;
            described("PUT", "/v2/credit_notes/{id}" + transition, 200, company.put(note + transition, ""));
        }
        described("DELETE", "/v2/credit_notes/{id}", 200, company.delete(converted));
        Draft draft = Draft.of(contact).withLines(3);
        String invoice = "invoices/"
                + V2Client.id(company.post("invoices", draft.body())
                        .expect(201)
                        .body()
                        .path("invoice"));
        company.put(invoice + "/transitions/mark_as_sent", "").expect(200);
        described("POST", "/v2/invoices/{id}/direct_debit", 403, company.post(invoice + "/direct_debit", ""));
        String many = "/v2/credit_note_reconciliations";
        V2Client.Answer created = company.post("credit_note_reconciliations", """
                        {"credit_note_reconciliation":{"gross_value":20,"invoice":"%s","credit_note":"%s"}}
                        """.formatted(invoice, note));
        described("POST", many, 201, created);
        String one = "credit_note_reconciliations/" + V2Client.id(created.body().path("credit_note_reconciliation"));
        described("GET", many, 200, company.get("credit_note_reconciliations"));
        described("GET", many + "/{id}", 200, company.get(one));
        described(
                "PUT",
                many + "/{id}",
                200,
                company.put(one, "{\"credit_note_reconciliation\":{\"gross_value\":\"5.5\"}}"));
        described("GET", "/v2/credit_notes/{id}", 200, company.get(note));
        described("DELETE", many + "/{id}", 200, company.delete(one));
        explanationsAreAsDescribed(company, invoice);
    }

    private void explanationsAreAsDescribed(TestCompany company, String invoice) throws Exception {
        String account =
                company.get("bank_accounts").body().at("/bank_accounts/0/url").asString();
        String many = "/v2/bank_transaction_explanations";
        V2Client.Answer paid = company.post("bank_transaction_explanations", """
                        {"bank_transaction_explanation":{"bank_account":"%s","dated_on":"2026-01-06","gross_value":5,
                         "paid_invoice":"%s"}}
                        """.formatted(account, invoice));
        described("POST", many, 201, paid);
        described("POST", many, 422, company.post("bank_transaction_explanations", """
                        {"bank_transaction_explanation":{"bank_account":"%s","dated_on":"2026-01-06","gross_value":5}}
                        """.formatted(account)));
        String one = "bank_transaction_explanations/" + V2Client.id(paid.body().path("bank_transaction_explanation"));
        described("GET", many, 200, company.get("bank_transaction_explanations?bank_account=" + account));
        described("GET", many, 400, company.get("bank_transaction_explanations"));
        described("GET", many + "/{id}", 200, company.get(one));
        described("PUT", many + "/{id}", 200, company.put(one, """
                        {"bank_transaction_explanation":{"paid_invoice":"","category":"268","description":"Hosting",
                         "gross_value":-5}}
                        """));
        filesOfExplanationsAreAsDescribed(company, account, one);
        described("DELETE", many + "/{id}", 200, company.delete(one));
    }

    private void filesOfExplanationsAreAsDescribed(TestCompany company, String account, String one) throws Exception {
        String many = "/v2/bank_transaction_explanations";
        String files = many + "/{id}/attachments";
        Map<String, Object> sent = Map.of(
                "attachments", List.of(SampleFiles.upload(SampleFiles.picture("png", 3, 2), "a.png", "image/png")));
        V2Client.Answer added = described("POST", files, 201, company.post(one + "/attachments", sent));
        described("POST", files, 400, company.post(one + "/attachments", "{}"));
        described("POST", files, 422, company.post(one + "/attachments", "{\"attachments\":[{}]}"));
        described("GET", files, 200, company.get(one + "/attachments"));
        for (String version : List.of("2026-08-31", "2026-09-01")) {
            V2Client client = company.client().with("X-Api-Version", version);
            described("GET", many + "/{id}", 200, client.get(one));
            described("GET", many, 200, client.get("bank_transaction_explanations?bank_account=" + account));
            described("GET", "/v2/bank_transactions", 200, client.get("bank_transactions?bank_account=" + account));
        }
        String url = added.body().at("/attachments/0/url").asString();
        described("PUT", files, 200, company.put(one + "/attachments", """
                        {"attachments":[{"url":"%s","description":"Paper"}]}
                        """.formatted(url)));
        described("PUT", files, 422, company.put(one + "/attachments", "{\"attachments\":[{\"url\":\"1\"}]}"));
        described("DELETE", files, 200, company.delete(one + "/attachments"));
        described("GET", files, 404, company.get(one + "9/attachments"));
    }

    private void expensesAreAsDescribed(TestCompany company, String project) throws Exception {
        V2Client.Answer created = company.post("expenses", """
                        {"expense":{"user":"%s","category":"285","dated_on":"2026-01-05","gross_value":"-12.34","description":"Lunch",
                         "currency":"EUR","project":"%s","rebill_type":"markup","rebill_factor":"0.25","recurring":"Monthly"}}
                        """.formatted(company.ownerId(), project));
        described("POST", "/v2/expenses", 201, created);
        String one = "expenses/" + V2Client.id(created.body().path("expense"));
        described("GET", "/v2/expenses", 200, company.get("expenses"));
        described("GET", "/v2/expenses/{id}", 200, company.get(one));
        described("GET", "/v2/expenses/mileage_settings", 200, company.get("expenses/mileage_settings"));
        described("PUT", "/v2/expenses/{id}", 200, company.put(one, """
                        {"expense":{"category":"Mileage","mileage":42,"vehicle_type":"Car","rebill_mileage_rate":"0.6"}}
                        """));
        described("DELETE", "/v2/expenses/{id}", 200, company.delete(one));
    }

    private void recurringInvoicesAreAsDescribed(TestCompany company, String contact, String project) throws Exception {
        String own = "/sequitur/v1/recurring_invoices";
        V2Client.Answer created = company.post(own, """
                        {"recurring_invoice":{"contact":"%s","project":"%s","dated_on":"2099-01-31",
                         "payment_terms_in_days":7,"frequency":"Quarterly","recurring_end_date":"2101-01-01",
                         "comments":"Thank you","discount_percent":5,
                         "invoice_items":[{"description":"Rent","quantity":1,"price":200}]}}
                        """.formatted(contact, project));
        described("POST", own, 201, created);
        String id = "/" + V2Client.id(created.body().path("recurring_invoice"));
        described(
                "PUT",
                own + "/{id}",
                200,
                company.put(own + id, "{\"recurring_invoice\":{\"recurring_status\":\"Active\"}}"));
        described("GET", own + "/{id}", 200, company.get(own + id));
        described("GET", "/v2/recurring_invoices", 200, company.get("recurring_invoices"));
        described("GET", "/v2/recurring_invoices/{id}", 200, company.get("recurring_invoices" + id));
        described("DELETE", own + "/{id}", 200, company.delete(own + id));
    }

    private void priceListAndStockAreAsDescribed(TestCompany company) throws Exception {
        String own = "/sequitur/v1/stock_items";
        V2Client.Answer stock = company.post(own, "{\"stock_item\":{\"description\":\"Hinge\"}}");
        described("POST", own, 201, stock);
        String stockId = "/" + V2Client.id(stock.body().path("stock_item"));
        described(
                "PUT",
                own + "/{id}",
                200,
                company.put(own + stockId, "{\"stock_item\":{\"opening_quantity\":\"12.5\"}}"));
        described("GET", "/v2/stock_items", 200, company.get("stock_items"));
        described("GET", "/v2/stock_items/{id}", 200, company.get("stock_items" + stockId));
        V2Client.Answer item = company.post("price_list_items", """
                {"price_list_item":{"code":"H","description":"Hinge","item_type":"Stock","stock_item":"%s","price":"2.25"}}
                """.formatted(stockId));
        described("POST", "/v2/price_list_items", 201, item);
        String path = "price_list_items/" + V2Client.id(item.body().path("price_list_item"));
        described("GET", "/v2/price_list_items", 200, company.get("price_list_items"));
        described("GET", "/v2/price_list_items/{id}", 200, company.get(path));
        described(
                "PUT",
                "/v2/price_list_items/{id}",
                200,
                company.put(path, "{\"price_list_item\":{\"vat_status\":\"reduced\"}}"));
        described("DELETE", "/v2/price_list_items/{id}", 200, company.delete(path));
        described("DELETE", own + "/{id}", 200, company.delete(own + stockId));
    }

    private void mailsAreAsDescribed(TestCompany company, String contact, String project) throws Exception {
        String mail = "{\"%s\":{\"email\":{\"use_template\":true}}}";
        String invoice = "invoices/"
                + V2Client.id(company.post("invoices", Draft.of(contact).body())
                        .expect(201)
                        .body()
                        .path("invoice"));
        described(
                "POST",
                "/v2/invoices/{id}/send_email",
                200,
                company.post(invoice + "/send_email", mail.formatted("invoice")));
        V2Client.Answer note = company.post("credit_notes", """
                {"credit_note":{"contact":"%s","dated_on":"2026-01-05",
                 "credit_note_items":[{"description":"Returned","quantity":1,"price":-20}]}}
                """.formatted(contact));
        described(
                "POST",
                "/v2/credit_notes/{id}/send_email",
                200,
                company.post(
                        "credit_notes/" + V2Client.id(note.body().path("credit_note")) + "/send_email",
                        mail.formatted("credit_note")));
        V2Client.Answer estimate = company.post("estimates", """
                {"estimate":{"contact":"%s","project":"%s","estimate_type":"Proposal","status":"Draft",
                 "dated_on":"2026-01-05"}}
                """.formatted(contact, project));
        described(
                "POST",
                "/v2/estimates/{id}/send_email",
                200,
                company.post(
                        "estimates/" + V2Client.id(estimate.body().path("estimate")) + "/send_email",
                        mail.formatted("estimate")));
        String own = "/sequitur/v1/email_templates";
        String one = own + "/reminder-de";
        described("GET", own, 200, company.get(own));
        described("GET", own + "/{template}", 200, company.get(one));
        described("PUT", own + "/{template}", 200, company.put(one, "{\"email_template\":{\"reminder_days\":\"5\"}}"));
        described("DELETE", own + "/{template}", 200, company.delete(one));
        designIsAsDescribed(company);
        String scheduled = "invoices/"
                + V2Client.id(company.post("invoices", Draft.of(contact).body())
                        .expect(201)
                        .body()
                        .path("invoice"));
        company.put(scheduled + "/transitions/mark_as_scheduled", "").expect(200);
        JdbcClient.create(server.dataSource()).sql("""
                        INSERT INTO mail_problem
                        SELECT company_id, id, 'scheduled', 'contact has no email address', updated_at, updated_at
                        FROM document WHERE company_id = ? AND state = 'scheduled'
                        """).param(company.id()).update();
        described("GET", "/sequitur/v1/mail_problems", 200, company.get("/sequitur/v1/mail_problems"));
    }

    private void designIsAsDescribed(TestCompany company) throws Exception {
        String path = "/sequitur/v1/document_design";
        String dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        described("PUT", path, 200, company.put(path, """
                {"document_design":{"template":"<p>{{title}}","logo":{"content_type":"image/png","data":"%s"}}}
                """.formatted(dot)));
        described("PUT", path, 422, company.put(path, "{\"document_design\":{\"template\":\"{{#x}}\"}}"));
        described("GET", path, 200, company.get(path));
        described("GET", path + "/default", 200, company.get(path + "/default"));
        described("DELETE", path, 200, company.delete(path));
        described("GET", path + "/logo", 404, company.get(path + "/logo"));
    }

    private void timeIsAsDescribed(TestCompany company, String project) throws Exception {
        V2Client.Answer task =
                company.post("tasks?project=" + project.replaceFirst(".*/", ""), "{\"task\":{\"name\":\"Beams\"}}");
        described("POST", "/v2/tasks", 201, task);
        String taskPath = "tasks/" + V2Client.id(task.body().path("task"));
        described("GET", "/v2/tasks", 200, company.get("tasks"));
        described("GET", "/v2/tasks/{id}", 200, company.get(taskPath));
        described("PUT", "/v2/tasks/{id}", 200, company.put(taskPath, "{\"task\":{\"billing_rate\":4}}"));
        String slip = """
                {"user":"%d","task":"%s","dated_on":"2026-01-05","hours":"1.25","comment":"Measured"}
                """.formatted(company.ownerId(), taskPath);
        V2Client.Answer added = company.post("timeslips", "{\"timeslip\":" + slip + "}");
        described("POST", "/v2/timeslips", 201, added);
        described("POST", "/v2/timeslips", 201, company.post("timeslips", "{\"timeslips\":[" + slip + "]}"));
        String path = "timeslips/" + V2Client.id(added.body().path("timeslip"));
        described("POST", "/v2/timeslips/{id}/timer", 200, company.post(path + "/timer", ""));
        described("GET", "/v2/timeslips", 200, company.get("timeslips?view=running"));
        described("GET", "/v2/timeslips", 200, company.get("timeslips?nested=true"));
        described("DELETE", "/v2/timeslips/{id}/timer", 200, company.delete(path + "/timer"));
        described("PUT", "/v2/timeslips/{id}", 200, company.put(path, "{\"timeslip\":{\"hours\":2}}"));
        described("GET", "/v2/timeslips/{id}", 200, company.get(path));
        described("DELETE", "/v2/timeslips/{id}", 200, company.delete(path));
    }

    private void estimatesAreAsDescribed(TestCompany company, String contact, String project) throws Exception {
        V2Client.Answer created = company.post("estimates", """
                        {"estimate":{"contact":"%s","project":"%s","estimate_type":"Proposal","status":"Draft",
                         "dated_on":"2026-01-05","notes":"Soon","discount_percent":5,
                         "estimate_items":[{"description":"Beams","item_type":"Products","quantity":3,"price":"12.5"}]}}
                        """.formatted(contact, project));
        described("POST", "/v2/estimates", 201, created);
        String path = "estimates/" + V2Client.id(created.body().path("estimate"));
        V2Client.Answer line = company.post("estimate_items", """
                        {"estimate":"%s","estimate_item":{"description":"Nails","quantity":1,"price":2}}
                        """.formatted(path));
        described("POST", "/v2/estimate_items", 201, line);
        String linePath = "estimate_items/" + V2Client.id(line.body().path("estimate_item"));
        described("PUT", "/v2/estimate_items/{id}", 200, company.put(linePath, "{\"estimate_item\":{\"quantity\":2}}"));
        described("DELETE", "/v2/estimate_items/{id}", 200, company.delete(linePath));
        described("GET", "/v2/estimates", 200, company.get("estimates"));
        described("GET", "/v2/estimates", 200, company.get("estimates?nested_estimate_items=true"));
        described("GET", "/v2/estimates/{id}", 200, company.get(path));
        described("PUT", "/v2/estimates/{id}", 200, company.put(path, "{\"estimate\":{\"notes\":\"Later\"}}"));
        described("GET", "/v2/estimates/{id}/pdf", 200, company.get(path + "/pdf"));
        V2Client.Answer copy = company.post(path + "/duplicate", "");
        described("POST", "/v2/estimates/{id}/duplicate", 200, copy);
        described(
                "DELETE",
                "/v2/estimates/{id}",
                200,
                company.delete("estimates/" + V2Client.id(copy.body().path("estimate"))));
        for (String name : List.of(
                "mark_as_sent", "mark_as_draft", "mark_as_rejected", "mark_as_approved", "convert_to_invoice")) {
            String transition = "/transitions/" + name;
            described("PUT", "/v2/estimates/{id}" + transition, 200, company.put(path + transition, ""));
        }
        String text = "estimates/default_additional_text";
        described("PUT", "/v2/" + text, 200, company.put(text, "{\"default_additional_text\":\"30 days\"}"));
        described("GET", "/v2/" + text, 200, company.get(text));
        described("DELETE", "/v2/" + text, 200, company.delete(text));
    }

    private void companyIsAsDescribed() throws Exception {
        TestCompany company = server.newCompany();
        String own = "/sequitur/v1/company";
        described("GET", own, 200, company.get(own));
        described("PUT", own, 200, company.put(own, """
                {"company":{"website":"ash.example","sales_tax_registration_status":"Registered",
                 "sales_tax_effective_date":"2026-01-01","vat_first_return_period_ends_on":"2026-03-31"}}
                """));
        described("PUT", own, 422, company.put(own, "{\"company\":{\"locale\":\"xx\"}}"));
        V2Client.Answer account = company.post("bank_accounts", """
                {"bank_account":{"name":"Till","opening_balance":"2.5","iban":"GB82WEST12345698765432","bic":"DEUTDEFF"}}
                """);
        described("POST", "/v2/bank_accounts", 201, account);
        String path = "bank_accounts/" + V2Client.id(account.body().path("bank_account"));
        described("GET", "/v2/bank_accounts", 200, company.get("bank_accounts?view=standard_bank_accounts"));
        described("GET", "/v2/bank_accounts/{id}", 200, company.get(path));
        described("PUT", "/v2/bank_accounts/{id}", 200, company.put(path, "{\"bank_account\":{\"is_primary\":1}}"));
        described("DELETE", "/v2/bank_accounts/{id}", 403, company.delete(path));
        statementsAndCategoriesAreAsDescribed(company, path);
        String rates = "ec_moss/sales_tax_rates";
        described("GET", "/v2/" + rates, 200, company.get(rates + "?country=Italy&date=2026-01-01"));
        described("GET", "/v2/" + rates, 422, company.get(rates + "?country=Italy"));
        described("GET", "/v2/" + rates, 400, company.get(rates + "?country=Italy&date=x"));
        TestCompany elsewhere = server.newCompany(new CompanyFounding(
                "Far Away",
                CompanyType.UNIVERSAL_COMPANY,
                new CompanyFounding.Owner("far@example.com", "Fay", "Away")));
        V2Client.Answer period = elsewhere.post("sales_tax_periods", """
                {"sales_tax_period":{"sales_tax_name":"GST","sales_tax_registration_status":"Registered","sales_tax_rate_1":5,
                 "sales_tax_is_value_added":true,"effective_date":"2026-01-01","second_sales_tax_name":"PST"}}
                """);
        described("POST", "/v2/sales_tax_periods", 201, period);
        String one = "sales_tax_periods/" + V2Client.id(period.body().path("sales_tax_period"));
        described("GET", "/v2/sales_tax_periods", 200, elsewhere.get("sales_tax_periods"));
        described("GET", "/v2/sales_tax_periods/{id}", 200, elsewhere.get(one));
        described(
                "PUT",
                "/v2/sales_tax_periods/{id}",
                200,
                elsewhere.put(one, "{\"sales_tax_period\":{\"sales_tax_rate_1\":6}}"));
        described("DELETE", "/v2/sales_tax_periods/{id}", 200, elsewhere.delete(one));
        described("GET", "/v2/sales_tax_periods", 404, company.get("sales_tax_periods"));
        String till = "bank_accounts/"
                + V2Client.id(elsewhere
                        .post("bank_accounts", "{\"bank_account\":{\"name\":\"Till\"}}")
                        .body()
                        .path("bank_account"));
        described("DELETE", "/v2/bank_accounts/{id}", 200, elsewhere.delete(till));
    }

    private void statementsAndCategoriesAreAsDescribed(TestCompany company, String account) throws Exception {
        String upload = "bank_transactions/statement?bank_account=" + account;
        described("POST", "/v2/bank_transactions/statement", 200, company.post(upload, """
                {"statement":[{"dated_on":"2099-01-05","amount":2,"description":"Mira","fitid":"1"},{"dated_on":"2099-01-06"}]}
                """));
        described("POST", "/v2/bank_transactions/statement", 400, company.post(upload, "{\"statement\":[{}]}"));
        described("POST", "/v2/bank_transactions/statement", 406, company.post(upload, "{}"));
        String list = "bank_transactions?bank_account=" + account;
        V2Client.Answer lines = company.get(list);
        described("GET", "/v2/bank_transactions", 200, lines);
        described("GET", "/v2/bank_transactions", 400, company.get("bank_transactions"));
        String own = "/sequitur/v1/bank_transactions/";
        described("GET", own + "suggestions", 200, company.get(own + "suggestions?bank_account=" + account));
        String first = V2Client.id(lines.body().at("/bank_transactions/0"));
        String second = V2Client.id(lines.body().at("/bank_transactions/1"));
        described("GET", own + "{id}/suggestions", 200, company.get(own + second + "/suggestions"));
        described("GET", "/v2/bank_transactions/{id}", 200, company.get("bank_transactions/" + first));
        described("DELETE", "/v2/bank_transactions/{id}", 200, company.delete("bank_transactions/" + first));
        described("DELETE", "/v2/bank_transaction/{id}", 200, company.delete("bank_transaction/" + second));
        described("GET", "/v2/categories", 200, company.get("categories"));
        described("GET", "/v2/categories", 200, company.get("categories?sub_accounts=true"));
        V2Client.Answer added = company.post("categories", """
                {"category":{"description":"Own","nominal_code":"150","category_group":"cost_of_sales","tax_reporting_name":"purchases"}}
                """);
        described("POST", "/v2/categories", 422, added);
        described("POST", "/v2/categories", 201, company.post("categories", """
                {"category":{"description":"Own","nominal_code":"151","category_group":"cost_of_sales","tax_reporting_name":"purchases"}}
                """));
        described("GET", "/v2/categories/{id}", 200, company.get("categories/151"));
        described("GET", "/v2/categories/{id}", 200, company.get("categories/750-1"));
        described(
                "PUT",
                "/v2/categories/{id}",
                200,
                company.put("categories/151", "{\"category\":{\"description\":\"x\"}}"));
        described("DELETE", "/v2/categories/{id}", 403, company.delete("categories/750-1"));
        described("DELETE", "/v2/categories/{id}", 200, company.delete("categories/151"));
    }

    private void mailsAreAsDescribed(TestCompany company) throws Exception {
        WrittenMails mails = new WrittenMails(server.dataSource(), company.id(), TestServer.now());
        String own = "/sequitur/v1/mails";
        String one = own + "/"
                + mails.write(WrittenMails.asked(
                        "Invoice 001",
                        "Here it is.",
                        List.of(new MailEnclosure("a.txt", "text/plain", new byte[1])),
                        "mira@example.com"));
        described("GET", own, 200, company.get(own));
        described("GET", own, 400, company.get(own + "?state=lost"));
        described("GET", own + "/{id}", 200, company.get(one));
        described("POST", own + "/{id}/retry", 200, company.post(one + "/retry", ""));
        described("POST", own + "/{id}/cancel", 200, company.post(one + "/cancel", ""));
        described("POST", own + "/{id}/cancel", 403, company.post(one + "/cancel", ""));
    }

    private void webhooksAreAsDescribed(TestCompany company) throws Exception {
        String own = "/sequitur/v1/webhook_endpoints";
        String body = """
                {"webhook_endpoint":{"receiver_url":"https://nobody.invalid/","description":"Books","event_types":["webhook.test"]}}
                """;
        Answer made = described("POST", own, 201, company.post(own, body));
        String one = own + "/" + V2Client.id(made.body().path("webhook_endpoint"));
        described("POST", own, 422, company.post(own, body.replace("https://nobody.invalid/", "ftp://x")));
        described("GET", own, 200, company.get(own));
        described("GET", own + "/{id}", 200, company.get(one));
        described("POST", own + "/{id}/rotate_secret", 200, company.post(one + "/rotate_secret", ""));
        described("GET", own + "/{id}/secret", 200, company.get(one + "/secret"));
        Answer test = described("POST", own + "/{id}/test", 200, company.post(one + "/test", ""));
        String events = "/sequitur/v1/webhook_events";
        String event = events + "/" + V2Client.id(test.body().path("webhook_event"));
        ServerProcess.awaitThat(
                "it was tried",
                () -> company.get(event)
                                .body()
                                .at("/webhook_event/deliveries/0/log")
                                .size()
                        > 0);
        described("GET", events, 200, company.get(events));
        described("GET", events, 400, company.get(events + "?type=none"));
        described("GET", events + "/{id}", 200, company.get(event));
        described("GET", "/sequitur/v1/webhook_deliveries", 200, company.get("/sequitur/v1/webhook_deliveries"));
        described("POST", events + "/{id}/replay", 200, company.post(event + "/replay", ""));
        described("POST", own + "/{id}/replay", 200, company.post(one + "/replay", "{\"replay\":{\"state\":\"all\"}}"));
        described("POST", own + "/{id}/replay", 422, company.post(one + "/replay", "{\"replay\":{\"since\":\"?\"}}"));
        described("PUT", own + "/{id}", 200, company.put(one, "{\"webhook_endpoint\":{\"enabled\":false}}"));
        described("POST", own + "/{id}/test", 422, company.post(one + "/test", ""));
        described("DELETE", own + "/{id}", 200, company.delete(one));
        described("GET", own + "/{id}", 404, company.get(one));
    }

    private void attachmentsAreAsDescribed(TestCompany company) throws Exception {
        Map<String, Object> expense = Map.of(
                "user",
                company.ownerId(),
                "category",
                "285",
                "dated_on",
                "2026-01-05",
                "gross_value",
                -2,
                "description",
                "Beams",
                "attachment",
                SampleFiles.upload(SampleFiles.picture("png", 3, 2), "beams.png", "image/png"));
        V2Client.Answer added = company.post("expenses", Map.of("expense", expense));
        described("POST", "/v2/expenses", 201, added);
        String path = "attachments/" + V2Client.id(added.body().at("/expense/attachment"));
        described("GET", "/v2/attachments/{id}", 200, company.get(path));
        described("DELETE", "/v2/attachments/{id}", 200, company.delete(path));
        described("GET", "/v2/attachments/{id}", 404, company.get(path));
        described("DELETE", "/v2/attachments/{id}", 404, company.delete(path));
    }

    private void propertiesAreAsDescribed() throws Exception {
        TestCompany landlord = server.newCompany(new CompanyFounding(
                "Mill Row Lets",
                CompanyType.UK_UNINCORPORATED_LANDLORD,
                new CompanyFounding.Owner("lets@example.com", "Ada", "Lets")));
        V2Client.Answer added = landlord.post("properties", "{\"property\":{\"address1\":\"9 Mill Row\"}}");
        described("POST", "/v2/properties", 201, added);
        String path = "properties/" + V2Client.id(added.body().path("property"));
        described("GET", "/v2/properties", 200, landlord.get("properties"));
        described("GET", "/v2/properties/{id}", 200, landlord.get(path));
        described("PUT", "/v2/properties/{id}", 200, landlord.put(path, "{\"property\":{\"town\":\"Perth\"}}"));
        described("DELETE", "/v2/properties/{id}", 200, landlord.delete(path));
    }

    private void numberingIsAsDescribed(TestCompany company, String contact, String project) throws Exception {
        String sequences = "/sequitur/v1/sequences";
        String next = "{\"sequence\":{\"next_reference\":\"%s\"}}";
        described("GET", sequences, 200, company.get(sequences));
        described("GET", sequences + "/company", 200, company.get(sequences + "/company"));
        described("PUT", sequences + "/company", 200, company.put(sequences + "/company", next.formatted("N10")));
        described("PUT", sequences + "/company", 422, company.put(sequences + "/company", next.formatted("N")));
        described("PUT", sequences + "/company", 400, company.put(sequences + "/company", "{}"));
        for (String owner : List.of(contact, project)) {
            String path = sequences + "/" + owner.replaceFirst("/.*", "/{id}");
            described("GET", path, 200, company.get(sequences + "/" + owner));
            described("PUT", path, 200, company.put(sequences + "/" + owner, next.formatted("P1")));
            described("GET", path, 404, company.get(sequences + "/" + owner + "9"));
        }
        company.post("invoices", Draft.of(contact).withReference("Q1").body()).expect(201);
        company.post("invoices", Draft.of(contact).withReference("Q9").body()).expect(201);
        String report = "/sequitur/v1/reference_report";
        Answer answer = described("GET", report, 200, company.get(report));
        assertThat(answer.body().at("/reference_report/gaps")).isNotEmpty();
        described("GET", report, 400, company.get(report + "?format=pdf"));
        assertThat(company.get(report + "?format=csv").expect(200).header("Content-Type"))
                .isEqualTo("text/csv;charset=utf-8");
    }

    @Test
    void refusalsAreAsDescribed() throws Exception {
        TestCompany company = server.newCompany();
        V2Client stranger = new V2Client(server.baseUrl(), "nobody");
        String contact = company.client().newContact("Ash Hollow");
        String project = company.client().newProject("Barn", contact);
        String invoice = "invoices/"
                + V2Client.id(company.post("invoices", """
                        {"contact":"%s","project":"%s","dated_on":"2026-01-05","payment_terms_in_days":10}
                        """.formatted(contact, project))
                        .expect(201)
                        .body()
                        .path("invoice"));
        company.put(invoice + "/transitions/mark_as_sent", "").expect(200);

        described("GET", "/v2/invoices", 401, stranger.get("invoices"));
        described("GET", "/v2/invoices", 400, company.get("invoices?view=none"));
        described("GET", "/v2/invoices/{id}", 404, company.get("invoices/1"));
        described("POST", "/v2/invoices", 400, company.post("invoices", "{"));
        described("POST", "/v2/invoices", 422, company.post("invoices", "{\"invoice\":{\"comments\":\"?\"}}"));
        described("PUT", "/v2/invoices/{id}", 422, company.put(invoice, "{\"invoice\":{\"comments\":\"?\"}}"));
        described("PUT", "/v2/invoices/{id}", 400, company.put(invoice, "{\"invoice\":{\"reference\":\"\"}}"));
        described("DELETE", "/v2/invoices/{id}", 409, company.delete(invoice));
        described(
                "PUT",
                "/v2/invoices/{id}/transitions/mark_as_sent",
                403,
                company.put(invoice + "/transitions/mark_as_sent", ""));
        company.client().keyed("k").post("invoices", Draft.of(contact).body()).expect(201);
        described(
                "POST",
                "/v2/invoices",
                422,
                company.client()
                        .keyed("k")
                        .post("invoices", Draft.of(contact).withLines(2).body()));
        described("POST", "/v2/contacts", 422, company.post("contacts", "{\"contact\":{\"first_name\":\"A\"}}"));
        described("DELETE", "/v2/contacts/{id}", 403, company.delete(contact));
        described("DELETE", "/v2/projects/{id}", 409, company.delete(project));
        described("GET", "/v2/projects", 404, company.get("projects?contact=1"));
    }

    @Test
    void answersOfStrictSeriesAreAsDescribed() throws Exception {
        TestCompany company = server.newCompany();
        String contact = company.client().newContact("Ash Hollow");
        String root = "/sequitur/v1/";
        String series = root + "series/"
                + V2Client.id(described(
                                "POST",
                                root + "series",
                                201,
                                company.post(root + "series", "{\"series\":{\"name\":\"A\",\"prefix\":\"A-\"}}"))
                        .body()
                        .path("series"));
        described("POST", root + "series", 422, company.post(root + "series", "{\"series\":{\"name\":\"A\"}}"));
        described("GET", root + "numbering", 200, company.get(root + "numbering"));
        String on = "{\"numbering\":{\"mode\":\"strict\",\"default_series\":\"A\"}}";
        described("PUT", root + "numbering", 200, company.put(root + "numbering", on));
        described("PUT", root + "numbering", 422, company.put(root + "numbering", "{\"numbering\":{\"mode\":\"x\"}}"));
        described("PUT", root + "series/{id}", 200, company.put(series, "{\"series\":{\"padding\":2}}"));
        String invoice = "invoices/"
                + V2Client.id(company.post("invoices", Draft.of(contact).body())
                        .expect(201)
                        .body()
                        .path("invoice"));
        described("GET", root + "invoices/{id}/issued", 404, company.get(root + invoice + "/issued"));
        described("POST", root + "invoices/{id}/credit", 403, company.post(root + invoice + "/credit", ""));
        described(
                "POST",
                root + "invoices/{id}/issue",
                422,
                company.post(root + invoice + "/issue", "{\"issue\":{\"series\":\"B\"}}"));
        described("POST", root + "invoices/{id}/issue", 200, company.post(root + invoice + "/issue", ""));
        described("GET", root + "invoices/{id}/issued", 200, company.get(root + invoice + "/issued"));
        described("POST", root + "invoices/{id}/credit", 201, company.post(root + invoice + "/credit", ""));
        described("POST", root + "invoices/{id}/credit", 409, company.post(root + invoice + "/credit", ""));
        described("GET", root + "series", 200, company.get(root + "series"));
        described("GET", root + "series/{id}", 200, company.get(series));
        described("GET", root + "series/{id}/issued", 200, company.get(series + "/issued"));
        described(
                "PUT",
                root + "numbering",
                409,
                company.put(root + "numbering", "{\"numbering\":{\"mode\":\"freeagent\"}}"));
    }

    private Answer described(String method, String path, int status, Answer answer) {
        String name = method + " " + path + " " + status;
        answer.expect(status);
        JsonNode response = document.resolved(
                document.operation(method, path).content().path("responses").path(Integer.toString(status)));
        assertThat(response.isMissingNode()).as(name + " is not described").isFalse();
        response.path("headers")
                .propertyNames()
                .forEach(header -> assertThat(answer.headers().firstValue(header))
                        .as(name + " " + header)
                        .isPresent());
        JsonNode schema = response.at(JSON_SCHEMA);
        if (schema.isMissingNode()) {
            assertThat(answer.text()).as(name).isEmpty();
        } else {
            assertThat(document.complaints(schema, answer.body())).as(name).isEmpty();
        }
        return answer;
    }
}
