package org.sequitur.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A database, the servers that work on it one at a time, and the companies of each, which are nobody else's. */
final class Arena {

    /** So that customers' rows and index pages are not all the same one. */
    private static final int CUSTOMERS_OF_A_COMPANY = 10;

    private final Stage stage;
    private final Generator generator;
    private final Map<Variant, Contender> servers = new EnumMap<>(Variant.class);
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private @Nullable RawLimit rawLimit;

    private static final class Group {
        private final String title;
        private final boolean refusesByNature;
        private final List<BenchCompany> companies;
        private long created;
        private long refused;
        private String complaint = "";

        private Group(Scenario scenario, List<BenchCompany> companies) {
            this.title = scenario.variant().title() + ", " + companies.size()
                    + (companies.size() == 1 ? " company" : " companies");
            this.refusesByNature = scenario.variant().refusesByNature();
            this.companies = companies;
        }
    }

    /**
     * Starts the servers that the scenarios need and founds the companies.
     *
     * @param generator is shared with other arenas
     */
    Arena(Cleanup cleanup, Generator generator, Collection<Scenario> scenarios)
            throws IOException, InterruptedException, SQLException {
        this.stage = Stage.open(cleanup);
        this.generator = generator;
        servers.put(Variant.COMBINING, cleanup.add(Contender.start(Variant.COMBINING, stage)));
        for (Scenario scenario : scenarios) {
            Variant variant = scenario.variant();
            if (variant == Variant.BATCHES || variant == Variant.COPY) {
                continue;
            }
            if (!servers.containsKey(variant)) {
                servers.put(variant, cleanup.add(Contender.start(variant, stage)));
            }
        }
        for (Contender server : servers.values()) {
            server.awaitReady();
        }
        for (Scenario scenario : scenarios) {
            if (!groups.containsKey(name(scenario))) {
                found(scenario);
            }
        }
    }

    private void found(Scenario scenario) throws IOException, InterruptedException {
        String name = name(scenario);
        List<BenchCompany> companies = Objects.requireNonNull(servers.get(Variant.COMBINING))
                .found(name, scenario.companies(), CUSTOMERS_OF_A_COMPANY);
        groups.put(name, new Group(scenario, companies));
        generator.introduce(name(scenario) + hashCode(), companies);
    }

    private static String name(Scenario scenario) {
        return scenario.variant().name() + "-" + scenario.companies();
    }

    Stage stage() {
        return stage;
    }

    /** The companies of a scenario. */
    List<BenchCompany> companies(Scenario scenario) {
        return group(scenario).companies;
    }

    /** Has the scenario's server work for a while, without measuring. */
    LoadResult work(Scenario scenario, double seconds) throws IOException, InterruptedException {
        Group group = group(scenario);
        LoadResult result = generator.run(
                server(scenario),
                name(scenario) + hashCode(),
                scenario.inFlight(),
                duration(seconds),
                scenario.variant().invoicesInARequest());
        group.created += result.created() * scenario.variant().invoicesInARequest();
        group.refused += result.refused();
        if (group.complaint.isEmpty()) {
            group.complaint = result.complaint();
        }
        return result;
    }

    /** Whether the server knows requests of this kind; answers other than 201 to the one that is sent do not count. */
    boolean isServed(Scenario scenario) throws IOException, InterruptedException {
        boolean served = work(scenario, 0.001).refused() == 0;
        Group group = group(scenario);
        group.refused = 0;
        group.complaint = "";
        return served;
    }

    Measurement measure(Scenario scenario, double settleSeconds, double seconds)
            throws IOException, InterruptedException {
        work(scenario, settleSeconds);
        // So that the first change of each page is as expensive in every measurement.
        stage.postgres().checkpoint();
        long server = server(scenario).pid();
        Expense before = Expense.soFar(stage, server, generator.pid());
        LoadResult result = work(scenario, seconds);
        Expense spent = Expense.soFar(stage, server, generator.pid()).since(before);
        return Measurement.of(result, scenario.variant().invoicesInARequest(), spent);
    }

    /** @param source the scenario whose invoices are copied; it must have created some */
    Measurement measureRawLimit(Scenario source, double settleSeconds, double seconds)
            throws SQLException, InterruptedException {
        Group group = group(Scenario.RAW_LIMIT);
        if (rawLimit == null) {
            rawLimit = new RawLimit(stage, companies(source).getFirst(), group.companies.getFirst());
        }
        group.created += rawLimit.run(duration(settleSeconds));
        stage.postgres().checkpoint();
        Expense before = Expense.soFar(stage, generator.pid(), generator.pid());
        long start = System.nanoTime();
        long invoices = rawLimit.run(duration(seconds));
        double took = (System.nanoTime() - start) / 1e9;
        group.created += invoices;
        return Measurement.ofCopy(
                invoices,
                took,
                Expense.soFar(stage, generator.pid(), generator.pid()).since(before));
    }

    /** Counts what is stored and holds it against what was answered. */
    List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        for (Group group : groups.values()) {
            verdicts.add(new Verdict(
                    group.title,
                    group.refusesByNature,
                    group.created,
                    group.refused,
                    StoredInvoices.of(group.companies, stage.jdbc()),
                    group.complaint));
        }
        return verdicts;
    }

    private Group group(Scenario scenario) {
        return Objects.requireNonNull(groups.get(name(scenario)));
    }

    private Contender server(Scenario scenario) {
        Contender own = servers.get(scenario.variant());
        return own == null ? Objects.requireNonNull(servers.get(Variant.COMBINING)) : own;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
