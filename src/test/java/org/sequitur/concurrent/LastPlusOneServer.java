package org.sequitur.concurrent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/**
 * What Sequitur must not be: each request reads the newest reference in a transaction of its own, adds one and inserts.
 * One client after another, nobody can tell the difference. Its table is in a schema of its own, for the tests of the
 * real tables look at all that are in theirs.
 */
public final class LastPlusOneServer implements AutoCloseable {

    private static final String UNIQUE_VIOLATION = "23505";

    private final DataSource database;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param unique whether the database refuses the second of two equal references */
    public LastPlusOneServer(DataSource database, boolean unique) throws IOException, SQLException {
        this.database = database;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS last_plus_one CASCADE; CREATE SCHEMA last_plus_one");
            statement.execute("CREATE TABLE last_plus_one.document (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    + " reference text NOT NULL " + (unique ? "UNIQUE" : "") + ")");
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(threads);
        server.createContext(
                "/v2/contacts", exchange -> answer(exchange, 201, "{\"contact\":{\"url\":\"contacts/1\"}}"));
        server.createContext("/v2/invoices", this::create);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void create(HttpExchange exchange) throws IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            String reference = "%03d".formatted(lastNumber(connection) + 1);
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO last_plus_one.document (reference) VALUES (?) RETURNING id")) {
                insert.setString(1, reference);
                long id = onlyNumber(insert.executeQuery());
                connection.commit();
                answer(
                        exchange,
                        201,
                        "{\"invoice\":{\"url\":\"invoices/%d\",\"reference\":\"%s\"}}".formatted(id, reference));
            }
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw new UncheckedIOException(new IOException(e));
            }
            answer(exchange, 422, "{\"errors\":[{\"message\":\"reference has already been taken\"}]}");
        }
    }

    private static long onlyNumber(ResultSet rows) throws SQLException {
        rows.next();
        return rows.getLong(1);
    }

    private static int lastNumber(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet newest = statement.executeQuery(
                        "SELECT reference FROM last_plus_one.document ORDER BY id DESC LIMIT 1")) {
            return newest.next() ? Integer.parseInt(newest.getString(1)) : 0;
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
