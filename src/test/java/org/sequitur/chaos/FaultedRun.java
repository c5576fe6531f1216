package org.sequitur.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Clients at work, and one disturbance after the other, as the seed has it. */
final class FaultedRun {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CLIENTS = 24;

    /** So short that some ask again while they are being answered. */
    private static final int SHORTEST_PATIENCE_MILLIS = 200;

    /** Settled tasks between two disturbances, at least. */
    private static final int WORK_BETWEEN = 30;

    private final long seed;
    private final Stage stage;
    private final Path logFile;
    private final long began = System.nanoTime();
    private final List<String> story = new ArrayList<>();
    private final Map<Disturbance, Integer> happened = new EnumMap<>(Disturbance.class);

    FaultedRun(long seed, Stage stage, Path logFile) {
        this.seed = seed;
        this.stage = stage;
        this.logFile = logFile;
    }

    /** What happened and when, in seconds from the start. */
    List<String> story() {
        return List.copyOf(story);
    }

    /**
     * Disturbs for so many whole rounds as the time allows, at least one.
     *
     * @return what the checker found, and what verifying the books did
     */
    List<String> run(Duration atLeast) throws Exception {
        Random random = new Random(seed);
        List<Integer> ports =
                stage.nodes().stream().map(node -> node.clients.port()).toList();
        try (ClientLog log = new ClientLog(logFile)) {
            stage.places().forEach(place -> log.company(place.company(), place.policy()));
            Customers customers = new Customers(ports, log, SHORTEST_PATIENCE_MILLIS);
            customers.begin(CLIENTS, stage.places(), seed);
            try {
                do {
                    for (Disturbance disturbance : Disturbance.round(random)) {
                        work(customers, random);
                        disturb(disturbance, customers, random);
                    }
                } while (System.nanoTime() - began < atLeast.toNanos());
                work(customers, random);
            } finally {
                customers.finish(PATIENCE);
                tell("all clients are done: " + customers.counts());
                tell("disturbances: " + happened);
            }
        }
        try (Connection connection = stage.look()) {
            return Checker.checkAndVerify(logFile, connection, stage.places());
        }
    }

    private void work(Customers customers, Random random) throws InterruptedException {
        int enough = customers.settled() + WORK_BETWEEN + random.nextInt(WORK_BETWEEN);
        await("clients to get on", () -> customers.settled() >= enough);
    }

    private void disturb(Disturbance disturbance, Customers customers, Random random) throws Exception {
        int server = random.nextInt(stage.nodes().size());
        tell(disturbance + " at server " + server);
        disturbance.happen(stage, stage.nodes().get(server), customers, random);
        happened.merge(disturbance, 1, Integer::sum);
    }

    private void tell(String what) {
        story.add("%7.2f s  %s".formatted((System.nanoTime() - began) / 1e9, what));
    }

    /** @throws AssertionError when it takes too long: then nothing goes on any more */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + PATIENCE.toMinutes() + " minutes for " + what);
            }
            Thread.sleep(5);
        }
    }
}
