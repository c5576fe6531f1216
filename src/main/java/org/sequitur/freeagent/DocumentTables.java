package org.sequitur.freeagent;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sequitur.freeagent.SourceArchive.Tables;

/** Invoices, credit notes, what is set off between them, and recurring invoices. */
final class DocumentTables {

    private final Tables tables;
    private final Set<String> references = new HashSet<>();

    DocumentTables(Tables tables) {
        this.tables = tables;
    }

    void write() {
        tables.table("document", rows -> {
            tables.pages().records("invoices", invoice -> addDocument(rows, "invoices", "invoice", invoice));
            tables.pages().records("credit_notes", note -> addDocument(rows, "credit_notes", "credit_note", note));
        });
        tables.table("document_item", rows -> {
            tables.pages().records("invoices", invoice -> addItems(rows, invoice, "invoice_items"));
            tables.pages().records("credit_notes", note -> addItems(rows, note, "credit_note_items"));
        });
        tables.table(
                "recurring_invoice",
                rows -> recurring(one -> {
                    rows.add(recurringInvoice(one));
                    tables.report().copied("recurring_invoices");
                }));
        tables.table("recurring_invoice_item", rows -> recurring(one -> addItems(rows, one, "invoice_items")));
    }

    /** Of lists of recurring invoices the lines are not part, so each was fetched by itself. */
    private void recurring(Consumer<SourceRecord> reader) {
        tables.pages().records("recurring_invoices", listed -> {
            SourceRecord whole = tables.pages().single("recurring_invoice/" + listed.id(), "recurring_invoice");
            reader.accept(whole == null ? listed : whole);
        });
    }

    private void addDocument(TableOutput rows, String list, String kind, SourceRecord document) {
        String status = document.text("status", "Draft");
        String paid = kind.equals("invoice") ? "paid" : "refunded";
        Long recurring = document.reference("recurring_invoice");
        boolean thanks = document.is("send_thank_you_emails");
        Row row = new Row(document)
                .put("id", document.id())
                .put("kind", kind)
                .put("state", state(status))
                .put("reference", unique(list, document));
        tables.known().scope(row, document.reference("contact"), document.reference("project"));
        addContents(row, document);
        row.put("paid_value", document.text(paid + "_value", "0"))
                .texts("written_off_date")
                .put("paid_on", document.text(paid + "_on"))
                .put("recurring_invoice_id", recurring)
                .put("recurs_on", recurring == null ? null : document.text("dated_on"))
                .put("thanked_at", thanks && document.has(paid + "_on") ? document.instant("updated_at") : null)
                .times(tables.known().since());
        rows.add(row);
        tables.report().copied(list);
    }

    private static String state(String status) {
        return switch (status) {
            case "Draft" -> "draft";
            case "Scheduled To Email" -> "scheduled";
            case "Written-off", "Part written-off", "Cancelled" -> "cancelled";
            default -> "sent";
        };
    }

    /** Where one number was given twice, the later document says so: a document is not left out for it, nor is it renumbered silently. */
    private String unique(String list, SourceRecord document) {
        String reference = document.text("reference", "without reference " + document.id());
        if (references.add(reference)) {
            return reference;
        }
        int times = 2;
        while (!references.add(reference + " (" + times + ")")) {
            times++;
        }
        String given = reference + " (" + times + ")";
        tables.report()
                .misfit(
                        list + " with a reference that another document has",
                        "/v2/" + list + "/" + document.id() + ": " + reference + " became " + given);
        return given;
    }

    private void addContents(Row row, SourceRecord document) {
        String terms = document.text("payment_terms_in_days", "0");
        Long account = document.reference("bank_account");
        row.references("contact", "project", "property")
                .put("bank_account_id", account == null ? tables.known().primaryAccount() : account)
                .texts("dated_on")
                .put("payment_terms_in_days", terms)
                .put("due_on", document.has("due_on") ? document.text("due_on") : due(document.text("dated_on"), terms))
                .text("currency", tables.known().currency())
                .text("exchange_rate", "1")
                .text("net_value", "0")
                .text("sales_tax_value", "0")
                .text("second_sales_tax_value", "0")
                .text("total_value", "0")
                .texts("discount_percent")
                .put("involves_sales_tax", document.is("involves_sales_tax", document.has("sales_tax_value")))
                .texts("ec_status", "place_of_supply", "cis_rate", "cis_deduction", "payment_terms", "comments")
                .texts("po_reference", "client_contact_name")
                .flags("omit_header", "show_project_name", "always_show_bic_and_iban")
                .flags("send_new_invoice_emails", "send_reminder_emails", "send_thank_you_emails");
    }

    private static @Nullable String due(@Nullable String day, String terms) {
        return day == null
                ? null
                : LocalDate.parse(day).plusDays(Long.parseLong(terms)).toString();
    }

    private void addItems(TableOutput rows, SourceRecord document, String name) {
        DocumentLines.of(document, name, "document_id")
                .forEach(line -> rows.add(line.flags("suffers_cis_deduction").references("stock_item")));
    }

    private Row recurringInvoice(SourceRecord recurring) {
        boolean isActive = recurring.text("recurring_status", "Draft").equals("Active");
        Row row = new Row(recurring)
                .put("id", recurring.id())
                .put("status", isActive ? "active" : "draft")
                .text("frequency", "Monthly")
                .texts("recurring_end_date")
                .put("last_recurred_on", tables.known().lastRecurred(recurring.id()))
                .texts("next_recurs_on")
                .put("user_id", tables.known().owner())
                .texts("reference");
        addContents(row, recurring);
        return row.times(tables.known().since());
    }
}
