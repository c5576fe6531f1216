package org.sequitur.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.V2Client;
import tools.jackson.databind.JsonNode;

/**
 * A backup that was made while clients worked holds all that was acknowledged before it, and its restored server goes on from there. One
 * that was killed amid it, and a restore that was, leave nothing that looks whole.
 */
class BackupUnderLoadTest {

    private static final int CREATES_BEFORE_THE_BACKUP = 300;

    /** Few: what they make while the backup starts is restored, verified and listed. */
    private static final int CLIENTS = 4;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    /** What a command said, and how it ended. */
    private record Ended(int status, String said) {

        Ended expect(int wanted, String... words) {
            assertThat(status).as(said).isEqualTo(wanted);
            assertThat(said).contains(words);
            return this;
        }
    }

    @Test
    void everythingAcknowledgedBeforeItIsRestoredAndTheNumbersGoOn() throws Exception {
        Path files = temporary.resolve("files");
        ServerProcess server = processes.start(
                ServerStart.on(data()).withVariable("SEQUITUR_ATTACHMENTS_DIRECTORY", files.toString()));
        String receipt = receipt(server.client());
        UnderLoad load = new UnderLoad(server.client().newContact("Harbour Mills"), CLIENTS);
        load.begin(server.client());
        ServerProcess.awaitThat("some creates", () -> load.acknowledged() >= CREATES_BEFORE_THE_BACKUP);

        UnderLoad before = load.asOfNow();
        run("backup", "--data", data().toString(), "--attachments-directory", files.toString(), backup().toString())
                .expect(0, "1 files of attachments", "checksum");
        load.stop();
        load.check(server.client());

        Path restored = temporary.resolve("restored");
        Path restoredFiles = temporary.resolve("restored-files");
        run(
                        "restore",
                        backup().toString(),
                        "--data",
                        restored.toString(),
                        "--attachments-directory",
                        restoredFiles.toString())
                .expect(0, "Company mycompany", "1 company, all whole");
        ServerProcess again = processes.start(
                ServerStart.on(restored).withVariable("SEQUITUR_ATTACHMENTS_DIRECTORY", restoredFiles.toString()));
        before.check(again.client());
        assertThat(receipt(again.client(), receipt)).isEqualTo("%PDF-1.4 a receipt");
        run("restore", backup().toString(), "--data", restored.toString(), "--no-attachments")
                .expect(1, "is not empty; nothing was changed");
    }

    @Test
    void whoKillsABackupOrARestoreFindsNothingThatLooksWhole() throws Exception {
        Path files = temporary.resolve("files");
        ServerProcess server = processes.start(
                ServerStart.on(data()).withVariable("SEQUITUR_ATTACHMENTS_DIRECTORY", files.toString()));
        receipt(server.client());
        Path file = onlyFile(files);
        byte[] bytes = Files.readAllBytes(file);
        // A pipe that nobody writes into: whoever reads this file waits.
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        Process killed = start(
                "backup",
                "--data",
                data().toString(),
                "--attachments-directory",
                files.toString(),
                backup().toString());
        ServerProcess.awaitThat(
                "a backup that has come to the files", () -> !unfinished().isEmpty());
        killed.destroyForcibly().waitFor();
        assertThat(backup()).doesNotExist();
        assertThat(unfinished()).hasSize(1);
        Path none = temporary.resolve("none");
        run("restore", unfinished().getFirst().toString(), "--data", none.toString())
                .expect(1, "is no whole backup");
        assertThat(none).doesNotExist();

        Files.delete(file);
        Files.write(file, bytes);
        run("backup", "--data", data().toString(), "--attachments-directory", files.toString(), backup().toString())
                .expect(0, "checksum");
        Path restored = temporary.resolve("restored");
        Process restore =
                start("restore", backup().toString(), "--data", restored.toString(), "--no-attachments", "--no-verify");
        ServerProcess.awaitThat("a restore that has begun", () -> Files.exists(restored.resolve("restore.unfinished")));
        assertThat(restore.isAlive()).isTrue();
        restore.destroyForcibly().waitFor();
        run("verify", "--data", restored.toString()).expect(1, "has not ended");
        run("serve", "--port", "0", "--data", restored.toString()).expect(1, "has not ended");
        run("restore", backup().toString(), "--data", restored.toString(), "--no-attachments")
                .expect(1, "has not ended");
    }

    /** Answers the path of an expense with a file. */
    private static String receipt(V2Client client) throws Exception {
        JsonNode me = client.get("users/me").expect(200).body().path("user");
        String data = Base64.getEncoder().encodeToString("%PDF-1.4 a receipt".getBytes(StandardCharsets.US_ASCII));
        Map<String, Object> expense = Map.of(
                "user", "users/" + V2Client.id(me),
                "category", "285",
                "dated_on", "2026-01-05",
                "gross_value", "-12.34",
                "description", "Lunch",
                "attachment", Map.of("data", data, "file_name", "receipt.pdf", "content_type", "application/x-pdf"));
        return "expenses/"
                + V2Client.id(client.post("expenses", Map.of("expense", expense))
                        .expect(201)
                        .body()
                        .path("expense"));
    }

    private static String receipt(V2Client client, String expense) throws Exception {
        JsonNode attachment =
                client.get(expense).expect(200).body().path("expense").path("attachment");
        URI link = URI.create(attachment.path("content_src").stringValue(""));
        try (var in = link.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static Path onlyFile(Path files) throws Exception {
        try (Stream<Path> all = Files.walk(files)) {
            return all.filter(file -> Files.isRegularFile(file) && !file.endsWith("sequitur-files"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<Path> unfinished() throws Exception {
        List<Path> found = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(temporary, "backup.zip.*.part")) {
            entries.forEach(found::add);
        }
        return found;
    }

    private Ended run(String... arguments) throws Exception {
        Process process = start(arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), said);
    }

    private Process start(String... arguments) throws Exception {
        Process process = ServerStart.program(List.of(), List.of(arguments), Map.of())
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        return process;
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private Path backup() {
        return temporary.resolve("backup.zip");
    }
}
