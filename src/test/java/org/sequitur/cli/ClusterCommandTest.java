package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.TestDatabase;

/** What is told where there is no Citus; with one, {@link TestDatabase} distributes. */
class ClusterCommandTest {

    private static final int FAILED = 1;

    @TempDir
    private Path temporary;

    @Test
    void withoutCitusNothingIsDistributedAndThePlacesAreTold() throws Exception {
        CommandRun.in(temporary, Map.of(), "database", "distribute")
                .expectRefused(FAILED, "The embedded PostgreSQL has no Citus");
        try (TestDatabase database = TestDatabase.in(temporary.resolve("database"))) {
            if (!database.isDistributed()) {
                CommandRun.in(temporary, Map.of(), "database", "distribute", "--database-url", database.url())
                        .expectRefused(FAILED, "has no Citus: CREATE EXTENSION citus first");
            }
            assertThat(CommandRun.in(temporary, Map.of(), "database", "tables", "--database-url", database.url())
                            .expectDone()
                            .out())
                    .containsPattern("document +by company")
                    .containsPattern("company +everywhere")
                    .containsPattern("oauth_token +coordinator")
                    .contains(database.isDistributed() ? "is distributed" : "is on one machine");
        }
    }
}
