package org.sequitur.invoice;

import org.sequitur.company.CompanyType;
import org.sequitur.company.SalesTax;

/** The company as far as its invoices depend on it. */
public record Seller(
        CompanyType type,
        String currency,
        SalesTax salesTax,
        boolean inNorthernIreland,
        boolean cisSubcontractor,
        long primaryBankAccountId) {}
