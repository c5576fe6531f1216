package org.sequitur.invoice;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.wire.Body;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.RecordReference;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * What of a credit note is set off against an invoice.
 *
 * @param invoiceId {@link RecordReference#NONE} before it is known
 * @param creditNoteId {@link RecordReference#NONE} before it is known
 * @param grossValue positive, in the currency of both; 0 before it is known
 * @param exchangeRate units of the company's currency for one of theirs; null before it is known
 * @param currency of both; empty before it is stored
 */
record Reconciliation(
        long id,
        long invoiceId,
        long creditNoteId,
        BigDecimal grossValue,
        LocalDate datedOn,
        @Nullable BigDecimal exchangeRate,
        String currency,
        Instant createdAt,
        Instant updatedAt)
        implements Body {

    static Reconciliation unsaved(LocalDate today, Instant now) {
        return new Reconciliation(
                0, RecordReference.NONE, RecordReference.NONE, BigDecimal.ZERO, today, null, "", now, now);
    }

    static Reconciliation of(ResultSet row) throws SQLException {
        return new Reconciliation(
                row.getLong("id"),
                row.getLong("invoice_id"),
                row.getLong("credit_note_id"),
                row.getBigDecimal("gross_value"),
                Objects.requireNonNull(Columns.date(row, "dated_on")),
                row.getBigDecimal("exchange_rate"),
                row.getString("currency"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    Reconciliation changedBy(WireObject sent, Instant now) {
        Complaints complaints = sent.complaints();
        BigDecimal gross = sent.decimalWithin(
                "gross_value", grossValue, BigDecimal.ZERO, BigDecimal.ZERO, WireObject.LARGEST_DECIMAL, 2);
        boolean isMissing = sent.has("gross_value") ? sent.isCleared("gross_value") : grossValue.signum() == 0;
        complaints.addIf(isMissing, "gross_value can't be blank");
        complaints.addIf(!isMissing && gross.signum() == 0, "gross_value must be greater than 0");
        BigDecimal rate = sent.decimal("exchange_rate", exchangeRate);
        complaints.addIf(rate != null && rate.signum() <= 0, "exchange_rate must be greater than 0");
        LocalDate day = sent.date("dated_on", datedOn);
        return new Reconciliation(
                id,
                document(sent, "invoice", invoiceId),
                document(sent, "credit_note", creditNoteId),
                gross,
                day == null ? datedOn : day,
                rate,
                currency,
                createdAt,
                now);
    }

    private static long document(WireObject sent, String name, long standing) {
        boolean isMissing = sent.has(name) ? sent.isCleared(name) : standing == RecordReference.NONE;
        sent.complaints().addIf(isMissing, name + " can't be blank");
        return Objects.requireNonNullElse(sent.reference(name, standing), standing);
    }

    /** Between these two documents; in the company's own currency the rate is one, and where none was sent the invoice's. */
    Reconciliation between(Invoice invoice, Invoice creditNote, boolean isOwnCurrency) {
        BigDecimal rate = isOwnCurrency
                ? BigDecimal.ONE
                : exchangeRate == null ? invoice.contents().exchangeRate() : exchangeRate;
        return new Reconciliation(
                id,
                invoice.id(),
                creditNote.id(),
                grossValue,
                datedOn,
                rate,
                invoice.contents().currency(),
                createdAt,
                updatedAt);
    }

    /** What keeps the two from being set off against each other, as they are without it. */
    void check(Invoice invoice, Invoice creditNote, Complaints complaints) {
        complaints.addIf(invoice.state() != InvoiceState.SENT, "invoice must be sent and not written off");
        complaints.addIf(creditNote.state() != InvoiceState.SENT, "credit_note must be sent and not written off");
        complaints.addIf(
                invoice.contents().contact() != creditNote.contents().contact(),
                "credit_note must be for the contact of the invoice");
        complaints.addIf(
                !invoice.contents().currency().equals(creditNote.contents().currency()),
                "credit_note must be in the currency of the invoice");
        complaints.addIf(
                grossValue.compareTo(invoice.dueValue()) > 0
                        || grossValue.compareTo(creditNote.dueValue().negate()) > 0,
                "gross_value must not exceed what is due of the invoice and of the credit note");
    }

    @Override
    public void write(WireWriter out) {
        out.reference("url", "credit_note_reconciliations", id);
        out.decimal("gross_value", grossValue);
        out.date("dated_on", datedOn);
        out.text("currency", currency);
        out.decimal("exchange_rate", exchangeRate);
        out.reference("invoice", "invoices", invoiceId);
        out.reference("credit_note", "credit_notes", creditNoteId);
        out.instant("created_at", createdAt);
        out.instant("updated_at", updatedAt);
    }
}
