package org.sequitur.numbering;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.sequitur.wire.WireException;

/** Who may make a report now: a report costs seconds of the database and holds one of its connections all the while. */
final class ReportTurns {

    private static final int RETRY_AFTER_SECONDS = 5;

    private final Set<Long> busy = ConcurrentHashMap.newKeySet();
    private final Semaphore free;

    /** @param most reports at a time, of different companies */
    ReportTurns(int most) {
        this.free = new Semaphore(most);
    }

    /** A turn, until it is closed. */
    @FunctionalInterface
    interface Turn {
        void close();
    }

    /** @throws WireException 409 while another report of the company is made, 503 while too many are made of others */
    Turn take(long companyId) {
        if (!busy.add(companyId)) {
            throw WireException.conflict("Another reference report of this company is being made", RETRY_AFTER_SECONDS);
        }
        if (!free.tryAcquire()) {
            busy.remove(companyId);
            throw WireException.unavailable("Too many reports are being made at the moment", RETRY_AFTER_SECONDS);
        }
        return () -> {
            free.release();
            busy.remove(companyId);
        };
    }
}
