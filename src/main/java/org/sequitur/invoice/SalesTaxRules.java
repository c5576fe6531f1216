package org.sequitur.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.CompanyType;
import org.sequitur.salestax.EcRates;
import org.sequitur.wire.Complaints;

/**
 * Which sales tax the lines of an invoice bear, from what was asked, who sells, who buys, and the day.
 *
 * <p>{@code EC Goods} and {@code EC Services} ended for Great Britain with 2020; Northern Ireland keeps them. {@code Reverse
 * Charge} exists since.
 */
public final class SalesTaxRules {

    public static final String DOMESTIC = "UK/Non-EC";
    public static final String EC_GOODS = "EC Goods";
    public static final String EC_SERVICES = "EC Services";
    public static final String REVERSE_CHARGE = "Reverse Charge";
    public static final String MOSS = "EC VAT MOSS";
    public static final Set<String> EC_STATUSES = Set.of(DOMESTIC, EC_GOODS, EC_SERVICES, REVERSE_CHARGE, MOSS);

    /** Spellings by number that clients have in use. */
    public static final Map<String, String> EC_STATUS_NUMBERS = Map.of("1", EC_SERVICES, "4", REVERSE_CHARGE);

    public static final String TAXABLE = "TAXABLE";
    public static final String EXEMPT = "EXEMPT";
    public static final String OUT_OF_SCOPE = "OUT_OF_SCOPE";
    public static final Set<String> STATUSES = Set.of(TAXABLE, EXEMPT, OUT_OF_SCOPE);

    static final Set<String> PLACES_OF_SUPPLY = EcRates.countries();

    private static final LocalDate END_OF_EC_RULES = LocalDate.of(2021, 1, 1);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Seller seller;
    private final Customer customer;
    private final LocalDate datedOn;
    private final Complaints complaints;
    private final boolean involved;

    SalesTaxRules(Seller seller, Customer customer, LocalDate datedOn, Complaints complaints) {
        this.seller = seller;
        this.customer = customer;
        this.datedOn = datedOn;
        this.complaints = complaints;
        this.involved = seller.salesTax().isRegisteredOn(datedOn);
    }

    boolean isInvolved() {
        return involved;
    }

    /** The status for trade with the EC: null when the company charges no sales tax. */
    @Nullable
    String ecStatus(@Nullable String asked, @Nullable String placeOfSupply) {
        if (!involved) {
            return null;
        }
        if (asked == null) {
            return seller.type().isUk() ? DOMESTIC : null;
        }
        checkDay(asked, datedOn, seller.type(), seller.inNorthernIreland(), complaints);
        complaints.addIf(asked.equals(MOSS) && placeOfSupply == null, "place_of_supply can't be blank");
        return asked;
    }

    /** Complains of a status for trade with the EC that there was not on a day. */
    public static void checkDay(
            String status, LocalDate day, CompanyType type, boolean inNorthernIreland, Complaints complaints) {
        boolean afterEc = !day.isBefore(END_OF_EC_RULES);
        boolean isEc = status.equals(EC_GOODS) || status.equals(EC_SERVICES);
        if (isEc && afterEc && type.isUk() && !inNorthernIreland) {
            complaints.add("ec_status must be blank, \"UK/Non-EC\" or \"Reverse Charge\"");
        }
        if (status.equals(REVERSE_CHARGE) && !afterEc) {
            complaints.add("ec_status must be blank, \"UK/Non-EC\", \"EC Goods\" or \"EC Services\"");
        }
    }

    List<InvoiceItem> taxed(List<InvoiceItem> items, @Nullable String ecStatus) {
        return items.stream()
                .map(item -> item.taxed(taxed(item.tax(), ecStatus)))
                .toList();
    }

    private ItemTax taxed(ItemTax asked, @Nullable String ecStatus) {
        if (!involved) {
            return ItemTax.NONE;
        }
        String status = asked.status() == null ? TAXABLE : asked.status();
        BigDecimal rate = rate(asked.rate(), status, ecStatus);
        if (seller.salesTax().secondName() == null) {
            return new ItemTax(rate, status, null, null);
        }
        String secondStatus = asked.secondStatus() == null ? TAXABLE : asked.secondStatus();
        BigDecimal secondRate = secondStatus.equals(TAXABLE) && asked.secondRate() != null
                ? checked("second_sales_tax_rate", asked.secondRate())
                : BigDecimal.ZERO;
        return new ItemTax(rate, status, secondRate, secondStatus);
    }

    private BigDecimal rate(@Nullable BigDecimal asked, String status, @Nullable String ecStatus) {
        if (!status.equals(TAXABLE)) {
            return BigDecimal.ZERO;
        }
        boolean mustBeZero = REVERSE_CHARGE.equals(ecStatus) || EC_SERVICES.equals(ecStatus);
        if (asked == null) {
            BigDecimal standard = seller.salesTax().standardRate();
            boolean isFree = mustBeZero || EC_GOODS.equals(ecStatus) || !isCharged();
            return isFree || standard == null ? BigDecimal.ZERO : standard;
        }
        complaints.addIf(
                mustBeZero && asked.signum() != 0,
                "invoice_items.sales_tax_rate must be 0% for EC Services and Reverse Charge invoices");
        return checked("sales_tax_rate", asked);
    }

    private BigDecimal checked(String attribute, BigDecimal rate) {
        complaints.addIf(
                rate.signum() < 0 || rate.compareTo(HUNDRED) > 0,
                "invoice_items." + attribute + " must be between 0 and 100");
        return rate;
    }

    private boolean isCharged() {
        return switch (customer.chargeSalesTax()) {
            case "Always" -> true;
            case "Never" -> false;
            default -> !seller.type().isUk() || customer.isInUkVatArea();
        };
    }
}
