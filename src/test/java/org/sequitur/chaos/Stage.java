package org.sequitur.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sequitur.FurnishedData;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.company.NewCompany;
import org.sequitur.server.Server;
import org.sequitur.store.Database;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.EmbeddedPostgres;

/** One PostgreSQL, several server processes on it, and every connection between them and to the clients in the test's hand. */
final class Stage implements AutoCloseable {

    /** Small, so that it is met. */
    private static final String QUEUE = "8";

    private final Path directory;
    private final ServerProcesses processes;
    private final EmbeddedPostgres postgres;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Workload.Place> places = new ArrayList<>();

    /** A server and what connects it. */
    static final class Node {

        final DatabaseLine database;
        final ClientLine clients;
        volatile ServerProcess process;

        Node(DatabaseLine database, ClientLine clients, ServerProcess process) {
            this.database = database;
            this.clients = clients;
            this.process = process;
        }
    }

    Stage(Path directory, ServerProcesses processes) {
        this.directory = directory;
        this.processes = processes;
        this.postgres = EmbeddedPostgres.start(FurnishedData.in(directory.resolve("database")));
    }

    void found(List<Policy> policies) throws Exception {
        try (Database database = Database.open(postgres.address());
                Server server = Server.start(database, InetAddress.getLoopbackAddress(), 0, null, Map.of())) {
            for (Policy policy : policies) {
                places.add(found(server, policy));
            }
        }
    }

    private static Workload.Place found(Server server, Policy policy) throws Exception {
        NewCompany company = server.companies()
                .create(new CompanyFounding(
                        "Chaos " + policy,
                        CompanyType.UK_LIMITED_COMPANY,
                        new CompanyFounding.Owner("owner@example.com", "Olive", "Owner")));
        String token = server.accessTokens()
                .create(company.companyId(), company.ownerId(), "chaos")
                .text();
        return Workload.Place.in(server.baseUrl().of(""), token, company.companyId(), policy);
    }

    void start(int servers) throws Exception {
        for (int i = 0; i < servers; i++) {
            DatabaseLine database = new DatabaseLine(port());
            ServerProcess process = launch(database);
            process.awaitReady();
            nodes.add(new Node(database, new ClientLine(port(process)), process));
        }
    }

    private ServerProcess launch(DatabaseLine line) throws Exception {
        DatabaseAddress address = postgres.address();
        String url = "postgres://" + address.user() + ":" + address.password() + "@127.0.0.1:" + line.port()
                + "/sequitur?sslmode=disable";
        return processes.launch(ServerStart.bare(directory.resolve("server"))
                .with("--port", "0", "--database-url", url)
                .withVariable("SEQUITUR_QUEUE_PER_COMPANY", QUEUE)
                .withVariable("SEQUITUR_QUEUE_WAIT", "2s")
                .withVariable("SEQUITUR_BATCH_WORK", "3s")
                .withVariable("SEQUITUR_BATCH_SIZE", "16"));
    }

    /** After its process was killed; returns when it serves again. */
    void restart(Node node) throws Exception {
        node.process = launch(node.database);
        node.process.awaitReady();
        node.clients.leadTo(port(node.process));
    }

    private static int port(ServerProcess process) {
        String address = process.baseUrl();
        return Integer.parseInt(address.replaceFirst(".*:([0-9]+).*", "$1"));
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    List<Workload.Place> places() {
        return List.copyOf(places);
    }

    private int port() {
        return Integer.parseInt(postgres.address().url().replaceFirst(".*:([0-9]+)/.*", "$1"));
    }

    /** {@code kill -9}; its supervisor brings it back. */
    void killPostgres() {
        ProcessHandle.of(postgres.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Past the lines, for looking at the end. */
    Connection look() throws SQLException {
        DatabaseAddress address = postgres.address();
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    @Override
    public void close() throws IOException {
        try {
            for (Node node : nodes) {
                node.process.killHard();
                node.database.close();
                node.clients.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            postgres.close();
        }
    }
}
