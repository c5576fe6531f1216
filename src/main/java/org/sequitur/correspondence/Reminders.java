package org.sequitur.correspondence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.Invoice;
import org.sequitur.invoice.Invoices;
import org.sequitur.outbox.OutgoingMail.Cause;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Caller;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Component;

/** Invoices that are overdue and unpaid, and are reminded of: after so many days each, once. */
@Component
final class Reminders implements AutomaticMail {

    private static final String DUE = """
            SELECT d.company_id, d.id FROM document d
            JOIN company c ON c.id = d.company_id
            JOIN contact k ON k.company_id = d.company_id AND k.id = d.contact_id
            WHERE c.held_since IS NULL
                AND d.kind = 'invoice' AND d.state = 'sent' AND d.send_reminder_emails AND d.paid_value < d.total_value
                AND coalesce(d.remind_from, d.due_on + 1)
                    <= (CAST(:now AS timestamptz) AT TIME ZONE 'Pacific/Kiritimati')::date
                AND coalesce(d.remind_from, d.due_on + 1) <= (CAST(:now AS timestamptz) AT TIME ZONE c.time_zone)::date
                AND NOT EXISTS (
                    SELECT 1 FROM mail_problem p
                    WHERE p.company_id = d.company_id AND p.document_id = d.id AND p.cause = 'reminder'
                        AND p.retry_at > :now AND p.noted_at >= d.updated_at AND p.noted_at >= k.updated_at)
            ORDER BY coalesce(d.remind_from, d.due_on + 1), d.company_id, d.id LIMIT :most
            """;

    private final Invoices invoices;
    private final RegisterTransactions registers;
    private final DocumentLetters letters;
    private final MailProblems problems;
    private final RecordClock clock;

    Reminders(
            Invoices invoices,
            RegisterTransactions registers,
            DocumentLetters letters,
            MailProblems problems,
            RecordClock clock) {
        this.invoices = invoices;
        this.registers = registers;
        this.letters = letters;
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    public Cause cause() {
        return Cause.REMINDER;
    }

    @Override
    public String due() {
        return DUE;
    }

    @Override
    public int write(long companyId, List<Long> invoiceIds) {
        return registers.run(companyId, connection -> write(connection, companyId, invoiceIds));
    }

    private int write(Connection connection, long companyId, List<Long> invoiceIds) throws SQLException {
        Particulars particulars = letters.particulars(companyId);
        Caller caller = ScheduledMails.caller(companyId, particulars);
        if (particulars.isHeld()) {
            return 0;
        }
        Flight write = new Flight();
        int done = 0;
        for (Invoice invoice : invoices.those(companyId, invoiceIds)) {
            if (!invoice.isOwed() || !invoice.contents().switches().sendReminderEmails()) {
                continue;
            }
            ReminderDays days = days(particulars, invoice);
            LocalDate today = particulars.today();
            try {
                tell(write, caller, particulars, invoice, days.due(invoice.dueOn(), today));
            } catch (WireException why) {
                problems.tell(write, companyId, invoice.id(), Cause.REMINDER, why.sentence());
                continue;
            }
            write.tell(
                    "UPDATE document SET remind_from = ? WHERE company_id = ? AND id = ?",
                    days.next(invoice.dueOn(), today),
                    companyId,
                    invoice.id());
            done++;
        }
        write.fly(connection);
        return done;
    }

    private static ReminderDays days(Particulars particulars, Invoice invoice) {
        Language language = particulars.contact(invoice.contents().contact()).language();
        return particulars.template(LetterKind.REMINDER, language).days();
    }

    private void tell(Flight write, Caller caller, Particulars particulars, Invoice invoice, @Nullable Integer day) {
        if (day == null) {
            // One that could not be sent in time is missed.
            problems.tellSolved(write, caller.companyId(), invoice.id(), Cause.REMINDER);
            return;
        }
        letters.tellAutomatic(
                write,
                caller.companyId(),
                particulars,
                LetterKind.REMINDER,
                Cause.REMINDER,
                "reminder " + invoice.id() + " " + day,
                MailedDocument.of(invoice));
        ScheduledMails.tellDone(write, caller, invoice.id(), Cause.REMINDER, problems, clock);
    }
}
