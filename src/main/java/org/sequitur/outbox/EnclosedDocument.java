package org.sequitur.outbox;

import org.jspecify.annotations.Nullable;

/** Makes the PDF of a document for its mail; the room that draws documents has one. */
@FunctionalInterface
public interface EnclosedDocument {

    /** It cannot be made at the moment, because too many others are: the mail is none the worse for it. */
    final class NotNowException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public NotNowException(Throwable cause) {
            super(cause);
        }
    }

    /**
     * @throws NotNowException when it can be made later
     * @return the file; null when the company has no such document, or has taken it back to a draft, so that its mail must not go
     */
    @Nullable
    MailEnclosure of(long companyId, OutgoingMail.About about, long documentId);
}
