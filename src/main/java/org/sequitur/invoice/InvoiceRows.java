package org.sequitur.invoice;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.contact.ContactName;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceScope;
import org.sequitur.store.Columns;

/** Reads invoices and lines from the rows of {@link #SELECT} and {@link #SELECT_ITEMS}. */
final class InvoiceRows {

    static final String SELECT = """
            SELECT d.*, c.organisation_name, c.first_name, c.last_name
            FROM document d JOIN contact c ON c.company_id = d.company_id AND c.id = d.contact_id
            """;

    static final String SELECT_ITEMS = """
            SELECT i.* FROM document_item i
            """;

    private InvoiceRows() {}

    /** An invoice without its lines. */
    static Invoice invoice(ResultSet row) throws SQLException {
        return new Invoice(
                row.getLong("id"),
                DocumentKind.of(row.getString("kind")),
                InvoiceState.of(row.getString("state")),
                new Reference(row.getString("reference")),
                ReferenceScope.of(row.getString("sequence_scope"), row.getLong("sequence_owner_id")),
                contents(row),
                totals(row),
                row.getBoolean("involves_sales_tax"),
                new ContactName(
                                row.getString("first_name"),
                                row.getString("last_name"),
                                row.getString("organisation_name"))
                        .display(),
                row.getBigDecimal("paid_value"),
                row.getObject("paid_on", LocalDate.class),
                row.getObject("written_off_date", LocalDate.class),
                row.getObject("series_id", Long.class),
                row.getObject("recurring_invoice_id", Long.class),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    static InvoiceTotals totals(ResultSet row) throws SQLException {
        return new InvoiceTotals(
                row.getBigDecimal("net_value"),
                row.getBigDecimal("sales_tax_value"),
                row.getBigDecimal("second_sales_tax_value"),
                row.getBigDecimal("total_value"),
                decimal(row, "cis_deduction"));
    }

    static InvoiceContents contents(ResultSet row) throws SQLException {
        return new InvoiceContents(
                row.getLong("contact_id"),
                row.getObject("project_id", Long.class),
                row.getObject("property_id", Long.class),
                row.getLong("bank_account_id"),
                row.getObject("dated_on", LocalDate.class),
                row.getInt("payment_terms_in_days"),
                row.getString("currency"),
                row.getBigDecimal("exchange_rate"),
                decimal(row, "discount_percent"),
                row.getString("ec_status"),
                row.getString("place_of_supply"),
                row.getString("cis_rate"),
                row.getString("payment_terms"),
                row.getString("comments"),
                row.getString("po_reference"),
                row.getString("client_contact_name"),
                new InvoiceContents.Switches(
                        row.getBoolean("omit_header"),
                        row.getBoolean("show_project_name"),
                        row.getBoolean("always_show_bic_and_iban"),
                        row.getBoolean("send_new_invoice_emails"),
                        row.getBoolean("send_reminder_emails"),
                        row.getBoolean("send_thank_you_emails")),
                List.of());
    }

    static InvoiceItem item(ResultSet row) throws SQLException {
        return new InvoiceItem(
                row.getLong("id"),
                row.getInt("position"),
                row.getString("item_type"),
                row.getBigDecimal("quantity"),
                row.getString("description"),
                row.getBigDecimal("price"),
                new ItemTax(
                        decimal(row, "sales_tax_rate"),
                        row.getString("sales_tax_status"),
                        decimal(row, "second_sales_tax_rate"),
                        row.getString("second_sales_tax_status")),
                row.getBoolean("suffers_cis_deduction"),
                row.getString("category"),
                row.getObject("stock_item_id", Long.class));
    }

    // The getter says nothing of null.
    private static @Nullable BigDecimal decimal(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column);
    }
}
