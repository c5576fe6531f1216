package org.sequitur.contact;

import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/** Which mails about its invoices a contact is sent by itself. */
record EmailSettings(
        boolean sendsInvoices, boolean sendsReminders, boolean sendsThankYouNotes, boolean overridesCompanySettings) {

    static final EmailSettings NONE = new EmailSettings(false, false, false, false);

    EmailSettings changedBy(WireObject sent) {
        return new EmailSettings(
                sent.bool("emails_invoices_automatically", sendsInvoices),
                sent.bool("emails_payment_reminders", sendsReminders),
                sent.bool("emails_thank_you_notes", sendsThankYouNotes),
                sent.bool("uses_contact_level_email_settings", overridesCompanySettings));
    }

    void write(WireWriter out) {
        out.bool("emails_invoices_automatically", sendsInvoices);
        out.bool("emails_payment_reminders", sendsReminders);
        out.bool("emails_thank_you_notes", sendsThankYouNotes);
        out.bool("uses_contact_level_email_settings", overridesCompanySettings);
    }
}
