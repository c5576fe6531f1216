package org.sequitur.correspondence;

import java.util.List;
import org.sequitur.outbox.OutgoingMail.Cause;

/** A kind of mail that leaves by itself. */
interface AutomaticMail {

    Cause cause();

    /**
     * The question what is due, of all companies that are not held: {@code company_id} and {@code id} of invoices, at most
     * {@code :most}, at the time {@code :now}. It finds them through an index that holds little else.
     */
    String due();

    /**
     * Writes what is still due of these invoices of a company, in one transaction; what cannot be written is noted.
     *
     * @return with how many of them it is done for now
     */
    int write(long companyId, List<Long> invoiceIds);
}
