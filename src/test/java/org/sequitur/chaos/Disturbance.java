package org.sequitur.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What is done to the stage. Each kind is met a certain number of times in a round. */
enum Disturbance {
    KILL_SERVER(1),
    KILL_SERVER_AT_COMMIT(1),
    FREEZE_SERVER(1),
    KILL_POSTGRES(1),
    KILL_POSTGRES_AT_COMMIT(1),
    SEVER_DATABASE(2),
    LOSE_COMMIT(4),
    LOSE_ANSWER_OF_COMMIT(4),
    DELAY_LOST_COMMIT(4),
    SLOW_COMMITS(2),
    SEVER_CLIENTS(2),
    LOSE_ANSWERS(2);

    private final int timesInARound;

    Disturbance(int timesInARound) {
        this.timesInARound = timesInARound;
    }

    static List<Disturbance> round(Random random) {
        List<Disturbance> round = new ArrayList<>();
        for (Disturbance disturbance : values()) {
            round.addAll(Collections.nCopies(disturbance.timesInARound, disturbance));
        }
        Collections.shuffle(round, random);
        return round;
    }

    /** Does it, and returns when it has happened and what was killed or frozen works again. */
    void happen(Stage stage, Stage.Node node, Customers customers, Random random) throws Exception {
        // The other transactions, each with a commit of its own, are more than the batches.
        boolean ofBatch = random.nextInt(4) > 0;
        switch (this) {
            case KILL_SERVER -> {
                node.process.killHard();
                stage.restart(node);
            }
            case KILL_SERVER_AT_COMMIT -> {
                commit(node, CommitFault.withAction(CommitFault.Kind.AFTER_ACTION, () -> node.process.killHard()));
                stage.restart(node);
            }
            case FREEZE_SERVER -> {
                node.process.signal("STOP");
                Thread.sleep(500 + random.nextInt(2_500));
                node.process.signal("CONT");
            }
            case KILL_POSTGRES -> stage.killPostgres();
            case KILL_POSTGRES_AT_COMMIT ->
                commit(node, CommitFault.withAction(CommitFault.Kind.BEFORE_ACTION, stage::killPostgres));
            case SEVER_DATABASE -> node.database.severAll();
            case LOSE_COMMIT -> commit(node, CommitFault.of(CommitFault.Kind.LOST, Duration.ZERO, ofBatch));
            case LOSE_ANSWER_OF_COMMIT ->
                commit(node, CommitFault.of(CommitFault.Kind.UNANSWERED, Duration.ZERO, ofBatch));
            case DELAY_LOST_COMMIT ->
                commit(
                        node,
                        CommitFault.of(CommitFault.Kind.LATE, Duration.ofMillis(300 + random.nextInt(900)), ofBatch));
            case SLOW_COMMITS -> {
                int before = customers.count("full queues");
                for (int i = 0; i < 20 && customers.count("full queues") < before + 5; i++) {
                    commit(
                            node,
                            CommitFault.of(CommitFault.Kind.SLOW, Duration.ofMillis(100 + random.nextInt(300)), true));
                }
            }
            case SEVER_CLIENTS -> node.clients.severAll();
            case LOSE_ANSWERS -> {
                node.clients.loseAnswers(4);
                FaultedRun.await("four answers to lose", () -> node.clients.answersStillToLose() == 0);
            }
        }
    }

    private static void commit(Stage.Node node, CommitFault fault) throws InterruptedException {
        node.database.expect(fault);
        FaultedRun.await("a commit to disturb", fault.happened::isDone);
    }
}
