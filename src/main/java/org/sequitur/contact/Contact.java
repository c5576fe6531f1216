package org.sequitur.contact;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.Address;
import org.sequitur.address.EmailAddresses;
import org.sequitur.company.Company;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;

/**
 * Somebody a company deals with, client and supplier alike.
 *
 * @param email one or several addresses, separated by commas
 * @param usesOwnSequence whether its invoices are numbered by themselves
 */
record Contact(
        long id,
        ContactName name,
        @Nullable String email,
        @Nullable String billingEmail,
        @Nullable String phoneNumber,
        @Nullable String mobile,
        Address address,
        boolean isNamedOnInvoices,
        boolean usesOwnSequence,
        String chargeSalesTax,
        @Nullable String salesTaxRegistrationNumber,
        String status,
        @Nullable Integer paymentTermsInDays,
        String locale,
        EmailSettings emailSettings,
        CisDetails cis,
        Instant createdAt,
        Instant updatedAt) {

    static final String ACTIVE = "Active";
    static final String HIDDEN = "Hidden";

    private static final String AUTO = "Auto";
    private static final String ENGLISH = "en";
    private static final Set<String> STATUSES = Set.of(ACTIVE, HIDDEN);
    private static final Set<String> SALES_TAX_CHARGES = Set.of(AUTO, "Always", "Never");

    /** The languages an invoice can be in; some codes are not those of ISO. */
    private static final Set<String> LOCALES = Set.of(
            "bg", "ca", "cy", "cz", "de", "dk", ENGLISH, "en-US", "es", "et", "fi", "fr", "fr-BE", "fr-CA", "is", "it",
            "lv-LV", "nl", "nl-BE", "nk", "pl-PL", "pt-BR", "ro", "rs", "ru", "se", "sk", "tr");

    private static final int MOST_CHARACTERS = 255;
    private static final int MOST_EMAIL_CHARACTERS = 1000;

    /** A hundred years, so that every due date is one. */
    private static final int MOST_PAYMENT_TERMS = 36_500;

    /** A contact of which nothing is known yet but where the company is. */
    static Contact unsaved(Company company, Instant now) {
        String country = company.address().country();
        return new Contact(
                0,
                new ContactName(null, null, null),
                null,
                null,
                null,
                null,
                new Address(null, null, null, null, null, null, country),
                true,
                false,
                AUTO,
                null,
                ACTIVE,
                null,
                ENGLISH,
                EmailSettings.NONE,
                CisDetails.NONE,
                now,
                now);
    }

    Contact changedBy(WireObject sent, Company company, Instant now) {
        ContactName sentName = new ContactName(
                sent.text("first_name", name.first(), MOST_CHARACTERS),
                sent.text("last_name", name.last(), MOST_CHARACTERS),
                sent.text("organisation_name", name.organisation(), MOST_CHARACTERS));
        Complaints complaints = sent.complaints();
        complaints.addIf(!sentName.isComplete() && complaints.isEmpty(), "organisation_name can't be blank");
        return new Contact(
                id,
                sentName,
                emails(sent, "email", email),
                emails(sent, "billing_email", billingEmail),
                sent.text("phone_number", phoneNumber, MOST_CHARACTERS),
                sent.text("mobile", mobile, MOST_CHARACTERS),
                address.changedBy(sent),
                sent.bool("contact_name_on_invoices", isNamedOnInvoices),
                sent.bool("uses_contact_invoice_sequence", usesOwnSequence),
                oneOf(sent, "charge_sales_tax", chargeSalesTax, AUTO, SALES_TAX_CHARGES),
                sent.text("sales_tax_registration_number", salesTaxRegistrationNumber, MOST_CHARACTERS),
                oneOf(sent, "status", status, ACTIVE, STATUSES),
                paymentTerms(sent),
                oneOf(sent, "locale", locale, ENGLISH, LOCALES),
                emailSettings.changedBy(sent),
                company.isCisContractor() ? cis.changedBy(sent) : cis,
                createdAt,
                now);
    }

    private static @Nullable String emails(WireObject sent, String attribute, @Nullable String standing) {
        String emails = sent.text(attribute, standing, MOST_EMAIL_CHARACTERS);
        boolean isWrong = emails != null && !EmailAddresses.areAddresses(emails);
        sent.complaints().addIf(isWrong, attribute + " is invalid");
        return emails;
    }

    /** A word of a list; clearing it brings the default back. */
    private static String oneOf(
            WireObject sent, String attribute, String standing, String otherwise, Set<String> words) {
        String word = sent.oneOf(attribute, standing, words);
        return word == null ? otherwise : word;
    }

    private @Nullable Integer paymentTerms(WireObject sent) {
        Integer days = sent.integer("default_payment_terms_in_days", paymentTermsInDays);
        if (days != null) {
            sent.complaints().addIf(days < 0, "default_payment_terms_in_days must be greater than or equal to 0");
            sent.complaints()
                    .addIf(
                            days > MOST_PAYMENT_TERMS,
                            "default_payment_terms_in_days must be less than or equal to " + MOST_PAYMENT_TERMS);
        }
        return days;
    }
}
