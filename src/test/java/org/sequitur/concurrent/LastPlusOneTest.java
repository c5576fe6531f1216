package org.sequitur.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.InFlight;
import org.sequitur.TestDatabase;
import org.sequitur.V2Client;
import org.sequitur.cli.LoopOfCreates;
import org.sequitur.reference.model.History;
import org.sequitur.reference.model.History.Event;
import org.sequitur.reference.model.History.NamedReference;
import org.sequitur.reference.model.LiveCompany;
import org.sequitur.reference.model.Operation;
import org.sequitur.reference.model.ReferenceModel;
import org.sequitur.store.Database;

/** The check that Sequitur passes does find what it is there to find. */
class LastPlusOneTest {

    @TempDir
    private static Path temporary;

    private static TestDatabase postgres;
    private static Database database;

    @BeforeAll
    static void start() {
        postgres = TestDatabase.in(temporary);
        database = Database.open(postgres.address(), 64);
    }

    @AfterAll
    static void stop() {
        database.close();
        postgres.close();
    }

    @Test
    void itsDuplicatesAreFound() throws Exception {
        try (LastPlusOneServer server = new LastPlusOneServer(database.pool(), false)) {
            LoopOfCreates.Result result = play(server, 1000, 64);

            assertThat(result.created()).isEqualTo(1000);
            assertThat(result.tally().duplicates()).isPositive();
            assertThat(result.isConsecutive()).isFalse();
        }
    }

    @Test
    void itsRefusalsAreFoundWhenTheDatabaseWantsUniqueReferences() throws Exception {
        try (LastPlusOneServer server = new LastPlusOneServer(database.pool(), true)) {
            LoopOfCreates.Result result = play(server, 1000, 64);

            assertThat(result.tally().duplicates()).isZero();
            assertThat(result.refusals()).containsOnlyKeys("422 reference has already been taken");
            assertThat(result.isConsecutive()).isFalse();
        }
    }

    @Test
    void withOneClientAtATimeThereIsNothingToFind() throws Exception {
        try (LastPlusOneServer server = new LastPlusOneServer(database.pool(), false)) {
            assertThat(play(server, 100, 1).isConsecutive()).isTrue();
        }
    }

    @Test
    void noOrderExplainsItsAnswers() throws Exception {
        try (LastPlusOneServer server = new LastPlusOneServer(database.pool(), false)) {
            LiveCompany company = new LiveCompany(new V2Client(server.address(), "any")).withContact("Harbour Mills");
            Operation create = new Operation.Create("Harbour Mills", null, null, true);

            List<Event> events = InFlight.atMost(64, Collections.nCopies(300, () -> company.perform(create)));

            Set<NamedReference> stored = events.stream()
                    .map(event -> new NamedReference(
                            event.document(), String.valueOf(event.outcome().reference())))
                    .collect(Collectors.toSet());
            assertThat(new History(events, stored).objection(new ReferenceModel()))
                    .contains("No order explains");
        }
    }

    private static LoopOfCreates.Result play(LastPlusOneServer server, int invoices, int inFlight) throws Exception {
        LoopOfCreates loop = new LoopOfCreates(URI.create(server.address()), "any");
        return loop.run(loop.createContact("Harbour Mills"), invoices, inFlight, _ -> {});
    }
}
