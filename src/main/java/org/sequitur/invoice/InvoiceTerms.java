package org.sequitur.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.CompanyType;
import org.sequitur.reference.ReferenceScope;
import org.sequitur.wire.Complaints;

/**
 * Contents that hold together: everything required is there, everything referred to exists, defaults are filled in, tax is set
 * and the totals are computed.
 */
public record InvoiceTerms(
        InvoiceContents contents,
        InvoiceTotals totals,
        boolean involvesSalesTax,
        String contactName,
        ReferenceScope scope) {

    /** Due dates far beyond a life time are mistakes. */
    private static final int MOST_PAYMENT_TERMS_IN_DAYS = 36_500;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Set<String> UNITS_OF_TIME = Set.of("Hours", "Days", "Weeks", "Months", "Years");

    /** What can be found wrong without looking anything up. */
    static void check(DocumentKind kind, InvoiceContents contents, Complaints complaints) {
        check(kind.items(), contents, complaints);
    }

    /** The same of anything that is made of such contents; its lines have a name of their own. */
    public static void check(String lines, InvoiceContents contents, Complaints complaints) {
        complaints.addIf(contents.contactId() == null, "contact can't be blank");
        complaints.addIf(contents.askedDatedOn() == null, "dated_on can't be blank");
        Integer terms = contents.askedPaymentTermsInDays();
        complaints.addIf(terms == null, "payment_terms_in_days can't be blank");
        complaints.addIf(terms != null && terms < 0, "payment_terms_in_days must be greater than or equal to 0");
        complaints.addIf(
                terms != null && terms > MOST_PAYMENT_TERMS_IN_DAYS,
                "payment_terms_in_days must be less than or equal to " + MOST_PAYMENT_TERMS_IN_DAYS);
        BigDecimal discount = contents.discountPercent();
        complaints.addIf(
                discount != null && (discount.signum() < 0 || discount.compareTo(HUNDRED) > 0),
                "discount_percent must be between 0 and 100");
        BigDecimal rate = contents.askedExchangeRate();
        complaints.addIf(rate != null && rate.signum() <= 0, "exchange_rate must be greater than 0");
        checkNumber(lines, contents.items(), complaints);
        for (InvoiceItem item : contents.items()) {
            complaints.addIf(item.description().isBlank(), "description can't be blank");
            complaints.addIf(
                    ItemTypes.STOCK.equals(item.itemType()) && item.stockItemId() == null, "stock_item can't be blank");
            complaints.addIf(
                    item.price() == null
                            && !UNITS_OF_TIME.contains(String.valueOf(item.itemType()))
                            && !"Comment".equals(item.itemType()),
                    "price can't be blank");
        }
    }

    static void checkNumber(String name, List<InvoiceItem> lines, Complaints complaints) {
        complaints.addIf(
                lines.size() > InvoiceContents.MOST_ITEMS,
                name + " is too long (maximum is " + InvoiceContents.MOST_ITEMS + " items)");
    }

    /**
     * Settles contents that {@link #check} found nothing wrong with.
     *
     * @return terms that mean something only if there is no complaint
     */
    public static InvoiceTerms settle(InvoiceContents asked, Surroundings around, Complaints complaints) {
        Seller seller = around.seller();
        Customer customer = around.customer();
        if (customer == null) {
            complaints.add("Contact not found");
            customer = new Customer(0, "", null, "Auto", false, StatedEmails.Defaults.NONE);
        }
        checkReferences(asked, around, complaints);
        String currency = asked.askedCurrency() == null ? seller.currency() : asked.askedCurrency();
        BigDecimal exchangeRate = exchangeRate(asked, currency, around);
        LocalDate datedOn = asked.datedOn();
        SalesTaxRules tax = new SalesTaxRules(seller, customer, datedOn, complaints);
        String ecStatus = tax.ecStatus(asked.ecStatus(), asked.placeOfSupply());
        List<InvoiceItem> items = tax.taxed(priced(asked.items(), around.project()), ecStatus);
        CisBand band = asked.cisRate() == null ? null : CisBand.of(asked.cisRate());
        complaints.addIf(band != null && !seller.cisSubcontractor(), "cis_rate is not included in the list");
        long bankAccount =
                asked.askedBankAccountId() == null ? seller.primaryBankAccountId() : asked.askedBankAccountId();
        return new InvoiceTerms(
                asked.settled(bankAccount, currency, exchangeRate, ecStatus, items),
                InvoiceTotals.of(
                        items, asked.discountPercent(), seller.salesTax().secondIsCompound(), band),
                tax.isInvolved(),
                customer.name(),
                scope(customer, around.project()));
    }

    private static void checkReferences(InvoiceContents asked, Surroundings around, Complaints complaints) {
        BilledProject project = around.project();
        complaints.addIf(asked.projectId() != null && project == null, "Project not found");
        complaints.addIf(
                project != null
                        && around.customer() != null
                        && project.contactId() != around.customer().id(),
                "project must belong to the contact");
        complaints.addIf(asked.askedBankAccountId() != null && !around.bankAccountExists(), "Bank account not found");
        boolean isLandlord = around.seller().type() == CompanyType.UK_UNINCORPORATED_LANDLORD;
        complaints.addIf(asked.propertyId() != null && !isLandlord, "property can't be set for this company");
        complaints.addIf(asked.propertyId() != null && isLandlord && !around.propertyExists(), "Property not found");
        complaints.addIf(
                asked.items().stream()
                        .map(InvoiceItem::stockItemId)
                        .anyMatch(item -> item != null && !around.stockItems().contains(item)),
                "Stock item not found");
    }

    /** A landlord says of each document which property it is about. */
    static void checkProperty(InvoiceContents asked, Seller seller, Complaints complaints) {
        complaints.addIf(
                seller.type() == CompanyType.UK_UNINCORPORATED_LANDLORD && asked.propertyId() == null,
                "property can't be blank");
    }

    private static BigDecimal exchangeRate(InvoiceContents asked, String currency, Surroundings around) {
        if (currency.equals(around.seller().currency())) {
            return BigDecimal.ONE;
        }
        if (asked.askedExchangeRate() != null) {
            return asked.askedExchangeRate();
        }
        return around.lastExchangeRate() == null ? BigDecimal.ONE : around.lastExchangeRate();
    }

    private static List<InvoiceItem> priced(List<InvoiceItem> items, @Nullable BilledProject project) {
        return items.stream()
                .map(item -> {
                    if (item.price() != null) {
                        return item;
                    }
                    BigDecimal price = project == null ? null : project.priceOf(item.itemType());
                    return item.priced(price == null ? BigDecimal.ZERO : price);
                })
                .toList();
    }

    /** A project's own sequence beats a contact's own, which beats the company's. */
    private static ReferenceScope scope(Customer customer, @Nullable BilledProject project) {
        if (project != null && project.usesOwnSequence()) {
            return ReferenceScope.project(project.id());
        }
        return customer.usesOwnSequence() ? ReferenceScope.contact(customer.id()) : ReferenceScope.GLOBAL;
    }
}
