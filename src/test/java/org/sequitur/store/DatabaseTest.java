package org.sequitur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database is opened only if this program can serve it. */
class DatabaseTest {

    private static final String MIGRATIONS = "classpath:store/migration";
    private static final String NEWER = "classpath:store/newer";

    @TempDir
    private static Path temporary;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.start(temporary);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        EmbeddedServer.execute(postgres, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    @Test
    void theSchemaIsBroughtUpToDate() throws Exception {
        open(MIGRATIONS).close();
        try (Database database = open(NEWER);
                Connection connection = database.pool().getConnection()) {
            assertThat(ask(connection, "SELECT count(author) FROM note")).isEqualTo("0");
            assertThat(database.answers()).isTrue();
        }
    }

    @Test
    void aNewerSchemaIsRefusedUntouched() throws Exception {
        open(NEWER).close();
        String before = EmbeddedServer.ask(postgres, "SELECT string_agg(f::text, ' ') FROM flyway_schema_history f");
        assertThatThrownBy(() -> open(MIGRATIONS))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("was written by a newer Sequitur");
        assertThat(EmbeddedServer.ask(postgres, "SELECT string_agg(f::text, ' ') FROM flyway_schema_history f"))
                .isEqualTo(before);
    }

    @Test
    void serversThatStartTogetherMigrateOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<String> task = () -> {
                try (Database database = open(NEWER)) {
                    return String.valueOf(database.answers());
                }
            };
            for (Future<String> outcome : threads.invokeAll(Collections.nCopies(4, task))) {
                assertThat(outcome.get()).isEqualTo("true");
            }
        }
        assertThat(EmbeddedServer.ask(
                        postgres, "SELECT count(*) FROM flyway_schema_history WHERE version IS NOT NULL AND success"))
                .isEqualTo("2");
    }

    @Test
    void anOlderPostgresIsRefused() {
        DatabaseAddress address = DatabaseAddress.parse("postgres://u:s3cret@h/db");
        Database.refuseOlder(15, address);
        assertThatThrownBy(() -> Database.refuseOlder(14, address))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is PostgreSQL 14")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aDatabaseThatIsNotThereIsRefused() throws Exception {
        DatabaseAddress missing = new DatabaseAddress(
                postgres.address().url().replace("/sequitur", "/other"),
                postgres.address().user(),
                postgres.address().password());
        assertThatThrownBy(() -> Database.open(missing))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no such database");
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> Database.open(DatabaseAddress.parse("postgres://u:s3cret@127.0.0.1:" + port + "/db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("s3cret")
                .message()
                .hasLineCount(1);
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            DatabaseAddress address =
                    DatabaseAddress.parse("postgres://u:p@127.0.0.1:" + silent.getLocalPort() + "/db");
            assertThatThrownBy(() -> Database.open(address))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cannot be reached");
        }
    }

    /** A machine that is gone refuses nobody; whoever connects to it waits. */
    @Test
    void aMachineThatIsGoneDoesNotHideTheOneListedAfterIt() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SocketAddress place = deaf.getLocalSocketAddress();
            assertThatThrownBy(() -> {
                        while (waiting.size() < 100) {
                            Socket socket = new Socket();
                            waiting.add(socket);
                            socket.connect(place, 500);
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
            DatabaseAddress both = new DatabaseAddress(
                    postgres.address().url().replace("//", "//127.0.0.1:" + deaf.getLocalPort() + ","),
                    postgres.address().user(),
                    postgres.address().password());
            try (Database database = Database.open(both, 3, MIGRATIONS);
                    Connection connection = database.pool().getConnection()) {
                assertThat(ask(connection, "SELECT count(*) FROM note")).isEqualTo("0");
            }
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void readersAndWritersAreBounded() throws Exception {
        try (Database database = open(MIGRATIONS)) {
            try (Connection reader = database.pool().getConnection()) {
                assertThat(reader.getAutoCommit()).isTrue();
                assertThat(ask(reader, "SHOW statement_timeout")).isEqualTo("30s");
                assertThat(ask(reader, "SHOW lock_timeout")).isEqualTo("10s");
                assertThat(ask(reader, "SHOW application_name")).isEqualTo("sequitur");
            }
            try (Connection writer = database.connect()) {
                assertThat(writer.getAutoCommit()).isFalse();
                assertThat(ask(writer, "SHOW statement_timeout")).isEqualTo("10s");
                assertThat(ask(writer, "SHOW lock_timeout")).isEqualTo("5s");
                writer.rollback();
                assertThat(ask(writer, "SHOW enable_seqscan")).isEqualTo("off");
            }
        }
    }

    @Test
    void aPoolSurvivesTheDeathOfItsServer() throws Exception {
        try (Database database = open(MIGRATIONS)) {
            long pid = postgres.pid();
            PostmasterFile.signal(pid, "KILL");
            EmbeddedPostgresTest.await(() -> postgres.pid() != pid && database.answers());
            EmbeddedPostgresTest.await(() -> {
                try (Connection connection = database.pool().getConnection()) {
                    return ask(connection, "SELECT count(*) FROM note").equals("0");
                } catch (SQLException e) {
                    return false;
                }
            });
        }
    }

    private static Database open(String migrations) {
        return Database.open(postgres.address(), 3, migrations);
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
