package org.sequitur.contact;

import java.math.BigDecimal;
import org.sequitur.wire.Body;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireWriter;

/**
 * A contact as clients see it, with its figures.
 *
 * @param accountBalance what the contact owes, in the company's currency
 * @param isWithCis whether the company is a contractor in the Construction Industry Scheme
 */
public record ContactProfile(Contact contact, long activeProjectsCount, BigDecimal accountBalance, boolean isWithCis)
        implements Body {

    /** As much of the contact as a level of permission shows. */
    Body visibleTo(PermissionLevel level) {
        return level.includes(PermissionLevel.CONTACTS_AND_PROJECTS) ? this : this::writeBasic;
    }

    Body underItsRoot() {
        return out -> out.object("contact", this);
    }

    /** What everybody may see who can record time. */
    private void writeBasic(WireWriter out) {
        out.reference("url", "contacts", contact.id());
        out.text("first_name", contact.name().first());
        out.text("last_name", contact.name().last());
        out.text("organisation_name", contact.name().organisation());
        out.integer("active_projects_count", activeProjectsCount);
        out.instant("created_at", contact.createdAt());
        out.instant("updated_at", contact.updatedAt());
    }

    @Override
    public void write(WireWriter out) {
        writeBasic(out);
        out.text("email", contact.email());
        out.text("billing_email", contact.billingEmail());
        out.text("phone_number", contact.phoneNumber());
        out.text("mobile", contact.mobile());
        contact.address().write(out);
        out.bool("contact_name_on_invoices", contact.isNamedOnInvoices());
        out.bool("uses_contact_invoice_sequence", contact.usesOwnSequence());
        out.text("charge_sales_tax", contact.chargeSalesTax());
        out.text("sales_tax_registration_number", contact.salesTaxRegistrationNumber());
        out.text("status", contact.status());
        out.integer("default_payment_terms_in_days", contact.paymentTermsInDays());
        out.text("locale", contact.locale());
        out.decimal("account_balance", accountBalance);
        contact.emailSettings().write(out);
        if (isWithCis) {
            contact.cis().write(out);
        }
    }
}
