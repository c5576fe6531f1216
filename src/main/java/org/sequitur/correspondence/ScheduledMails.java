package org.sequitur.correspondence;

import java.util.List;
import org.sequitur.audit.AuditEvents;
import org.sequitur.invoice.Invoice;
import org.sequitur.invoice.ScheduledSending;
import org.sequitur.outbox.OutgoingMail.Cause;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.user.Sender;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.springframework.stereotype.Component;

/** Invoices that are scheduled: each is sent, and its mail written, once its day has come. */
@Component
final class ScheduledMails implements AutomaticMail {

    /** The first condition is for the index: nowhere is it later than in the easternmost time zone. */
    private static final String DUE = """
            SELECT d.company_id, d.id FROM document d
            JOIN company c ON c.id = d.company_id
            JOIN contact k ON k.company_id = d.company_id AND k.id = d.contact_id
            WHERE c.held_since IS NULL AND d.state = 'scheduled'
                AND d.dated_on <= (CAST(:now AS timestamptz) AT TIME ZONE 'Pacific/Kiritimati')::date
                AND d.dated_on <= (CAST(:now AS timestamptz) AT TIME ZONE c.time_zone)::date
                AND NOT EXISTS (
                    SELECT 1 FROM mail_problem p
                    WHERE p.company_id = d.company_id AND p.document_id = d.id AND p.cause = 'scheduled'
                        AND p.retry_at > :now AND p.noted_at >= d.updated_at AND p.noted_at >= k.updated_at)
            ORDER BY d.dated_on, d.company_id, d.id LIMIT :most
            """;

    private final ScheduledSending sending;
    private final DocumentLetters letters;
    private final MailProblems problems;
    private final RecordClock clock;

    ScheduledMails(ScheduledSending sending, DocumentLetters letters, MailProblems problems, RecordClock clock) {
        this.sending = sending;
        this.letters = letters;
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    public Cause cause() {
        return Cause.SCHEDULED;
    }

    @Override
    public String due() {
        return DUE;
    }

    @Override
    public int write(long companyId, List<Long> invoiceIds) {
        Particulars particulars = letters.particulars(companyId);
        Caller caller = caller(companyId, particulars);
        return sending.send(
                caller,
                invoiceIds,
                (write, invoice) -> tell(write, caller, particulars, invoice),
                (write, invoice, why) ->
                        problems.tell(write, companyId, invoice.id(), Cause.SCHEDULED, why.sentence()));
    }

    /** Its state moves with the mail, so there is one for each time that it is scheduled; the moment tells those apart. */
    private void tell(Flight write, Caller caller, Particulars particulars, Invoice invoice) {
        letters.tellAutomatic(
                write,
                caller.companyId(),
                particulars,
                LetterKind.NEW_INVOICE,
                Cause.SCHEDULED,
                "scheduled " + invoice.id() + " " + invoice.updatedAt(),
                MailedDocument.of(invoice));
        tellDone(write, caller, invoice.id(), Cause.SCHEDULED, problems, clock);
    }

    /** In whose name it is done. */
    static Caller caller(long companyId, Particulars particulars) {
        Sender sender = DocumentLetters.sender(particulars);
        long userId = sender == null ? 0 : sender.userId();
        return new Caller(companyId, userId, PermissionLevel.INVOICES_ESTIMATES_AND_FILES, 0, "");
    }

    static void tellDone(
            Flight write, Caller caller, long invoiceId, Cause cause, MailProblems problems, RecordClock clock) {
        problems.tellSolved(write, caller.companyId(), invoiceId, cause);
        AuditEvents audit = new AuditEvents();
        audit.add(caller, clock.now(), "send_email", "invoices", invoiceId, cause.word());
        audit.tell(write);
    }
}
