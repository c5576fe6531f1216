package org.sequitur.explanation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.DocumentKind;
import org.sequitur.invoice.Invoice;
import org.sequitur.invoice.InvoiceState;
import org.sequitur.money.Rounding;
import org.sequitur.wire.Complaints;

/**
 * What of an invoice is paid, or of a credit note refunded.
 *
 * @param kind of the document; null before it is looked up
 * @param value in the document's currency: positive for an invoice, negative for a credit note
 * @param exchangeGain in the company's currency: what the money is worth more than the document was booked with, a loss negative; null
 *     when no other currency is involved
 */
record DocumentPayment(
        @Nullable DocumentKind kind,
        BigDecimal value,
        @Nullable BigDecimal exchangeGain) {

    /**
     * What an explanation pays of a document; what keeps it from doing so is complained of. Money may come in beyond what is due: the
     * invoice is overpaid then.
     *
     * @param ownCurrency the company's
     * @param rate of the account's currency on the day, in the company's
     */
    static DocumentPayment of(
            Explanation explanation, Invoice document, String ownCurrency, BigDecimal rate, Complaints complaints) {
        BigDecimal total = document.totals().total();
        complaints.addIf(document.state() != InvoiceState.SENT, "paid_invoice must be sent and not written off");
        complaints.addIf(total.signum() == 0, "paid_invoice has nothing to be paid");
        complaints.addIf(
                total.signum() != 0 && explanation.value().signum() != total.signum(),
                "gross_value must be " + (total.signum() > 0 ? "greater" : "less") + " than 0");
        String currency = document.contents().currency();
        BigDecimal value = explanation.value();
        if (!currency.equals(explanation.currency())) {
            value = explanation.foreignValue() == null ? document.dueValue() : explanation.foreignValue();
            complaints.addIf(
                    complaints.isEmpty() && value.signum() != total.signum(),
                    "foreign_currency_value can't be blank: nothing is due");
        }
        BigDecimal gain = null;
        if (!currency.equals(ownCurrency) || !explanation.currency().equals(ownCurrency)) {
            BigDecimal booked = value.multiply(document.contents().exchangeRate());
            gain = Rounding.toPence(explanation.value().multiply(rate).subtract(booked));
        }
        return new DocumentPayment(document.kind(), value, gain);
    }
}
