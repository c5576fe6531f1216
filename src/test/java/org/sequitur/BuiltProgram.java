package org.sequitur;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the launcher built, jar and cache for fast starts: a start costs half of what it costs from classes, and the tests start a hundred.
 */
final class BuiltProgram {

    private static final Path JAR = Path.of("target", "sequitur.jar").toAbsolutePath();
    private static final Path CACHE = JAR.resolveSibling("sequitur-" + System.getProperty("java.version") + ".aot");
    /** As old as the sources that the jar was made of; the launcher's word that it is whole. */
    private static final Path STAMP = JAR.resolveSibling("built");

    private BuiltProgram() {}

    /** Whether there is one, of the sources as they are: the launcher's rule for whether it builds. */
    static boolean isCurrent() {
        if (!Files.exists(JAR) || !Files.exists(CACHE) || !Files.exists(STAMP)) {
            return false;
        }
        try {
            FileTime built = Files.getLastModifiedTime(STAMP);
            for (String source : List.of("src/main", "pom.xml", ".mvn")) {
                if (isChangedAfter(built, Path.of(source))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isChangedAfter(FileTime time, Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.getLastModifiedTime(file).compareTo(time) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Options and jar, for {@code java}. */
    static List<String> words() {
        return List.of("-Xlog:aot*=off,cds*=off", "-XX:AOTCache=" + CACHE, "-jar", JAR.toString());
    }
}
