package org.sequitur.invoice;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sequitur.idempotency.IdempotentCall;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;

/**
 * A request for one invoice, or for several of which all are stored or none.
 *
 * @param isList whether the client sent a list, be it of one: complaints then name the position
 * @param call null when the request bears no idempotency key
 * @param answer what the client is told once the invoices are stored
 */
public record NewInvoices(
        Caller caller,
        List<NewInvoice> invoices,
        boolean isList,
        @Nullable IdempotentCall call,
        Function<List<Invoice>, Answer> answer) {

    static final int MOST = 1_000;

    /** Lines of one request together: as many as the body has room for would be written for seconds, in an answer of 70 MB. */
    static final int MOST_LINES = 20_000;

    long companyId() {
        return caller.companyId();
    }

    /** Adds what is wrong with the one at a position, counted from 0. */
    void complain(Complaints all, int position, Complaints wrong) {
        all.addAll(isList ? name(position) + ": " : "", wrong);
    }

    static String name(int position) {
        return "invoices[" + position + "]";
    }
}
