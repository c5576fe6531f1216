package org.sequitur.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;
import org.sequitur.store.Flight;

/** What one transaction numbers, in memory. */
class DocumentNumberingTest {

    private static final long COMPANY = 1;

    @Test
    void whatIsUndoneIsFreeForTheNextRequestOfTheBatch() throws Exception {
        DocumentNumbering numbering = new DocumentNumbering();
        numbering.announce(COMPANY, List.of(ReferenceScope.GLOBAL), null);
        try (Connection connection = TestServer.shared().dataSource().getConnection()) {
            Flight flight = new Flight();
            numbering.ask(flight);
            flight.fly(connection);
            numbering.begin(connection, false);
        }
        take(numbering, 1, null);
        ReferenceSequences.Mark mark = numbering.mark();
        List<Reference> undone =
                List.of(take(numbering, 2, null), take(numbering, 3, new Reference("B7")), take(numbering, 4, null));
        assertThat(undone).extracting(Reference::text).containsExactly("002", "B7", "B8");

        numbering.undo(mark, COMPANY, undone);

        assertThat(undone).noneMatch(reference -> numbering.isTaken(COMPANY, reference));
        assertThat(take(numbering, 5, null).text()).isEqualTo("002");
        assertThat(take(numbering, 6, null).text()).isEqualTo("003");
    }

    private static Reference take(DocumentNumbering numbering, long id, @Nullable Reference asked) {
        Reference reference = numbering.next(COMPANY, ReferenceScope.GLOBAL, asked);
        numbering.take(COMPANY, ReferenceScope.GLOBAL, id, reference);
        return reference;
    }
}
