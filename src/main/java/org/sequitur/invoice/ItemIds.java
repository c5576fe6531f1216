package org.sequitur.invoice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.sequitur.store.Flight;

/**
 * Ids for lines, in blocks that a process draws from the database and hands out by itself. Whoever draws too many gives them back;
 * what is lost with a process leaves a hole between ids, which means nothing.
 */
final class ItemIds {

    private static final int BLOCK = 100;

    private final ArrayDeque<Long> free = new ArrayDeque<>();

    /** Ids for one transaction. */
    final class Reservation {
        private final List<Long> ids = new ArrayList<>();
        private int remembered;
        private int next;

        private Reservation() {}

        /** The next id; there are as many as were reserved once the flight has flown. */
        long next() {
            return ids.get(next++);
        }

        boolean hasNext() {
            return next < ids.size();
        }

        /** Gives back what was not used, once the transaction that drew it is committed. */
        void release() {
            giveBack(ids.size());
        }

        /**
         * The same when that transaction is rolled back, or not committed yet: what it drew is left out. Until a commit nothing says
         * that the sequence's step is on disk, or at a standby; after a crash somebody may draw the same block again.
         */
        void releaseUncommitted() {
            giveBack(remembered);
        }

        private void giveBack(int end) {
            synchronized (free) {
                free.addAll(ids.subList(Math.min(next, end), end));
            }
            ids.clear();
        }
    }

    /** Reserves ids, and adds to the flight the question for what this process has not got. */
    Reservation reserve(int count, Flight flight) {
        Reservation reservation = new Reservation();
        synchronized (free) {
            while (reservation.ids.size() < count && !free.isEmpty()) {
                reservation.ids.add(free.remove());
            }
        }
        reservation.remembered = reservation.ids.size();
        int missing = count - reservation.remembered;
        if (missing > 0) {
            flight.ask(
                    "SELECT nextval('document_item_block') FROM generate_series(1, ?)",
                    rows -> {
                        while (rows.next()) {
                            long first = rows.getLong(1) * BLOCK;
                            for (int i = 0; i < BLOCK; i++) {
                                reservation.ids.add(first + i);
                            }
                        }
                    },
                    (missing + BLOCK - 1) / BLOCK);
        }
        return reservation;
    }
}
