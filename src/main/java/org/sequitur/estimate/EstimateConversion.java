package org.sequitur.estimate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.idempotency.IdempotentCall;
import org.sequitur.invoice.DocumentCreation;
import org.sequitur.invoice.Invoices;
import org.sequitur.invoice.NewInvoice;
import org.sequitur.invoice.NewInvoices;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Component;

/** Makes estimates invoices: the invoice and the mark on its estimate are stored in one transaction, by the allocator. */
@Component
final class EstimateConversion {

    private static final int ATTEMPTS = 5;
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Estimates estimates;
    private final Invoices invoices;
    private final DocumentCreation creation;
    private final RecordClock clock;

    EstimateConversion(Estimates estimates, Invoices invoices, DocumentCreation creation, RecordClock clock) {
        this.estimates = estimates;
        this.invoices = invoices;
        this.creation = creation;
        this.clock = clock;
    }

    /** @throws WireException 403 when it is invoiced already */
    Answer convert(Caller caller, long id, @Nullable IdempotentCall call) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Estimate read = estimates.get(caller.companyId(), id);
            read.checkBillable();
            Instant now = clock.after(read.updatedAt());
            EstimateOrigin origin = new EstimateOrigin(caller.companyId(), read, now);
            NewInvoice invoice = NewInvoice.of(read.contents().billedOn(invoices.today(caller.companyId()), 0), origin);
            try {
                return creation.store(new NewInvoices(
                        caller,
                        List.of(invoice),
                        false,
                        call,
                        stored -> Answer.ok(EstimateRepresentation.single(
                                read.billed(stored.getFirst().id(), now)))));
            } catch (WireException refusal) {
                if (!origin.isStale()) {
                    throw refusal;
                }
            }
        }
        throw WireException.conflict("The estimate is being changed", RETRY_AFTER_SECONDS);
    }
}
