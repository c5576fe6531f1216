package org.sequitur.invoice;

import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;

/**
 * An invoice or credit note that is asked for, checked as far as that needs no database.
 *
 * @param reference null for the next one of the sequence
 * @param recurringId the recurring invoice that it comes of; null for none
 * @param origin what must become one invoice only; null for none
 * @param stated which of its mails are not left to the contact's settings
 */
public record NewInvoice(
        DocumentKind kind,
        InvoiceContents contents,
        @Nullable Reference reference,
        @Nullable Long recurringId,
        @Nullable InvoiceOrigin origin,
        StatedEmails stated) {

    NewInvoice(DocumentKind kind, InvoiceContents contents, @Nullable Reference reference) {
        this(kind, contents, reference, null, null, StatedEmails.ALL);
    }

    /** An invoice under the next reference that comes of something. */
    public static NewInvoice of(InvoiceContents contents, InvoiceOrigin origin) {
        return new NewInvoice(DocumentKind.INVOICE, contents, null, null, origin, StatedEmails.NONE);
    }

    /** Its contents, completed by what its customer is sent by itself. */
    InvoiceContents withEmailsOf(@Nullable Customer customer, InvoiceContents completed) {
        return customer == null ? completed : completed.with(stated.completed(completed.switches(), customer.emails()));
    }

    /** Whether it is to be sent by mail on its day, without anybody's doing. */
    boolean isScheduled() {
        return recurringId != null && contents.switches().sendNewInvoiceEmails();
    }
}
