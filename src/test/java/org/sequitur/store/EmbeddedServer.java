package org.sequitur.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A program that embeds PostgreSQL, says so, and waits to be killed. */
public final class EmbeddedServer {

    private EmbeddedServer() {}

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]))) {
            execute(postgres, "CREATE TABLE IF NOT EXISTS kept (id bigint)");
            execute(postgres, "INSERT INTO kept VALUES (1)");
            System.out.println("postgres " + postgres.pid());
            while (System.in.read() >= 0) {
                // Until the end of the input.
            }
        } catch (StoreException e) {
            System.out.println("refused " + e.getMessage());
        }
    }

    static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        DatabaseAddress address = postgres.address();
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
