package org.sequitur.pdf;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.Address;
import org.sequitur.company.Company;
import org.sequitur.company.SalesTax;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.invoice.InvoiceTotals;

/**
 * All that a document is drawn from, as it was in the database at one moment.
 *
 * @param kind what stands above it, by the name of its text
 * @param isDraft whether it is taken for one that nobody was sent
 * @param mark what is stamped on it; null for nothing
 * @param dueOn null for an offer
 * @param settled what was paid or refunded of it, and what is still due; null for an offer
 * @param project its name, when it is to be shown
 * @param bank where it is paid to; null for an offer and a credit note
 * @param additionalText what the company prints on all of its kind
 */
record PrintedDocument(
        Kind kind,
        String reference,
        boolean isDraft,
        @Nullable Mark mark,
        @Nullable LocalDate dueOn,
        InvoiceContents contents,
        InvoiceTotals totals,
        @Nullable Settled settled,
        boolean involvesSalesTax,
        boolean isSecondTaxCompound,
        boolean showsSalesTax,
        Company seller,
        Client client,
        @Nullable String project,
        @Nullable Bank bank,
        @Nullable String additionalText) {

    /** The tax that the seller charges on the day of the document. */
    SalesTax salesTax() {
        return seller.salesTax().on(contents.datedOn());
    }

    /** What a document is called. */
    enum Kind {
        INVOICE("invoice"),
        CREDIT_NOTE("credit_note"),
        ESTIMATE("estimate"),
        QUOTE("quote"),
        PROPOSAL("proposal");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        boolean isOffer() {
            return this == ESTIMATE || this == QUOTE || this == PROPOSAL;
        }
    }

    /** What is stamped on a document that is not simply open. */
    enum Mark {
        DRAFT("draft"),
        PAID("paid"),
        OVERDUE("overdue"),
        REFUNDED("refunded"),
        WRITTEN_OFF("written_off"),
        APPROVED("approved"),
        REJECTED("rejected"),
        INVOICED("invoiced");

        private final String word;

        Mark(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** From the status of the wire; null for one that says nothing to the customer. */
        static @Nullable Mark of(String status) {
            return switch (status) {
                case "Draft", "Scheduled To Email" -> DRAFT;
                case "Paid", "Overpaid" -> PAID;
                case "Overdue" -> OVERDUE;
                case "Refunded" -> REFUNDED;
                case "Written-off", "Part written-off" -> WRITTEN_OFF;
                case "Approved" -> APPROVED;
                case "Rejected" -> REJECTED;
                case "Invoiced" -> INVOICED;
                default -> null;
            };
        }
    }

    /** @param cisDeduction null without a CIS rate */
    record Settled(
            BigDecimal paid, BigDecimal due, @Nullable BigDecimal cisDeduction) {}

    /**
     * @param name of the organisation, and of the person in a line of its own; or of the person alone
     * @param locale as the contact has it, in the wire's words
     */
    record Client(
            String name,
            boolean isOrganisation,
            Address address,
            @Nullable String salesTaxNumber,
            String locale) {}

    /** What a customer needs to pay into an account. */
    record Bank(
            @Nullable String name,
            @Nullable String accountNumber,
            @Nullable String sortCode,
            @Nullable String iban,
            @Nullable String bic) {

        boolean isBlank() {
            return accountNumber == null && sortCode == null && iban == null && bic == null;
        }
    }
}
