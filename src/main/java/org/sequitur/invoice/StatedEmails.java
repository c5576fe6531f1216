package org.sequitur.invoice;

import org.sequitur.wire.WireObject;

/**
 * Which of the mails about a new invoice something was said of; of the others the contact's own settings say whether they are sent, if it
 * has any.
 */
record StatedEmails(boolean newInvoices, boolean reminders, boolean thankYous) {

    static final StatedEmails ALL = new StatedEmails(true, true, true);
    static final StatedEmails NONE = new StatedEmails(false, false, false);

    /** What a customer is sent by itself. */
    record Defaults(boolean newInvoices, boolean reminders, boolean thankYous) {

        static final Defaults NONE = new Defaults(false, false, false);
    }

    static StatedEmails of(WireObject sent) {
        return new StatedEmails(
                sent.has("send_new_invoice_emails"),
                sent.has("send_reminder_emails"),
                sent.has("send_thank_you_emails"));
    }

    InvoiceContents.Switches completed(InvoiceContents.Switches switches, Defaults defaults) {
        return switches.withEmails(
                newInvoices ? switches.sendNewInvoiceEmails() : defaults.newInvoices(),
                reminders ? switches.sendReminderEmails() : defaults.reminders(),
                thankYous ? switches.sendThankYouEmails() : defaults.thankYous());
    }
}
