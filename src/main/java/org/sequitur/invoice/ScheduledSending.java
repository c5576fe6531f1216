package org.sequitur.invoice;

import java.util.List;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.series.StrictNumbering;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Caller;
import org.sequitur.wire.WireException;

/** Sends invoices that are scheduled, once their day has come: many of one company in one transaction. */
public final class ScheduledSending {

    /** What is written of one that cannot be sent, and stays scheduled. */
    @FunctionalInterface
    public interface Refusal {
        void tell(Flight write, Invoice stored, WireException why);
    }

    private final Invoices invoices;
    private final InvoiceIssuing issuing;
    private final RegisterTransactions registers;
    private final RecordClock clock;

    ScheduledSending(Invoices invoices, InvoiceIssuing issuing, RegisterTransactions registers, RecordClock clock) {
        this.invoices = invoices;
        this.issuing = issuing;
        this.registers = registers;
        this.clock = clock;
    }

    /**
     * Sends those that are due, in the order of their dates; where the company numbers strictly, that is the order of their numbers.
     *
     * @return how many were sent
     */
    public int send(Caller caller, List<Long> ids, Accompaniment mail, Refusal refusal) {
        long companyId = caller.companyId();
        StrictNumbering numbering = new StrictNumbering(companyId);
        return registers.run(companyId, lock -> numbering.ask(lock, StrictNumbering.Use.INVOICE, null), connection -> {
            Flight write = new Flight();
            int sent = 0;
            for (Invoice stored : invoices.scheduled(companyId, ids, numbering.today(clock.now()))) {
                try {
                    if (numbering.isStrict()) {
                        issuing.issue(connection, caller, stored, numbering, mail);
                    } else {
                        issuing.tellSent(write, companyId, stored, mail);
                    }
                    sent++;
                } catch (WireException why) {
                    refusal.tell(write, stored, why);
                }
            }
            write.fly(connection);
            return sent;
        });
    }
}
