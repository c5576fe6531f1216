package org.sequitur.correspondence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sequitur.invoice.Invoice;
import org.sequitur.invoice.InvoiceState;
import org.sequitur.invoice.Invoices;
import org.sequitur.outbox.OutgoingMail.Cause;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Caller;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Component;

/** Invoices that have been paid, and are thanked for: once, even if the payment is taken back and comes again. */
@Component
final class ThankYous implements AutomaticMail {

    /** Whoever paid longer ago than a month is thanked no more. */
    private static final String DUE = """
            SELECT d.company_id, d.id FROM document d
            JOIN company c ON c.id = d.company_id
            JOIN contact k ON k.company_id = d.company_id AND k.id = d.contact_id
            WHERE c.held_since IS NULL
                AND d.kind = 'invoice' AND d.state = 'sent' AND d.send_thank_you_emails AND d.paid_on IS NOT NULL
                AND d.thanked_at IS NULL
                AND d.paid_on <= (CAST(:now AS timestamptz) AT TIME ZONE 'Pacific/Kiritimati')::date
                AND d.paid_on >= (CAST(:now AS timestamptz) AT TIME ZONE 'UTC')::date - 30
                AND NOT EXISTS (
                    SELECT 1 FROM mail_problem p
                    WHERE p.company_id = d.company_id AND p.document_id = d.id AND p.cause = 'thanks'
                        AND p.retry_at > :now AND p.noted_at >= d.updated_at AND p.noted_at >= k.updated_at)
            ORDER BY d.paid_on, d.company_id, d.id LIMIT :most
            """;

    private final Invoices invoices;
    private final RegisterTransactions registers;
    private final DocumentLetters letters;
    private final MailProblems problems;
    private final RecordClock clock;

    ThankYous(
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
        return Cause.THANKS;
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
            boolean isPaid = invoice.state() == InvoiceState.SENT && invoice.paidOn() != null;
            if (!isPaid || !invoice.contents().switches().sendThankYouEmails()) {
                continue;
            }
            try {
                letters.tellAutomatic(
                        write,
                        companyId,
                        particulars,
                        LetterKind.THANK_YOU,
                        Cause.THANKS,
                        "thanks " + invoice.id(),
                        MailedDocument.of(invoice));
            } catch (WireException why) {
                problems.tell(write, companyId, invoice.id(), Cause.THANKS, why.sentence());
                continue;
            }
            write.tell(
                    "UPDATE document SET thanked_at = ? WHERE company_id = ? AND id = ?",
                    clock.now(),
                    companyId,
                    invoice.id());
            ScheduledMails.tellDone(write, caller, invoice.id(), Cause.THANKS, problems, clock);
            done++;
        }
        write.fly(connection);
        return done;
    }
}
