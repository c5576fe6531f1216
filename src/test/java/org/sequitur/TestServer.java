package org.sequitur;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.company.HeldCompanies;
import org.sequitur.company.NewCompany;
import org.sequitur.server.Server;
import org.sequitur.store.Database;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.token.TokenSecret;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server in this process over a {@link TestDatabase} of its own; one is shared by all tests, each of which founds its own company. */
public final class TestServer implements AutoCloseable {

    /** Seals the secrets of webhooks in tests. */
    public static final String WEBHOOKS_KEY = "dGhpcyBpcyBhIGtleSBmb3IgdGVzdHMsIG5vdCBtb3I=";

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Started at noon, so that no test meets the turn of a day. */
    private static final Clock CLOCK = noon();

    private final Path data;
    private final TestDatabase postgres;
    private final Database database;
    private final Server server;
    private final Clock clock;

    private TestServer(Map<String, Object> settings, Clock clock) throws IOException {
        this.clock = clock;
        data = Files.createTempDirectory("sequitur-test-");
        postgres = TestDatabase.in(data);
        database = postgres.open();
        server = Server.start(database, InetAddress.getLoopbackAddress(), 0, null, settings, clock);
    }

    /** One for the whole run; it ends with the process. */
    private static final class Shared {
        static final TestServer SERVER =
                start(Map.of("sequitur.webhooks.key", WEBHOOKS_KEY, "sequitur.webhooks.allow-private-targets", true));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }

    public static TestServer shared() {
        return Shared.SERVER;
    }

    /** Another one, with settings of its own; to be closed. */
    public static TestServer start(Map<String, Object> settings) {
        return start(settings, CLOCK);
    }

    /** The same, at a time of its own. */
    public static TestServer start(Map<String, Object> settings, Clock clock) {
        try {
            return new TestServer(settings, clock);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Clock noon() {
        Clock clock = Clock.system(ZoneId.of("Europe/London"));
        return Clock.offset(clock, Duration.between(LocalTime.now(clock), LocalTime.NOON));
    }

    /** The day that it is for the server and its companies. */
    public static LocalDate today() {
        return LocalDate.now(CLOCK);
    }

    /** The time that it is for the server. */
    public static Instant now() {
        return CLOCK.instant();
    }

    public String baseUrl() {
        return server.baseUrl().of("");
    }

    public int port() {
        return server.port();
    }

    public Server server() {
        return server;
    }

    /** For looking at what is stored, and for what has no route. */
    public DataSource dataSource() {
        return database.pool();
    }

    /** What the server works on. */
    public Database database() {
        return database;
    }

    /** Where its database is. */
    public DatabaseAddress address() {
        return postgres.address();
    }

    /** A second server on the same database, which knows nothing of the first; to be closed before it. */
    public Server beside(Map<String, Object> settings, Clock clock) {
        return Server.start(database, InetAddress.getLoopbackAddress(), 0, null, settings, clock);
    }

    /** From here on the database is away. */
    public void stopDatabase() {
        postgres.stop();
    }

    /** A UK limited company that is not registered for VAT. */
    public TestCompany newCompany() {
        return newCompany(new CompanyFounding(
                "Test Company " + COUNT.incrementAndGet(),
                CompanyType.UK_LIMITED_COMPANY,
                new CompanyFounding.Owner("owner@example.com", "Olive", "Owner")));
    }

    public TestCompany newCompany(CompanyFounding founding) {
        NewCompany company = server.companies().create(founding);
        return new TestCompany(company.companyId(), company.ownerId(), baseUrl(), token(company));
    }

    /** Nothing happens by itself in the company from here on. */
    public void hold(TestCompany company) {
        if (held().hold(subdomain(company)).isEmpty()) {
            throw new IllegalStateException("not held: " + company.id());
        }
    }

    /** What is due in the company happens from here on. */
    public void release(TestCompany company) {
        if (held().release(subdomain(company)).isEmpty()) {
            throw new IllegalStateException("not released: " + company.id());
        }
    }

    private HeldCompanies held() {
        return new HeldCompanies(new HouseConnections(dataSource()), new RecordClock(clock));
    }

    private String subdomain(TestCompany company) {
        return JdbcClient.create(dataSource())
                .sql("SELECT subdomain FROM company WHERE id = ?")
                .param(company.id())
                .query(String.class)
                .single();
    }

    private String token(NewCompany company) {
        TokenSecret secret = server.accessTokens().create(company.companyId(), company.ownerId(), "test");
        return secret.text();
    }

    @Override
    public void close() {
        server.close();
        database.close();
        postgres.close();
        try {
            TestDatabase.remove(data);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
