package org.sequitur.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sequitur.store.Database;
import org.sequitur.store.EmbeddedPostgres;
import org.sequitur.store.TemporaryDirectory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A PostgreSQL as {@code serve} starts it, with its data in a temporary directory that goes at the end. */
final class Stage {

    private static final int CONNECTIONS = 1;

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final Database database;
    private final JdbcClient jdbc;

    private Stage(Path directory, EmbeddedPostgres postgres, Database database, JdbcClient jdbc) {
        this.directory = directory;
        this.postgres = postgres;
        this.database = database;
        this.jdbc = jdbc;
    }

    static Stage open(Cleanup cleanup) throws IOException, SQLException {
        Path directory =
                cleanup.add(TemporaryDirectory.create("sequitur-bench-")).path();
        EmbeddedPostgres postgres = cleanup.add(EmbeddedPostgres.start(directory.resolve("data")));
        Database database = cleanup.add(Database.open(postgres.address(), CONNECTIONS));
        return new Stage(directory, postgres, database, JdbcClient.create(patient(cleanup.add(database.connect()))));
    }

    /** Filling and counting millions of rows takes as long as it takes. */
    private static SingleConnectionDataSource patient(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        connection.setNetworkTimeout(Runnable::run, 0);
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET ALL");
        }
        return new SingleConnectionDataSource(connection, true);
    }

    Path directory() {
        return directory;
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    Database database() {
        return database;
    }

    /** A session without time limits, for one thread at a time. */
    JdbcClient jdbc() {
        return jdbc;
    }
}
