package org.sequitur.security;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.attachment.SampleFiles;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an operation is asked so that it succeeds within one's own company, or, when it is a {@link org.sequitur.server.RefusingRoute},
 * comes as far as the refusal that is always given.
 *
 * @param query with its question mark, and with {@code $contacts} and the like as in the body; empty for none
 * @param body JSON, with {@code $contacts} and the like for records of that kind, {@code $sent_invoice} and
 *     {@code $sent_credit_note} for two of one contact; empty for none
 * @param strict whether it is for companies that number in strict series
 * @param owned what its path names; null for just any record of the path's kind
 */
record Sample(
        String query, String body, boolean strict, @Nullable Owned owned) {

    @FunctionalInterface
    interface Owned {
        long of(FilledCompany company) throws IOException, InterruptedException;
    }

    /** In place of a query: that of a link to a file. */
    static final String LINK = "$link";

    private static final String INVOICE = """
            {"invoice":{"contact":"$contacts","property":"$properties","dated_on":"2026-01-05","payment_terms_in_days":10,
             "invoice_items":[{"description":"Own","quantity":1,"price":2,"item_type":"Stock","stock_item":"$stock_items"}]}}
            """;
    private static final String FILES = JsonMapper.shared()
            .writeValueAsString(Map.of(
                    "attachments",
                    List.of(SampleFiles.upload(SampleFiles.picture("png", 3, 2), "own.png", "image/png"))));
    private static final String CONTACT = "{\"contact\":{\"organisation_name\":\"Own\"}}";
    private static final String SEQUENCE = "{\"sequence\":{\"next_reference\":\"OWN$unique\"}}";

    /** By method and path as the OpenAPI document has them. Whatever only reads and takes no body needs no entry. */
    private static final Map<String, Sample> SAMPLES = Map.ofEntries(
            Map.entry("put /sequitur/v1/company", with("{\"company\":{\"town\":\"Own\"}}")),
            Map.entry("post /v2/bank_accounts", with("{\"bank_account\":{\"name\":\"Own\"}}")),
            Map.entry("put /v2/bank_accounts/{id}", with("{\"bank_account\":{\"name\":\"Own\"}}")),
            Map.entry("delete /v2/bank_accounts/{id}", with("")),
            Map.entry("post /v2/categories", with("""
                    {"category":{"description":"Own","nominal_code":"3$day","category_group":"admin_expenses",
                     "tax_reporting_name":"advertising_costs"}}
                    """)),
            Map.entry("put /v2/categories/{id}", with("{\"category\":{\"description\":\"Own\"}}")),
            Map.entry("delete /v2/categories/{id}", with("")),
            Map.entry("get /v2/bank_transactions", ofAccount("")),
            Map.entry("delete /v2/bank_transactions/{id}", with("")),
            Map.entry("delete /v2/bank_transaction/{id}", with("")),
            Map.entry(
                    "post /v2/bank_transactions/statement",
                    ofAccount("{\"statement\":[{\"dated_on\":\"2099-01-05\"}]}")),
            Map.entry("get /sequitur/v1/bank_transactions/suggestions", ofAccount("")),
            Map.entry("post /v2/sales_tax_periods", with("""
                    {"sales_tax_period":{"sales_tax_name":"Own","sales_tax_registration_status":"Registered",
                     "sales_tax_rate_1":5,"sales_tax_is_value_added":true,"effective_date":"2019-01-$day"}}
                    """)),
            Map.entry("put /v2/sales_tax_periods/{id}", with("{\"sales_tax_period\":{\"sales_tax_name\":\"Own\"}}")),
            Map.entry("delete /v2/sales_tax_periods/{id}", with("")),
            Map.entry(
                    "get /v2/ec_moss/sales_tax_rates", new Sample("?country=Ireland&date=2026-01-05", "", false, null)),
            Map.entry("put /v2/users/me", with("{\"user\":{\"first_name\":\"Own\"}}")),
            Map.entry("post /v2/users", with("""
                    {"user":{"email":"own$unique@example.com","first_name":"Own","last_name":"Own","role":"Employee",
                     "permission_level":1}}
                    """)),
            Map.entry("put /v2/users/{id}", with("{\"user\":{\"first_name\":\"Own\"}}")),
            Map.entry("delete /v2/users/{id}", with("")),
            Map.entry("post /v2/contacts", with(CONTACT)),
            Map.entry("put /v2/contacts/{id}", with(CONTACT)),
            Map.entry("delete /v2/contacts/{id}", with("")),
            Map.entry("post /v2/projects", with("""
                    {"project":{"contact":"$contacts","name":"Own","status":"Active","currency":"GBP",
                     "budget_units":"Hours"}}
                    """)),
            Map.entry("put /v2/projects/{id}", with("{\"project\":{\"name\":\"Own\"}}")),
            Map.entry("delete /v2/projects/{id}", with("")),
            Map.entry("get /v2/notes", about("")),
            Map.entry("post /v2/notes", about("{\"note\":{\"note\":\"Own\"}}")),
            Map.entry("put /v2/notes/{id}", with("{\"note\":{\"note\":\"Own\"}}")),
            Map.entry("delete /v2/notes/{id}", with("")),
            Map.entry("post /v2/invoices", with(INVOICE)),
            Map.entry("put /v2/invoices/default_additional_text", with("{\"default_additional_text\":\"Own\"}")),
            Map.entry("delete /v2/invoices/default_additional_text", with("")),
            Map.entry("put /v2/invoices/{id}", with("{\"invoice\":{\"po_reference\":\"Own\"}}")),
            Map.entry("delete /v2/invoices/{id}", with("")),
            Map.entry("post /v2/invoices/{id}/duplicate", with("")),
            Map.entry("put /v2/invoices/{id}/transitions/mark_as_sent", with("")),
            Map.entry("put /v2/invoices/{id}/transitions/mark_as_scheduled", with("")),
            Map.entry("put /v2/invoices/{id}/transitions/mark_as_draft", on(FilledCompany::sent)),
            Map.entry("put /v2/invoices/{id}/transitions/mark_as_cancelled", on(FilledCompany::sent)),
            Map.entry("put /v2/invoices/{id}/transitions/convert_to_credit_note", on(FilledCompany::owing)),
            Map.entry("post /v2/invoice_items", with("""
                    {"invoice_item":{"invoice":"$invoices","description":"Own","quantity":1,"price":2,"item_type":"Stock",
                     "stock_item":"$stock_items"}}
                    """)),
            Map.entry("put /v2/invoice_items/{id}", with("""
                    {"invoice_item":{"quantity":3,"item_type":"Stock","stock_item":"$stock_items"}}
                    """)),
            Map.entry("delete /v2/invoice_items/{id}", with("")),
            Map.entry("post /v2/credit_notes", with("""
                    {"credit_note":{"contact":"$contacts","property":"$properties","dated_on":"2026-01-05",
                     "credit_note_items":[{"description":"Own","quantity":1,"price":-2,"item_type":"Stock",
                      "stock_item":"$stock_items"}]}}
                    """)),
            Map.entry("put /v2/credit_notes/{id}", with("{\"credit_note\":{\"po_reference\":\"Own\"}}")),
            Map.entry("delete /v2/credit_notes/{id}", with("")),
            Map.entry("put /v2/credit_notes/{id}/transitions/mark_as_sent", with("")),
            Map.entry("put /v2/credit_notes/{id}/transitions/mark_as_draft", on(FilledCompany::sentCreditNote)),
            Map.entry("post /v2/credit_note_reconciliations", with("""
                    {"credit_note_reconciliation":{"gross_value":1,"invoice":"$sent_invoice","credit_note":"$sent_credit_note"}}
                    """)),
            Map.entry(
                    "put /v2/credit_note_reconciliations/{id}",
                    with("{\"credit_note_reconciliation\":{\"gross_value\":2}}")),
            Map.entry("delete /v2/credit_note_reconciliations/{id}", with("")),
            Map.entry("get /v2/bank_transaction_explanations", ofAccount("")),
            Map.entry("post /v2/bank_transaction_explanations", with("""
                    {"bank_transaction_explanation":{"bank_account":"$bank_accounts","dated_on":"2026-01-05","gross_value":-2,
                     "category":"609","stock_item":"$stock_items","stock_altering_quantity":1,"description":"Own",
                     "property":"$properties"}}
                    """)),
            Map.entry("put /v2/bank_transaction_explanations/{id}", with("""
                    {"bank_transaction_explanation":{"category":"609","stock_item":"$stock_items","stock_altering_quantity":1}}
                    """)),
            Map.entry("delete /v2/bank_transaction_explanations/{id}", with("")),
            Map.entry("post /v2/bank_transaction_explanations/{id}/attachments", with(FILES)),
            Map.entry("put /v2/bank_transaction_explanations/{id}/attachments", with(FILES)),
            Map.entry("delete /v2/bank_transaction_explanations/{id}/attachments", with("")),
            Map.entry("post /sequitur/v1/recurring_invoices", with("""
                    {"recurring_invoice":{"contact":"$contacts","property":"$properties","dated_on":"2099-01-05",
                     "payment_terms_in_days":10,"frequency":"Monthly",
                     "invoice_items":[{"description":"Own","quantity":1,"price":2,"item_type":"Stock",
                      "stock_item":"$stock_items"}]}}
                    """)),
            Map.entry(
                    "put /sequitur/v1/recurring_invoices/{id}",
                    with("{\"recurring_invoice\":{\"frequency\":\"Weekly\"}}")),
            Map.entry("delete /sequitur/v1/recurring_invoices/{id}", with("")),
            Map.entry("post /v2/price_list_items", with("""
                    {"price_list_item":{"code":"Own$unique","item_type":"Stock","description":"Own",
                     "stock_item":"$stock_items"}}
                    """)),
            Map.entry("put /v2/price_list_items/{id}", with("{\"price_list_item\":{\"price\":3}}")),
            Map.entry("delete /v2/price_list_items/{id}", with("")),
            Map.entry("post /sequitur/v1/stock_items", with("{\"stock_item\":{\"description\":\"Own\"}}")),
            Map.entry("put /sequitur/v1/stock_items/{id}", with("{\"stock_item\":{\"description\":\"Own\"}}")),
            Map.entry("delete /sequitur/v1/stock_items/{id}", with("")),
            Map.entry("post /v2/properties", with("{\"property\":{\"address1\":\"Own\"}}")),
            Map.entry("put /v2/properties/{id}", with("{\"property\":{\"address1\":\"Own\"}}")),
            Map.entry("delete /v2/properties/{id}", with("")),
            Map.entry("post /v2/tasks", with("{\"task\":{\"name\":\"Own\",\"project\":\"$projects\"}}")),
            Map.entry("put /v2/tasks/{id}", with("{\"task\":{\"status\":\"Hidden\"}}")),
            Map.entry("delete /v2/tasks/{id}", with("")),
            Map.entry(
                    "post /v2/timeslips",
                    with("{\"timeslip\":{\"user\":\"$users\",\"task\":\"$tasks\",\"dated_on\":\"2026-01-05\"}}")),
            Map.entry("post /v2/expenses", with("""
                    {"expense":{"user":"$users","category":"609","dated_on":"2026-01-05","gross_value":-5,"description":"Own",
                     "stock_item":"$stock_items","stock_altering_quantity":1,
                     "property":"$properties"}}
                    """)),
            Map.entry(
                    "put /v2/expenses/{id}",
                    with(
                            "{\"expense\":{\"category\":\"609\",\"stock_item\":\"$stock_items\",\"stock_altering_quantity\":1}}")),
            Map.entry("delete /v2/expenses/{id}", with("")),
            Map.entry("put /v2/timeslips/{id}", with("{\"timeslip\":{\"hours\":3}}")),
            Map.entry("delete /v2/timeslips/{id}", with("")),
            Map.entry("post /v2/timeslips/{id}/timer", with("")),
            Map.entry("delete /v2/timeslips/{id}/timer", with("")),
            Map.entry("post /v2/estimates", with("""
                    {"estimate":{"contact":"$contacts","estimate_type":"Quote","status":"Draft","dated_on":"2026-01-05",
                     "estimate_items":[{"description":"Own","quantity":1,"price":2}]}}
                    """)),
            Map.entry("put /v2/estimates/default_additional_text", with("{\"default_additional_text\":\"Own\"}")),
            Map.entry("delete /v2/estimates/default_additional_text", with("")),
            Map.entry("put /v2/estimates/{id}", with("{\"estimate\":{\"notes\":\"Own\"}}")),
            Map.entry("delete /v2/estimates/{id}", with("")),
            Map.entry("post /v2/estimates/{id}/duplicate", with("")),
            Map.entry("put /v2/estimates/{id}/transitions/mark_as_sent", with("")),
            Map.entry("put /v2/estimates/{id}/transitions/mark_as_draft", on(FilledCompany::openEstimate)),
            Map.entry("put /v2/estimates/{id}/transitions/mark_as_approved", with("")),
            Map.entry("put /v2/estimates/{id}/transitions/mark_as_rejected", with("")),
            Map.entry("put /v2/estimates/{id}/transitions/convert_to_invoice", with("")),
            Map.entry("post /v2/estimate_items", with("""
                    {"estimate":"$estimates","estimate_item":{"description":"Own","quantity":1,"price":2}}
                    """)),
            Map.entry("put /v2/estimate_items/{id}", with("{\"estimate_item\":{\"quantity\":3}}")),
            Map.entry("delete /v2/estimate_items/{id}", with("")),
            Map.entry(
                    "post /v2/invoices/{id}/direct_debit",
                    on(company -> company.sentPair().invoice())),
            Map.entry("post /v2/invoices/{id}/send_email", mailed("invoice")),
            Map.entry("post /v2/credit_notes/{id}/send_email", mailed("credit_note")),
            Map.entry("post /v2/estimates/{id}/send_email", mailed("estimate")),
            Map.entry(
                    "put /sequitur/v1/email_templates/{template}", with("{\"email_template\":{\"subject\":\"Own\"}}")),
            Map.entry("delete /sequitur/v1/email_templates/{template}", with("")),
            Map.entry("delete /v2/attachments/{id}", with("")),
            Map.entry("get /attachments/{id}/original", new Sample(LINK, "", false, null)),
            Map.entry("get /attachments/{id}/medium", new Sample(LINK, "", false, null)),
            Map.entry("get /attachments/{id}/small", new Sample(LINK, "", false, null)),
            Map.entry(
                    "put /sequitur/v1/document_design",
                    with("{\"document_design\":{\"stylesheet\":\"p { color: red }\"}}")),
            Map.entry("delete /sequitur/v1/document_design", with("")),
            Map.entry("get /sequitur/v1/document_design/logo", on(FilledCompany::withLogo)),
            Map.entry(
                    "post /sequitur/v1/document_design/preview",
                    with("{\"document_design\":{\"template\":\"<p>Own\"}}")),
            Map.entry("put /sequitur/v1/numbering", strictly("{\"numbering\":{\"mode\":\"strict\"}}", null)),
            Map.entry(
                    "post /sequitur/v1/series",
                    with("{\"series\":{\"name\":\"Own$unique\",\"prefix\":\"O$letter-\"}}")),
            Map.entry("put /sequitur/v1/series/{id}", with("{\"series\":{\"padding\":2}}")),
            Map.entry("get /sequitur/v1/invoices/{id}/issued", strictly("", FilledCompany::issued)),
            Map.entry("post /sequitur/v1/invoices/{id}/issue", strictly("", FilledCompany::draft)),
            Map.entry(
                    "post /sequitur/v1/invoices/{id}/credit",
                    strictly("{\"credit\":{\"dated_on\":\"2026-01-05\"}}", FilledCompany::issued)),
            Map.entry("post /sequitur/v1/mails/{id}/retry", with("")),
            Map.entry("post /sequitur/v1/mails/{id}/cancel", with("")),
            Map.entry(
                    "post /sequitur/v1/webhook_endpoints",
                    with("{\"webhook_endpoint\":{\"receiver_url\":\"https://own.invalid/hooks\",\"enabled\":false}}")),
            Map.entry(
                    "put /sequitur/v1/webhook_endpoints/{id}",
                    with("{\"webhook_endpoint\":{\"description\":\"Own\"}}")),
            Map.entry("delete /sequitur/v1/webhook_endpoints/{id}", with("")),
            Map.entry("post /sequitur/v1/webhook_endpoints/{id}/rotate_secret", with("")),
            Map.entry("post /sequitur/v1/webhook_endpoints/{id}/test", on(FilledCompany::calledEndpoint)),
            Map.entry("post /sequitur/v1/webhook_endpoints/{id}/replay", with("{\"replay\":{\"state\":\"all\"}}")),
            Map.entry("post /sequitur/v1/webhook_events/{id}/replay", with("")),
            Map.entry("put /sequitur/v1/sequences/company", with(SEQUENCE)),
            Map.entry("put /sequitur/v1/sequences/contacts/{id}", with(SEQUENCE)),
            Map.entry("put /sequitur/v1/sequences/projects/{id}", with(SEQUENCE)));

    private static Sample with(String body) {
        return new Sample("", body, false, null);
    }

    private static Sample mailed(String root) {
        return with("""
                {"%s":{"email":{"to":"own@example.com","subject":"Own","body":"Own"}}}
                """.formatted(root));
    }

    private static Sample about(String body) {
        return new Sample("?contact=$contacts", body, false, null);
    }

    private static Sample ofAccount(String body) {
        return new Sample("?bank_account=$bank_accounts", body, false, null);
    }

    private static Sample on(Owned owned) {
        return new Sample("", "", false, owned);
    }

    private static Sample strictly(String body, @Nullable Owned owned) {
        return new Sample("", body, true, owned);
    }

    /** @param name method and path, or of the operation that it is an alias of */
    static Sample of(String name, boolean takesBody) {
        Sample sample = SAMPLES.get(name);
        if (sample == null && name.startsWith("get ") && !takesBody) {
            return with("");
        }
        if (sample == null) {
            throw new AssertionError(name + " is not walked: tell in Sample how it is asked so that it succeeds");
        }
        return sample;
    }

    static Iterable<String> names() {
        return SAMPLES.keySet();
    }
}
