package org.sequitur.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.sequitur.OutsideProgram;

/** A folder in which programs for Node find axios. */
public final class AxiosFolder {

    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node");

    private static boolean furnished;

    private AxiosFolder() {}

    /** The folder, with a copy of the program in it. */
    public static synchronized Path with(Path program) throws Exception {
        if (!furnished) {
            Files.createDirectories(FOLDER);
            for (String file : List.of("package.json", "package-lock.json")) {
                copy(SOURCES.resolve(file));
            }
            var install = OutsideProgram.run(
                    FOLDER, Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
            assertThat(install.status()).as(install.all()).isZero();
            furnished = true;
        }
        copy(program);
        return FOLDER;
    }

    private static void copy(Path file) throws Exception {
        Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
}
