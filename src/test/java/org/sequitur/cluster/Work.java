package org.sequitur.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.sequitur.ServerProcess;
import org.sequitur.chaos.Checker;
import org.sequitur.chaos.ClientLog;
import org.sequitur.chaos.Customers;
import org.sequitur.chaos.Policy;
import org.sequitur.chaos.Workload;
import org.sequitur.store.DatabaseAddress;

/** Clients of the first company, at work from the beginning until they are {@linkplain #finish told to finish}. */
final class Work implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CLIENTS = 4;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final long SEED = 7;

    private final String databaseUrl;
    private final Path logFile;
    private final ClientLog log;
    private final Workload.Place place;
    private final Customers customers;

    /**
     * @param server any of them, for making what the clients need
     * @param ports where the clients ask
     */
    Work(String databaseUrl, Path directory, ServerProcess server, List<Integer> ports) throws Exception {
        this.databaseUrl = databaseUrl;
        this.logFile = directory.resolve("clients.log");
        this.log = new ClientLog(logFile);
        try (Connection connection = connect()) {
            this.place =
                    Workload.Place.in(server.baseUrl(), ServerProcess.TOKEN, company(connection), Policy.CONSECUTIVE);
        }
        log.company(place.company(), place.policy());
        this.customers = new Customers(ports, log, PATIENCE_MILLIS);
        customers.begin(CLIENTS, List.of(place), SEED);
    }

    private static long company(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM company")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        DatabaseAddress address = DatabaseAddress.parse(databaseUrl);
        String separator = address.url().contains("?") ? "&" : "?";
        return DriverManager.getConnection(
                address.url() + separator + "targetServerType=primary", address.user(), address.password());
    }

    /** Waits until so many more things that clients wanted are settled. */
    void awaitMore(int tasks) throws InterruptedException {
        int enough = customers.settled() + tasks;
        ServerProcess.awaitThat("clients to get on", () -> customers.settled() >= enough);
    }

    /** How often something happened to the clients. */
    int count(String what) {
        return customers.count(what);
    }

    String counts() {
        return customers.counts().toString();
    }

    /**
     * Lets everybody come to an end, asking again for as long as it takes.
     *
     * @return where what they were told and what is stored disagree, and what verifying the books finds
     */
    List<String> finish() throws Exception {
        customers.finish(PATIENCE);
        log.close();
        try (Connection connection = connect()) {
            return Checker.checkAndVerify(logFile, connection, List.of(place));
        }
    }

    @Override
    public void close() throws IOException {
        customers.dismiss();
        log.close();
    }
}
