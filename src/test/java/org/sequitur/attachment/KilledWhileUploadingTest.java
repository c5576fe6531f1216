package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.TestDatabase;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.store.Database;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.HouseConnections;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} amid uploads into a directory that two servers share: what was acknowledged is there byte for byte, and in the end
 * nothing lies in the directory that no attachment has.
 */
class KilledWhileUploadingTest {

    private static final int CLIENTS = 12;
    private static final int BEFORE_THE_END = 60;
    private static final int BYTES = 30_000;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    /** By the path of the expense, what the file on it was made from. */
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    private final Set<String> otherAnswers = ConcurrentHashMap.newKeySet();
    private final AtomicLong seeds = new AtomicLong();
    private volatile boolean stopped;

    @Test
    void whatWasAcknowledgedIsThereAndNothingElseStays() throws Exception {
        try (TestDatabase postgres = TestDatabase.in(temporary.resolve("database"));
                Database database = Database.open(postgres.address())) {
            ServerProcess one = start("one", postgres.address());
            ServerProcess two = start("two", postgres.address());
            ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
            for (int i = 0; i < CLIENTS; i++) {
                V2Client client = (i % 2 == 0 ? one : two).client();
                clients.execute(() -> uploadUntilStopped(client));
            }
            ServerProcess.awaitThat("some uploads", () -> acknowledged.size() >= BEFORE_THE_END);
            one.killHard();
            int then = acknowledged.size();
            ServerProcess.awaitThat("more uploads", () -> acknowledged.size() >= then + 10);
            two.killHard();
            stopped = true;
            clients.close();
            assertThat(otherAnswers).isEmpty();

            V2Client client = start("three", postgres.address()).client();
            for (Map.Entry<String, Long> each : acknowledged.entrySet()) {
                JsonNode expense = client.get(each.getKey()).expect(200).body().path("expense");
                assertThat(Download.of(Receipts.link(expense, "content_src"))
                                .expect(200)
                                .bytes())
                        .isEqualTo(SampleFiles.pdf(each.getValue(), BYTES));
            }
            assertThat(verified(database)).isEmpty();
            sweepWhatIsOld(database);
            assertThat(files()).hasSize(attachments(database));
            assertThat(verified(database)).isEmpty();
        }
    }

    private void uploadUntilStopped(V2Client client) {
        try {
            Receipts receipts = Receipts.of(client);
            while (!stopped) {
                JsonNode expense = upload(receipts);
                if (expense != null) {
                    replace(receipts, expense);
                }
            }
        } catch (IOException e) {
            // The server is dead: what this client asked last may or may not have been stored.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable JsonNode upload(Receipts receipts) throws IOException, InterruptedException {
        long seed = seeds.incrementAndGet();
        Answer answer = receipts.post(pdf(seed));
        if (answer.status() != 201) {
            otherAnswers.add(answer.status() + " " + answer.text());
            return null;
        }
        JsonNode expense = answer.body().path("expense");
        acknowledged.put(Receipts.path(expense), seed);
        return expense;
    }

    private void replace(Receipts receipts, JsonNode expense) throws IOException, InterruptedException {
        long seed = seeds.incrementAndGet();
        // Until it is answered, either file may be the one.
        acknowledged.remove(Receipts.path(expense));
        Answer answer = receipts.put(expense, pdf(seed));
        if (answer.status() == 200) {
            acknowledged.put(Receipts.path(expense), seed);
        } else {
            otherAnswers.add(answer.status() + " " + answer.text());
        }
    }

    private static Map<String, Object> pdf(long seed) {
        return SampleFiles.upload(SampleFiles.pdf(seed, BYTES), "receipt.pdf", "application/pdf");
    }

    private ServerProcess start(String name, DatabaseAddress database) throws Exception {
        String url = TestDatabase.urlOf(database);
        return processes.start(ServerStart.on(temporary.resolve(name))
                .with("--database-url", url)
                .withVariable("SEQUITUR_ATTACHMENTS_DIRECTORY", directory().toString()));
    }

    private Path directory() {
        return temporary.resolve("files");
    }

    private List<String> verified(Database database) throws Exception {
        List<String> breaches = new ArrayList<>();
        try (var connection = database.pool().getConnection()) {
            for (long company : JdbcClient.create(database.pool())
                    .sql("SELECT id FROM company")
                    .query(Long.class)
                    .list()) {
                new FilesCheck(directory().toString()).run(connection, company, breaches::add);
            }
        }
        return breaches;
    }

    private void sweepWhatIsOld(Database database) {
        JdbcClient jdbc = JdbcClient.create(database.pool());
        try (ReleasedFiles sweeper =
                new ReleasedFiles(new HouseConnections(database.pool()), new FileDirectory(directory()))) {
            for (int round = 0; round < 2; round++) {
                jdbc.sql("UPDATE stored_file SET since = since - interval '2 hours'")
                        .update();
                while (sweeper.sweep() > 0) {
                    // Some at a time.
                }
            }
        }
    }

    private static int attachments(Database database) {
        return JdbcClient.create(database.pool())
                .sql("SELECT count(*) FROM attachment")
                .query(Integer.class)
                .single();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory())) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("sequitur-files"))
                    .toList();
        }
    }
}
