package org.sequitur.store;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The company that the running thread works for. PostgreSQL shows a connection of {@link Database#companyPool} nothing else, and one
 * of {@link Database#connectWriter} only what {@link #tell} has named.
 */
public final class CompanyAtWork {

    static final String SETTING = "sequitur.company_id";
    private static final String WRITERS_SETTING = "sequitur.company_ids";

    private static final ScopedValue<Long> ID = ScopedValue.newInstance();

    private CompanyAtWork() {}

    /** Does something for a company. Within it another company can be worked for; afterwards it is again as it was before. */
    public static <T, X extends Throwable> T call(long companyId, ScopedValue.CallableOp<? extends T, X> work)
            throws X {
        return ScopedValue.where(ID, companyId).call(work);
    }

    /** @throws IllegalStateException when the thread works for none */
    static long id() {
        if (!ID.isBound()) {
            throw new IllegalStateException(
                    "The database was asked for a company's data, but no company is at work; what is done for the"
                            + " house as a whole uses HouseConnections");
        }
        return ID.get();
    }

    /** Adds, to a writer's flight, which companies the rest of the transaction is about. */
    public static void tell(Flight flight, long... companyIds) {
        String ids = Arrays.stream(companyIds).mapToObj(Long::toString).collect(Collectors.joining(",", "{", "}"));
        // A question that returns text may cost round trips of its own.
        flight.ask("SELECT set_config('" + WRITERS_SETTING + "', ?, true) IS NULL", rows -> {}, ids);
    }
}
