package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;
import org.sequitur.store.Flight;

/** Ids that are given back are used again, unless the database may give them to somebody else, too. */
class ItemIdsTest {

    private final ItemIds itemIds = new ItemIds();

    @Test
    void whatACommittedTransactionDrewIsUsedUp() throws Exception {
        ItemIds.Reservation first = reserve(2);
        long id = first.next();
        first.release();

        assertThat(ids(reserve(99))).startsWith(id + 1).hasSize(99);
    }

    /** The sequence's step is on disk with the commit only: after a crash the block may be drawn again. */
    @Test
    void whatARolledBackTransactionDrewIsNotUsed() throws Exception {
        ItemIds.Reservation first = reserve(1);
        long id = first.next();
        first.releaseUncommitted();

        ItemIds.Reservation second = reserve(1);
        long other = second.next();
        assertThat(other / 100).isNotEqualTo(id / 100);
        second.release();
        ItemIds.Reservation third = reserve(2);
        assertThat(third.next()).isEqualTo(other + 1);
        third.releaseUncommitted();
        assertThat(ids(reserve(98))).as("those had before").contains(other + 2).doesNotContain(other + 1);
    }

    private ItemIds.Reservation reserve(int count) throws Exception {
        Flight flight = new Flight();
        ItemIds.Reservation reservation = itemIds.reserve(count, flight);
        try (Connection connection = TestServer.shared().dataSource().getConnection()) {
            flight.fly(connection);
        }
        return reservation;
    }

    private static List<Long> ids(ItemIds.Reservation reservation) {
        List<Long> ids = new ArrayList<>();
        while (reservation.hasNext()) {
            ids.add(reservation.next());
        }
        return ids;
    }
}
