package org.sequitur.backup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.DatabaseSnapshot;
import tools.jackson.databind.JsonNode;

/** A server with data of many kinds, and empty databases beside its own. */
final class BackedUpServer implements AutoCloseable {

    static final String SUPERUSER = "postgres";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestServer server;
    private final Path files;

    private BackedUpServer(TestServer server, Path files) {
        this.server = server;
        this.files = files;
    }

    /** @param files where it keeps attachments */
    static BackedUpServer start(Path files) throws Exception {
        TestServer server = TestServer.start(Map.of("sequitur.attachments.directory", files.toString()));
        BackedUpServer backedUp = new BackedUpServer(server, files);
        for (int i = 0; i < 2; i++) {
            backedUp.fill(server.newCompany());
        }
        return backedUp;
    }

    private void fill(TestCompany company) throws Exception {
        V2Client client = company.client();
        // What COPY has to escape.
        String contact = client.newContact("Tab\tand \\ and \"quotes\" and Ünïcode 🧾\nin two lines");
        client.post("invoices", Draft.list(Collections.nCopies(30, Draft.of(contact))))
                .expect(201);
        JsonNode account = client.get("bank_accounts")
                .expect(200)
                .body()
                .path("bank_accounts")
                .path(0);
        client.post(
                        "bank_transactions/statement?bank_account="
                                + account.path("url").stringValue(""),
                        Map.of("statement", List.of(Map.of("dated_on", "2026-01-05", "amount", "12.5"))))
                .expect(200);
        JsonNode me = client.get("users/me").expect(200).body().path("user");
        String data = Base64.getEncoder().encodeToString("%PDF-1.4 a receipt".getBytes(StandardCharsets.US_ASCII));
        Map<String, Object> expense = Map.of(
                "user",
                "users/" + V2Client.id(me),
                "category",
                "285",
                "dated_on",
                "2026-01-05",
                "gross_value",
                "-12.34",
                "description",
                "Lunch",
                "attachment",
                Map.of("data", data, "file_name", "receipt.pdf", "content_type", "application/x-pdf"));
        client.post("expenses", Map.of("expense", expense)).expect(201);
    }

    TestServer server() {
        return server;
    }

    DatabaseAddress address() {
        return server.address();
    }

    /** An empty database, of the role that the server signs in as. */
    DatabaseAddress newDatabase() throws SQLException {
        String name = "empty" + COUNT.incrementAndGet();
        execute(superuser(), "CREATE DATABASE " + name + " OWNER sequitur");
        return new DatabaseAddress(
                address().url().replace("/sequitur?", "/" + name + "?"),
                address().user(),
                address().password());
    }

    private DatabaseAddress superuser() {
        return new DatabaseAddress(
                address().url().replace("/sequitur?", "/postgres?"),
                SUPERUSER,
                address().password());
    }

    BackupWriter writer(DatabaseSnapshot snapshot) {
        return BackupWriter.of(snapshot, files, true, "test", Instant.EPOCH, (done, total) -> {});
    }

    Path backup(Path file) {
        try (DatabaseSnapshot snapshot = DatabaseSnapshot.of(address())) {
            writer(snapshot).write(file, false, damage -> {
                throw new AssertionError(damage);
            });
        }
        return file;
    }

    /** @param directory for attachments; null when they are left out */
    static Set<String> restore(Path backup, DatabaseAddress address, @Nullable Path directory) {
        try (BackupFile file = BackupFile.open(backup, (done, total) -> {})) {
            return Restoration.of(file, directory, (done, total) -> {}).into(address);
        }
    }

    static void execute(DatabaseAddress address, String... statements) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static List<String> ask(DatabaseAddress address, String sql) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                answers.add(String.valueOf(rows.getString(1)));
            }
        }
        return answers;
    }

    static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    @Override
    public void close() {
        server.close();
    }
}
