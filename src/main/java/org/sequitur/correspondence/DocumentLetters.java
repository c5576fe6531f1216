package org.sequitur.correspondence;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.outbox.OutgoingMail;
import org.sequitur.outbox.OutgoingMail.Cause;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.user.Sender;
import org.sequitur.user.Senders;
import org.sequitur.wire.Caller;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes mails about documents into the outbox, by the flight that changes the document. */
@Component
public final class DocumentLetters {

    private final JdbcClient jdbc;
    private final EmailTemplates templates;
    private final Senders senders;
    private final Clock clock;
    private final RecordClock recordClock;

    DocumentLetters(JdbcClient jdbc, EmailTemplates templates, Senders senders, Clock clock, RecordClock recordClock) {
        this.jdbc = jdbc;
        this.templates = templates;
        this.senders = senders;
        this.clock = clock;
        this.recordClock = recordClock;
    }

    Particulars particulars(long companyId) {
        return new Particulars(jdbc, templates, senders.of(companyId), clock, companyId);
    }

    /**
     * Adds the mail that somebody asked for.
     *
     * @param kind of the template, if one is used
     * @throws WireException 422 when it cannot be written
     */
    public void tellAsked(Flight write, Caller caller, AskedMail asked, LetterKind kind, MailedDocument document) {
        asked.complaints().throwIfAny();
        Particulars particulars = particulars(caller.companyId());
        Correspondent contact = particulars.contact(document.contactId());
        Sender sender = asked.sender(particulars.senders(), caller.userId());
        EmailTemplate template = particulars.template(kind, contact.language());
        Wording wording = new Wording(document, particulars, sender);
        OutgoingMail mail = new OutgoingMail(
                document.about(),
                document.id(),
                document.reference(),
                Cause.ASKED,
                null,
                sender.text(),
                recipients(asked, contact, sender),
                wording.subject(Objects.requireNonNullElse(asked.subject(), template.subject())),
                wording.body(Objects.requireNonNullElse(asked.body(), template.body())),
                true,
                asked.enclosures());
        mail.tell(write, caller.companyId(), recordClock.now());
    }

    private static List<String> recipients(AskedMail asked, Correspondent contact, Sender sender) {
        List<String> recipients = asked.to().isEmpty()
                ? new ArrayList<>(contact.recipients())
                : new ArrayList<>(
                        asked.to().stream().map(Recipients.Named::text).toList());
        String copy = sender.address().toLowerCase(Locale.ROOT);
        boolean isAmongThem = asked.to().stream()
                .anyMatch(named -> named.address().toLowerCase(Locale.ROOT).equals(copy));
        if (asked.copiesSender() && !isAmongThem && !recipients.contains(sender.address())) {
            recipients.add(sender.text());
        }
        checkNumber(recipients);
        return recipients;
    }

    private static void checkNumber(List<String> recipients) {
        if (recipients.size() > AskedMail.MOST_RECIPIENTS) {
            throw WireException.invalid(
                    "to is too long (maximum is " + AskedMail.MOST_RECIPIENTS + " addresses, with that of the sender)");
        }
    }

    /**
     * Adds a mail that nobody asked for, to the contact's own addresses, from whoever of the company came first.
     *
     * @param once what there is one mail of at most
     * @throws WireException 422 when it cannot be written
     */
    void tellAutomatic(
            Flight write,
            long companyId,
            Particulars particulars,
            LetterKind kind,
            Cause cause,
            String once,
            MailedDocument document) {
        Sender sender = sender(particulars);
        if (sender == null) {
            throw WireException.invalid("the company has nobody whom mails may come from");
        }
        Correspondent contact = particulars.contact(document.contactId());
        List<String> recipients = contact.recipients();
        checkNumber(recipients);
        EmailTemplate template = particulars.template(kind, contact.language());
        Wording wording = new Wording(document, particulars, sender);
        OutgoingMail mail = new OutgoingMail(
                document.about(),
                document.id(),
                document.reference(),
                cause,
                once,
                sender.text(),
                recipients,
                wording.subject(template.subject()),
                wording.body(template.body()),
                kind != LetterKind.THANK_YOU,
                List.of());
        mail.tell(write, companyId, recordClock.now());
    }

    /** In whose name mails are sent that nobody asked for; null when there is nobody. */
    static @Nullable Sender sender(Particulars particulars) {
        return particulars.senders().isEmpty() ? null : particulars.senders().getFirst();
    }
}
