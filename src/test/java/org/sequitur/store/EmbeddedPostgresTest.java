package org.sequitur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A started server keeps what it was given, alone, and leaves nothing behind. */
class EmbeddedPostgresTest {

    @TempDir
    private Path temporary;

    @Test
    void dataOutliveARestart() throws Exception {
        Path data = temporary.resolve("some/data");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            EmbeddedServer.execute(postgres, "CREATE TABLE kept AS SELECT 7 AS id");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("postgres.password"))))
                    .isEqualTo("rw-------");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(EmbeddedServer.ask(postgres, "SELECT id FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void theServerIsDurableAndItsRoleIsNoSuperuser() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(temporary)) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                assertThat(EmbeddedServer.ask(postgres, "SHOW " + setting))
                        .as(setting)
                        .isEqualTo("on");
            }
            assertThat(EmbeddedServer.ask(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(EmbeddedServer.ask(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(EmbeddedServer.ask(postgres, "SHOW shared_buffers")).isEqualTo("256MB");
            assertThat(EmbeddedServer.ask(postgres, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            DatabaseAddress wrong = new DatabaseAddress(postgres.address().url(), "sequitur", "guess");
            assertThatThrownBy(() -> Database.open(wrong))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("does not let us in");
        }
    }

    @Test
    void closingStopsTheServerAndMayBeRepeated() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(temporary);
        long pid = postgres.pid();
        postgres.close();
        postgres.close();
        assertThat(runs(pid)).isFalse();
        assertThat(temporary.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void aSecondServerOnOneDirectoryIsRefused() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(temporary)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(temporary))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use by another Sequitur");
            // Also from another process, and also after the refusal above touched the lock.
            Process other = child(temporary);
            assertThat(firstLine(other)).contains("refused").contains("in use by another Sequitur");
            other.waitFor();
            assertThat(EmbeddedServer.ask(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefused() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        for (Path path : new Path[] {file, file.resolve("below")}) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(path))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(path.toString())
                    .message()
                    .hasLineCount(1);
        }
    }

    @Test
    void aClusterOfAnotherVersionIsRefusedUntouched() throws Exception {
        Path cluster = Files.createDirectories(temporary.resolve("postgres"));
        Files.writeString(cluster.resolve("PG_VERSION"), "9\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(temporary))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("written by PostgreSQL 9");
        try (var files = Files.list(cluster)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void anInterruptedCreationLeavesNoBrokenCluster() throws Exception {
        Path unfinished = Files.createDirectories(temporary.resolve("postgres.new.0badcafe"));
        Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");
        Files.writeString(temporary.resolve("postgres.new.0badcafe.password"), "old");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(temporary)) {
            assertThat(EmbeddedServer.ask(postgres, "SELECT 1")).isEqualTo("1");
        }
        try (var files = Files.newDirectoryStream(temporary, "*.new*")) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void afterKillingTheProgramAmidCreationTheNextStartWorks() throws Exception {
        Process child = child(temporary);
        await(() -> {
            try (var files = Files.newDirectoryStream(temporary, "postgres.new.????????")) {
                return files.iterator().hasNext();
            }
        });
        child.destroyForcibly().waitFor();
        assertThat(temporary.resolve("postgres")).doesNotExist();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(temporary)) {
            assertThat(EmbeddedServer.ask(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void killingTheProgramLeavesNoServerAndNoDamage() throws Exception {
        Process child = child(temporary);
        long pid = Long.parseLong(firstLine(child).replace("postgres ", ""));
        assertThat(runs(pid)).isTrue();
        child.destroyForcibly().waitFor();
        await(() -> !runs(pid));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(temporary)) {
            assertThat(EmbeddedServer.ask(postgres, "SELECT count(*) FROM kept"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aServerThatOutlivedItsProgramAndWatcherIsStoppedByTheNextStart() throws Exception {
        Process child = child(temporary);
        long orphan = Long.parseLong(firstLine(child).replace("postgres ", ""));
        kill(watcherOf(orphan));
        child.destroyForcibly().waitFor();
        assertThat(runs(orphan)).isTrue();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(temporary)) {
            assertThat(runs(orphan)).isFalse();
            assertThat(postgres.pid()).isNotEqualTo(orphan);
            assertThat(EmbeddedServer.ask(postgres, "SELECT count(*) FROM kept"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aPidFileThatNamesSomebodyElseIsNoObstacle() throws Exception {
        EmbeddedPostgres.start(temporary).close();
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Path cluster = temporary.resolve("postgres").toRealPath();
            Files.writeString(
                    cluster.resolve("postmaster.pid"),
                    stranger.pid() + "\n" + cluster + "\n1\n1\n\n127.0.0.1\n1 1\nready\n");
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(temporary)) {
                assertThat(EmbeddedServer.ask(postgres, "SELECT 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aKilledServerComesBackWhereItWas() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(temporary)) {
            EmbeddedServer.execute(postgres, "CREATE TABLE kept AS SELECT 7 AS id");
            DatabaseAddress address = postgres.address();
            for (int round = 0; round < 3; round++) {
                long pid = postgres.pid();
                kill(pid);
                await(() -> postgres.pid() != pid && answers(postgres));
                assertThat(EmbeddedServer.ask(postgres, "SELECT id FROM kept")).isEqualTo("7");
            }
            assertThat(postgres.address()).isEqualTo(address);
        }
    }

    @Test
    void rootWithoutNamespacesLendsAnotherUser() throws Exception {
        assumeTrue(
                new UnixSystem().getUid() == 0 && Command.exists("setpriv"),
                "not for this machine: only root can lend another user, with setpriv");
        Path data = Path.of("/var/tmp/sequitur-test-" + ProcessHandle.current().pid());
        try {
            for (OperatingUser user :
                    new OperatingUser[] {OperatingUser.nobody(), OperatingUser.unmappedRoot(), OperatingUser.nobody()
                    }) {
                try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, user)) {
                    assertThat(EmbeddedServer.ask(postgres, "SELECT 1")).isEqualTo("1");
                }
            }
        } finally {
            TemporaryDirectory.remove(data);
        }
    }

    private static Process child(Path data) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedServer.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(output.readLine());
    }

    private static boolean answers(EmbeddedPostgres postgres) {
        try {
            return EmbeddedServer.ask(postgres, "SELECT 1").equals("1");
        } catch (SQLException e) {
            return false;
        }
    }

    /** A zombie, which nobody may be left to bury, does not run. */
    private static boolean runs(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().commandLine())
                .filter(line -> line.contains("postgres"))
                .isPresent();
    }

    private static long watcherOf(long postmaster) throws IOException {
        Path ownSession = Path.of("/proc", Long.toString(postmaster), "stat");
        assumeTrue(Files.exists(ownSession), "not for this machine: it has no /proc");
        String session = Files.readString(ownSession).replaceAll(".*\\) ", "").split(" ", -1)[3];
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.pid() != postmaster)
                .filter(handle -> handle.info().commandLine().orElse("").contains("sequitur-postgres"))
                .filter(handle -> session.equals(sessionOf(handle.pid())))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static String sessionOf(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
                    .replaceAll(".*\\) ", "")
                    .split(" ", -1)[3];
        } catch (IOException e) {
            return "";
        }
    }

    private static void kill(long pid) {
        PostmasterFile.signal(pid, "KILL");
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
