package org.sequitur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs are unpacked whole, once, where there is room for them. */
class PostgresBinariesTest {

    @TempDir
    private Path temporary;

    @Test
    void serversThatStartTogetherShareOneCopy() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Callable<Integer> task =
                    () -> PostgresBinaries.unpacked(List.of(temporary)).major();
            for (Future<Integer> major : threads.invokeAll(Collections.nCopies(3, task))) {
                assertThat(major.get()).isGreaterThanOrEqualTo(18);
            }
        }
        try (var entries = Files.list(temporary)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsPassedOver() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        Path own = temporary.resolve("own");
        assertThat(PostgresBinaries.unpacked(List.of(file, own)).home().getParent())
                .isEqualTo(own);
        assertThatThrownBy(() -> PostgresBinaries.unpacked(List.of(file)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be unpacked into " + file);
    }
}
