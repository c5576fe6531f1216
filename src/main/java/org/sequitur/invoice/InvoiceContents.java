package org.sequitur.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of an invoice. Contents that have been settled ({@link InvoiceTerms}) hold everything an invoice must have;
 * the accessors without "Id" or "asked" are for those.
 */
public record InvoiceContents(
        @Nullable Long contactId,
        @Nullable Long projectId,
        @Nullable Long propertyId,
        @Nullable Long askedBankAccountId,
        @Nullable LocalDate askedDatedOn,
        @Nullable Integer askedPaymentTermsInDays,
        @Nullable String askedCurrency,
        @Nullable BigDecimal askedExchangeRate,
        @Nullable BigDecimal discountPercent,
        @Nullable String ecStatus,
        @Nullable String placeOfSupply,
        @Nullable String cisRate,
        @Nullable String paymentTerms,
        @Nullable String comments,
        @Nullable String poReference,
        @Nullable String clientContactName,
        Switches switches,
        List<InvoiceItem> items) {

    /** The most lines an invoice may have. */
    static final int MOST_ITEMS = 1_000;

    public static final InvoiceContents BLANK = new InvoiceContents(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Switches.OFF,
            List.of());

    /** The yes-or-no attributes. */
    public record Switches(
            boolean omitHeader,
            boolean showProjectName,
            boolean alwaysShowBicAndIban,
            boolean sendNewInvoiceEmails,
            boolean sendReminderEmails,
            boolean sendThankYouEmails) {

        static final Switches OFF = new Switches(false, false, false, false, false, false);

        /** These switches with the three that may be changed on a sent invoice taken from another. */
        Switches withEmailsOf(Switches other) {
            return withEmails(other.sendNewInvoiceEmails, other.sendReminderEmails, other.sendThankYouEmails);
        }

        Switches withEmails(boolean newInvoices, boolean reminders, boolean thankYous) {
            return new Switches(omitHeader, showProjectName, alwaysShowBicAndIban, newInvoices, reminders, thankYous);
        }
    }

    public long contact() {
        return Objects.requireNonNull(contactId);
    }

    long bankAccount() {
        return Objects.requireNonNull(askedBankAccountId);
    }

    public LocalDate datedOn() {
        return Objects.requireNonNull(askedDatedOn);
    }

    int paymentTermsInDays() {
        return Objects.requireNonNull(askedPaymentTermsInDays);
    }

    LocalDate dueOn() {
        return datedOn().plusDays(paymentTermsInDays());
    }

    public String currency() {
        return Objects.requireNonNull(askedCurrency);
    }

    public BigDecimal exchangeRate() {
        return Objects.requireNonNull(askedExchangeRate);
    }

    /** What an offer becomes when it is billed: with a rate of that day, and paid to the company's own account. */
    public InvoiceContents billedOn(LocalDate day, int paymentTermsInDays) {
        return copy(day, paymentTermsInDays, switches, items)
                .settled(
                        null,
                        currency(),
                        null,
                        ecStatus,
                        items.stream().map(item -> item.withId(0)).toList());
    }

    InvoiceContents settled(
            @Nullable Long bankAccountId,
            String currency,
            @Nullable BigDecimal exchangeRate,
            @Nullable String newEcStatus,
            List<InvoiceItem> newItems) {
        return new InvoiceContents(
                contactId,
                projectId,
                propertyId,
                bankAccountId,
                askedDatedOn,
                askedPaymentTermsInDays,
                currency,
                exchangeRate,
                discountPercent,
                newEcStatus,
                placeOfSupply,
                cisRate,
                paymentTerms,
                comments,
                poReference,
                clientContactName,
                switches,
                newItems);
    }

    /** With further lines behind those that it has. */
    InvoiceContents withMore(List<InvoiceItem> further) {
        List<InvoiceItem> all = new ArrayList<>(items);
        further.forEach(line -> all.add(line.at(all.size() + 1)));
        return with(List.copyOf(all));
    }

    public InvoiceContents with(List<InvoiceItem> newItems) {
        return copy(askedDatedOn, switches, newItems);
    }

    InvoiceContents with(Switches newSwitches) {
        return copy(askedDatedOn, newSwitches, items);
    }

    /** The same contents for a new invoice of another day. */
    public InvoiceContents copiedTo(LocalDate day) {
        return copy(day, switches, items.stream().map(item -> item.withId(0)).toList());
    }

    /** What takes the same back on a day: each price negated, due at once. */
    InvoiceContents creditedOn(LocalDate day) {
        List<InvoiceItem> negated = items.stream()
                .map(item -> item.withId(0).priced(item.unitPrice().negate()))
                .toList();
        return copy(day, 0, switches.withEmailsOf(Switches.OFF), negated);
    }

    private InvoiceContents copy(@Nullable LocalDate datedOn, Switches newSwitches, List<InvoiceItem> newItems) {
        return copy(datedOn, askedPaymentTermsInDays, newSwitches, newItems);
    }

    private InvoiceContents copy(
            @Nullable LocalDate datedOn,
            @Nullable Integer paymentTermsInDays,
            Switches newSwitches,
            List<InvoiceItem> newItems) {
        return new InvoiceContents(
                contactId,
                projectId,
                propertyId,
                askedBankAccountId,
                datedOn,
                paymentTermsInDays,
                askedCurrency,
                askedExchangeRate,
                discountPercent,
                ecStatus,
                placeOfSupply,
                cisRate,
                paymentTerms,
                comments,
                poReference,
                clientContactName,
                newSwitches,
                newItems);
    }
}
