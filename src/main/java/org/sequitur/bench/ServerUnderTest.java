package org.sequitur.bench;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.company.NewCompany;
import org.sequitur.server.Server;
import org.sequitur.store.Database;
import org.sequitur.store.DatabaseAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A server's process: what {@code serve} starts, with the {@link Variant} as the only difference. It is told on standard input
 * where its database is, in three lines, and then which companies to found; it ends when its input does.
 *
 * <pre>
 * found NAME COUNT CONTACTS                             answered by COUNT lines, each a company
 * </pre>
 */
public final class ServerUnderTest {

    private static final int COMPANIES_IN_A_TRANSACTION = 100;

    private final Server server;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    private ServerUnderTest(Server server, Database database) {
        this.server = server;
        this.jdbc = JdbcClient.create(database.pool());
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database.pool()));
    }

    /** Ends the process when its orders do or when anything fails: the server's own threads would keep it alive. */
    public static void main(String[] arguments) {
        int status = 1;
        try {
            serve(Variant.valueOf(arguments[0]));
            status = 0;
        } catch (IOException | RuntimeException e) {
            System.err.println(e);
        } finally {
            // Nobody has a request in flight any more, and PostgreSQL takes care of its own.
            Runtime.getRuntime().halt(status);
        }
    }

    private static void serve(Variant variant) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Database database = Database.open(new DatabaseAddress(line(orders), line(orders), line(orders)));
        Map<String, Object> settings = new HashMap<>();
        // Counted as ever, but never refused: a benchmark sends more than any user.
        settings.put("sequitur.limits.requests-per-minute", Integer.MAX_VALUE - 1);
        if (variant == Variant.ONE_BY_ONE || variant == Variant.LAST_PLUS_ONE) {
            settings.put("sequitur.batch-size", 1);
        }
        Class<?>[] additions = switch (variant) {
            case LAST_PLUS_ONE -> new Class<?>[] {LastPlusOneFilter.class};
            case CONSTANT_TOKEN -> new Class<?>[] {ConstantTokens.class};
            default -> new Class<?>[0];
        };
        Server server = Server.start(
                database, InetAddress.getLoopbackAddress(), 0, null, settings, Clock.systemUTC(), additions);
        System.out.println(server.port());
        System.out.flush();
        new ServerUnderTest(server, database).obey(orders);
    }

    private static String line(BufferedReader orders) throws IOException {
        String line = orders.readLine();
        if (line == null) {
            throw new EOFException("the orders end early");
        }
        return line;
    }

    private void obey(BufferedReader orders) throws IOException {
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            found(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            System.out.flush();
        }
    }

    private void found(String name, int count, int contacts) {
        int left = count;
        while (left > 0) {
            int now = Math.min(left, COMPANIES_IN_A_TRANSACTION);
            List<BenchCompany> founded = Objects.requireNonNull(transactions.execute(status -> {
                List<BenchCompany> companies = new ArrayList<>();
                for (int i = 0; i < now; i++) {
                    companies.add(found(name, contacts));
                }
                return companies;
            }));
            founded.forEach(company -> System.out.println(company.line()));
            left -= now;
        }
    }

    private BenchCompany found(String name, int contacts) {
        NewCompany company = server.companies()
                .create(new CompanyFounding(
                        name,
                        CompanyType.UK_LIMITED_COMPANY,
                        new CompanyFounding.Owner("owner@example.com", "Bench", "Owner")));
        String token = server.accessTokens()
                .create(company.companyId(), company.ownerId(), "bench")
                .text();
        List<Long> contactIds = jdbc.sql("""
                        INSERT INTO contact (company_id, organisation_name, sort_name, country, created_at, updated_at)
                        SELECT ?, 'Customer ' || n, 'customer ' || n, 'United Kingdom', now(), now()
                        FROM generate_series(1, ?) n RETURNING id
                        """)
                .params(company.companyId(), contacts)
                .query(Long.class)
                .list();
        return new BenchCompany(company.companyId(), token, contactIds);
    }
}
