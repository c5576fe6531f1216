package org.sequitur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flight is one round trip, in which each statement sees the ones before it. */
class FlightTest {

    @TempDir
    private static Path temporary;

    private static EmbeddedPostgres postgres;
    private static Database database;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.start(temporary);
        database = Database.open(postgres.address(), 2, "classpath:store/migration");
    }

    @AfterAll
    static void stop() {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        EmbeddedServer.execute(postgres, "TRUNCATE note");
    }

    @Test
    void eachStatementSeesTheOnesBeforeIt() throws SQLException {
        List<String> bodies = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        try (Connection writer = database.connect()) {
            new Flight()
                    .tell("INSERT INTO note VALUES (?, ?), (?, ?) -- two", 1L, "a;b", 2, "it's ?")
                    .count("UPDATE note SET body = body || '?' WHERE id = ANY(?)", counts::add, new long[] {1, 2, 3})
                    .ask(
                            "SELECT body FROM note WHERE id = ANY(?) ORDER BY id",
                            rows -> {
                                while (rows.next()) {
                                    bodies.add(rows.getString(1));
                                }
                            },
                            new SqlArray("bigint", new Object[] {1L, 2L}))
                    .fly(writer);
            assertThat(bodies).containsExactly("a;b?", "it's ??");
            assertThat(counts).containsExactly(2);
            assertThat(EmbeddedServer.ask(postgres, "SELECT count(*) FROM note"))
                    .isEqualTo("0");
            writer.rollback();
        }
    }

    @Test
    void aCommitMayTravelAlong() throws SQLException {
        try (Connection writer = database.connect()) {
            for (long id = 1; id <= 12; id++) {
                new Flight()
                        .tell("INSERT INTO note VALUES (?, ?)", id, "x")
                        .tell("COMMIT")
                        .fly(writer);
                assertThat(EmbeddedServer.ask(postgres, "SELECT count(*) FROM note"))
                        .isEqualTo(Long.toString(id));
            }
            new Flight().tell("DELETE FROM note").fly(writer);
            writer.rollback();
            assertThat(EmbeddedServer.ask(postgres, "SELECT count(*) FROM note"))
                    .isEqualTo("12");
        }
    }

    @Test
    void aFailureRollsBackAndLeavesTheConnectionUsable() throws SQLException {
        try (Connection writer = database.connect()) {
            assertThatThrownBy(() -> new Flight()
                            .tell("INSERT INTO note VALUES (?, ?)", 1L, "a")
                            .tell("INSERT INTO note VALUES (?, ?)", 1L, "b")
                            .tell("COMMIT")
                            .fly(writer))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
            new Flight()
                    .tell("INSERT INTO note VALUES (?, ?)", 2L, "c")
                    .tell("COMMIT")
                    .fly(writer);
        }
        assertThat(EmbeddedServer.ask(postgres, "SELECT string_agg(body, '') FROM note"))
                .isEqualTo("c");
    }

    @Test
    void whatTheStatementAfterALockSeesIsFresh() throws Exception {
        EmbeddedServer.execute(postgres, "INSERT INTO note VALUES (1, 'lock')");
        try (Connection first = database.connect();
                Connection second = database.connect()) {
            new Flight()
                    .ask("SELECT id FROM note WHERE id = 1 FOR UPDATE", rows -> {})
                    .fly(first);
            List<Long> seen = new ArrayList<>();
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try {
                    new Flight()
                            .ask("SELECT id FROM note WHERE id = 1 FOR UPDATE", rows -> {})
                            .ask("SELECT max(id) FROM note", rows -> {
                                rows.next();
                                seen.add(rows.getLong(1));
                            })
                            .tell("COMMIT")
                            .fly(second);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            EmbeddedPostgresTest.await(() -> EmbeddedServer.ask(
                            postgres, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                    .equals("1"));
            new Flight()
                    .tell("INSERT INTO note VALUES (?, ?)", 2L, "late")
                    .tell("COMMIT")
                    .fly(first);
            waiting.get(30, TimeUnit.SECONDS);
            assertThat(seen).containsExactly(2L);
        }
    }

    @Test
    void aFlightIsOneRoundTripHoweverOftenItIsFlown() throws Exception {
        try (Wiretap wiretap = new Wiretap(postgres.address());
                Connection connection = DriverManager.getConnection(
                        wiretap.url() + "&socketTimeout=20",
                        postgres.address().user(),
                        postgres.address().password())) {
            connection.setAutoCommit(false);
            for (long id = 1; id <= 12; id++) {
                int before = wiretap.roundTrips();
                new Flight()
                        .ask("SELECT body, body AS again FROM note WHERE id = ANY(?)", rows -> {}, new long[] {id, 7})
                        .ask("SELECT string_agg(body, ',') FROM note WHERE body = ?", rows -> {}, "x")
                        .tell("INSERT INTO note VALUES (?, ?)", id, "x")
                        .tell("COMMIT")
                        .fly(connection);
                assertThat(wiretap.roundTrips() - before).as("flight " + id).isEqualTo(1);
            }
            List<String> prepared = new ArrayList<>();
            new Flight()
                    .ask("SELECT statement FROM pg_prepared_statements", rows -> {
                        while (rows.next()) {
                            prepared.add(rows.getString(1).strip());
                        }
                    })
                    .fly(connection);
            assertThat(prepared).filteredOn(text -> text.startsWith("INSERT")).hasSize(1);
        }
    }

    @Test
    void parametersArriveAsTheyAre() throws SQLException {
        Instant instant = Instant.parse("2026-01-02T03:04:05.678901Z");
        List<String> seen = new ArrayList<>();
        try (Connection writer = database.connect()) {
            new Flight()
                    .ask(
                            "SELECT concat_ws(' ', ?::int, ?::numeric, ?::date, ?::timestamptz, ?::timestamptz, ?::boolean,"
                                    + " encode(?, 'hex'), ?::text, ?::jsonb, array_length(?, 1), (?::int[])[2])",
                            rows -> {
                                rows.next();
                                seen.add(rows.getString(1));
                            },
                            1,
                            new BigDecimal("1.50"),
                            LocalDate.of(2026, 1, 2),
                            instant,
                            OffsetDateTime.parse("2026-01-02T05:04:05+02:00"),
                            true,
                            new byte[] {1, (byte) 255},
                            null,
                            "{}",
                            new String[] {"a", "b"},
                            new int[] {4, 5})
                    .fly(writer);
            writer.rollback();
        }
        assertThat(seen.getFirst()).startsWith("1 1.50 2026-01-02 ").contains(" t 01ff {} 2 5");
    }

    @Test
    void aQuestionThatIsToldIsAMistake() throws SQLException {
        try (Connection writer = database.connect()) {
            assertThatThrownBy(() -> new Flight().tell("SELECT 1").fly(writer)).hasMessageContaining("nobody reads");
            assertThatThrownBy(() -> new Flight()
                            .ask("UPDATE note SET body = body", rows -> {})
                            .fly(writer))
                    .hasMessageContaining("returns no rows");
        }
    }
}
