package org.sequitur.outbox;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.CompanyAtWork;
import org.sequitur.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a mail whole before it goes: the PDF of its document is made once, and kept. */
final class MailPreparation {

    private static final Logger LOG = LoggerFactory.getLogger(MailPreparation.class);

    private final OutgoingMails mails;
    private final Supplier<@Nullable EnclosedDocument> documents;

    MailPreparation(OutgoingMails mails, Supplier<@Nullable EnclosedDocument> documents) {
        this.mails = mails;
        this.documents = documents;
    }

    /** What a mail can be sent with, or why it cannot. */
    record Prepared(
            List<MailEnclosure> enclosures, @Nullable AttemptOutcome obstacle) {}

    Prepared prepare(BegunMail mail) {
        ClaimedMail claimed = mail.claimed();
        try {
            AttemptOutcome obstacle = mail.enclosesPdf() && !mails.hasDocument(claimed) ? makeDocument(mail) : null;
            return new Prepared(obstacle == null ? mails.enclosures(claimed) : List.of(), obstacle);
        } catch (EnclosedDocument.NotNowException e) {
            return new Prepared(List.of(), AttemptOutcome.notTried("its document waits to be drawn"));
        } catch (WireException e) {
            LOG.warn(
                    "The document of mail {} of company {} was not drawn: {}",
                    claimed.id(),
                    claimed.companyId(),
                    e.sentence());
            return new Prepared(List.of(), AttemptOutcome.later("its document was not drawn: " + e.sentence()));
        } catch (RuntimeException e) {
            LOG.warn("Mail {} of company {} could not be made ready", claimed.id(), claimed.companyId(), e);
            return new Prepared(List.of(), AttemptOutcome.later("its enclosures could not be made"));
        }
    }

    private @Nullable AttemptOutcome makeDocument(BegunMail mail) {
        ClaimedMail claimed = mail.claimed();
        EnclosedDocument maker = documents.get();
        if (maker == null) {
            return AttemptOutcome.later("its document cannot be drawn by this server");
        }
        MailEnclosure made = CompanyAtWork.call(
                claimed.companyId(), () -> maker.of(claimed.companyId(), mail.about(), mail.documentId()));
        if (made == null) {
            return AttemptOutcome.cancelled("Its document is gone, or has become a draft again");
        }
        mails.keepDocument(claimed, made);
        return null;
    }
}
