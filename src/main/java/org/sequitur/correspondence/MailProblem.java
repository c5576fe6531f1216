package org.sequitur.correspondence;

import java.time.Instant;
import org.sequitur.wire.WireWriter;

/**
 * Why a mail that is sent by itself was not sent when it was due.
 *
 * @param cause {@code scheduled}, {@code reminder} or {@code thanks}
 */
record MailProblem(long invoiceId, String cause, String problem, Instant notedAt, Instant retryAt) {

    void write(WireWriter out) {
        out.reference("invoice", "invoices", invoiceId);
        out.text("cause", cause);
        out.text("problem", problem);
        out.instant("noted_at", notedAt);
        out.instant("retry_at", retryAt);
    }
}
