package org.sequitur.invoice;

import org.sequitur.company.CompanyType;
import org.sequitur.company.SalesTax;

/**
 * The company as far as its invoices depend on it.
 *
 * @param salesTax on the day of the invoice
 */
public record Seller(
        CompanyType type,
        String currency,
        SalesTax salesTax,
        boolean inNorthernIreland,
        boolean cisSubcontractor,
        long primaryBankAccountId) {

    Seller with(SalesTax otherTax) {
        return new Seller(type, currency, otherTax, inNorthernIreland, cisSubcontractor, primaryBankAccountId);
    }
}
