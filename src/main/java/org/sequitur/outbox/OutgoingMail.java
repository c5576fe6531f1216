package org.sequitur.outbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Flight;

/**
 * A mail about a document, as it is put into the outbox.
 *
 * @param reference of the document, as it is when the mail is written
 * @param once what there is one mail of at most, whoever writes it; null for a mail that somebody asked for
 * @param sender an address, with or without a name before it
 * @param recipients 1 to 50 such addresses
 * @param enclosesPdf whether the document goes with it; it is made when the mail is prepared, not when it is put down
 */
public record OutgoingMail(
        About about,
        long documentId,
        String reference,
        Cause cause,
        @Nullable String once,
        String sender,
        List<String> recipients,
        String subject,
        String body,
        boolean enclosesPdf,
        List<MailEnclosure> enclosures) {

    /** What kind of document a mail is about. */
    public enum About {
        INVOICE("invoice"),
        CREDIT_NOTE("credit_note"),
        ESTIMATE("estimate");

        private final String word;

        About(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** Why a mail is sent. */
    public enum Cause {
        ASKED("asked"),
        SCHEDULED("scheduled"),
        REMINDER("reminder"),
        THANKS("thanks");

        private final String word;

        Cause(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public OutgoingMail {
        recipients = List.copyOf(recipients);
        enclosures = List.copyOf(enclosures);
        if (once != null && !enclosures.isEmpty()) {
            throw new IllegalArgumentException("a mail that is written once has no enclosures but its document");
        }
    }

    /**
     * Adds the writing to the flight that changes the document: both happen, or neither. Nothing is written when there is such a
     * mail {@code once} already.
     */
    public void tell(Flight write, long companyId, Instant now) {
        write.tell(
                """
                INSERT INTO outgoing_mail (company_id, document_kind, document_id, reference, cause, once, sender, recipients,
                    subject, body, encloses_pdf, next_attempt_at, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (company_id, once) DO NOTHING
                """,
                companyId,
                about.word(),
                documentId,
                reference,
                cause.word(),
                once,
                sender,
                recipients.toArray(String[]::new),
                subject,
                body,
                enclosesPdf,
                now,
                now,
                now);
        for (int i = 0; i < enclosures.size(); i++) {
            MailEnclosure enclosure = enclosures.get(i);
            write.tell(
                    "INSERT INTO mail_enclosure VALUES (?, currval('outgoing_mail_id'), ?, ?, ?, ?)",
                    companyId,
                    i + 1,
                    enclosure.fileName(),
                    enclosure.contentType(),
                    enclosure.data());
        }
    }
}
