package org.sequitur.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {

    @Test
    void itGoesWithAllThatIsInItAndNothingElse(@TempDir Path elsewhere) throws Exception {
        Path kept = Files.writeString(elsewhere.resolve("kept"), "kept");
        TemporaryDirectory directory = TemporaryDirectory.create("sequitur-test-");
        Path below = Files.createDirectories(directory.path().resolve("a/b"));
        Files.writeString(below.resolve("file"), "text");
        Files.createSymbolicLink(below.resolve("link"), elsewhere);

        directory.close();

        assertThat(directory.path()).doesNotExist();
        assertThat(kept).hasContent("kept");
    }

    @Test
    void itMayBeGoneAlready() throws Exception {
        TemporaryDirectory directory = TemporaryDirectory.create("sequitur-test-");
        Files.delete(directory.path());
        TemporaryDirectory.remove(directory.path());
        directory.close();
        assertThat(directory.path()).doesNotExist();
    }
}
