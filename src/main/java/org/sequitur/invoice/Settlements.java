package org.sequitur.invoice;

import java.time.Instant;
import org.sequitur.store.RecordClock;
import org.springframework.stereotype.Component;

/** Begins what pays documents; for transactions that hold the company's register. */
@Component
public final class Settlements {

    private final Invoices invoices;
    private final RecordClock clock;

    Settlements(Invoices invoices, RecordClock clock) {
        this.invoices = invoices;
        this.clock = clock;
    }

    public Settlement begin(long companyId, Instant now) {
        return new Settlement(invoices, clock, companyId, now);
    }
}
