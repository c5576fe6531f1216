package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.Sequitur;

/** The cache for fast starts with a real Java, in the layout of a release: it is used, and where it does not fit, nobody notices. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is for Linux and macOS")
class StartCacheTest {

    private static final String FROM_CACHE = "org.sequitur.Sequitur source: shared objects file";

    @TempDir
    private static Path scratch;

    private static Path made;

    private Path release;
    private Path cache;
    private Path classes;

    @BeforeAll
    static void aReleaseWithItsCache() throws Exception {
        made = Files.createDirectory(scratch.resolve("made here"));
        Files.copy(Path.of("sequitur"), made.resolve("sequitur"), StandardCopyOption.COPY_ATTRIBUTES);
        Path classes = Path.of(Sequitur.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        pack(classes, made);

        CommandRun run = run(made, Map.of(), "cache");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(files(made)).as("nothing but the cache is left").hasSize(4);
    }

    @BeforeEach
    void aCopyElsewhere() throws IOException {
        release = Files.createTempDirectory(scratch, "copy");
        for (Path file : files(made)) {
            Path copy = release.resolve(file.getFileName());
            if (Files.isDirectory(file)) {
                Files.createSymbolicLink(copy, file);
            } else {
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        classes = release.resolve("classes.log");
        cache = files(release).stream()
                .filter(file -> file.toString().endsWith(".aot"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theServerComesFromTheCacheAndServes() throws Exception {
        Process server = command(
                        release,
                        Map.of("SEQUITUR_JAVA_OPTS", "-Xlog:class+load:file=" + classes),
                        "serve",
                        "--port=0",
                        "--data=" + release.resolve("data"))
                .redirectErrorStream(true)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader output = server.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                if (line.startsWith("Sequitur is ready at")) {
                    server.toHandle().destroy();
                }
            }
            assertThat(server.waitFor()).as(String.join("\n", said)).isEqualTo(143);
        } finally {
            server.destroyForcibly();
        }
        assertThat(said).first().asString().startsWith("Starting the embedded PostgreSQL");
        assertThat(classes).content().contains(FROM_CACHE);
    }

    /** What can have happened to a cache, or to what it was made for. */
    enum Mishap {
        TRUNCATED {
            @Override
            void happenTo(Path cache) throws IOException {
                try (FileChannel file = FileChannel.open(cache, StandardOpenOption.WRITE)) {
                    file.truncate(file.size() / 2);
                }
            }
        },
        OVERWRITTEN_AT_THE_START {
            @Override
            void happenTo(Path cache) throws IOException {
                overwrite(cache, 0);
            }
        },
        OVERWRITTEN_INSIDE {
            @Override
            void happenTo(Path cache) throws IOException {
                overwrite(cache, Files.size(cache) / 3);
            }
        },
        EMPTY {
            @Override
            void happenTo(Path cache) throws IOException {
                Files.write(cache, new byte[0]);
            }
        },
        JAR_REPLACED {
            @Override
            void happenTo(Path cache) throws IOException {
                Files.setLastModifiedTime(
                        cache.resolveSibling("sequitur.jar"),
                        FileTime.from(Instant.now().plusSeconds(5)));
            }
        };

        abstract void happenTo(Path cache) throws IOException;

        static void overwrite(Path cache, long position) throws IOException {
            try (FileChannel file = FileChannel.open(cache, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(new byte[100_000]), position);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCacheThatDoesNotFitIsPassedOverInSilence(Mishap mishap) throws Exception {
        mishap.happenTo(cache);

        startsAsWithoutCache("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseZGC",
                "-XX:-UseCompressedOops",
                "-Xmx40g",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-XX:+UseCompactObjectHeaders",
                "-Xshare:off"
            })
    void optionsThatItWasNotMadeForWinInSilence(String options) throws Exception {
        startsAsWithoutCache(options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC", "-Xmx256m", "-Dany=thing"})
    void ordinaryOptionsLeaveItInUse(String options) throws Exception {
        CommandRun help = help(options);

        assertThat(help.status()).as(help.err()).isZero();
        assertThat(classes).content().contains(FROM_CACHE);
    }

    private void startsAsWithoutCache(String options) throws Exception {
        CommandRun help = help(options);

        assertThat(help.status()).as(help.err()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Usage: sequitur serve");
        assertThat(classes).content().contains("org.sequitur.Sequitur source:").doesNotContain(FROM_CACHE);
    }

    /** Whether the cache is used is decided before the command is looked at: this one is over soon. */
    private CommandRun help(String options) throws Exception {
        return run(
                release,
                Map.of("SEQUITUR_JAVA_OPTS", options + " -Xlog:class+load:file=" + classes),
                "serve",
                "--help");
    }

    private static CommandRun run(Path folder, Map<String, String> environment, String... arguments) throws Exception {
        return CommandRun.of(List.of(arguments), command(folder, environment, arguments));
    }

    private static ProcessBuilder command(Path folder, Map<String, String> environment, String... arguments) {
        List<String> words = new ArrayList<>(List.of(folder + "/sequitur"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("SEQUITUR_") || name.startsWith("JAVA_") || name.startsWith("JDK_"));
        builder.environment().put("SEQUITUR_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** A jar and the libraries beside it, as the build lays them out: caches are made of jars, not of directories. */
    private static void pack(Path classes, Path folder) throws IOException {
        List<Path> libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .toList();
        Path lib = Files.createDirectory(folder.resolve("lib"));
        for (Path library : libraries) {
            Files.copy(library, lib.resolve(library.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "org.sequitur.Sequitur");
        main.put(
                Attributes.Name.CLASS_PATH,
                libraries.stream()
                        .map(library -> "lib/" + library.getFileName())
                        .collect(Collectors.joining(" ")));
        try (OutputStream file = Files.newOutputStream(folder.resolve("sequitur.jar"));
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> tree = Files.walk(classes)) {
            for (Path entry :
                    tree.filter(path -> !path.equals(classes)).sorted().toList()) {
                boolean isDirectory = Files.isDirectory(entry); // searches of the class path want directories, too
                out.putNextEntry(new JarEntry(classes.relativize(entry) + (isDirectory ? "/" : "")));
                if (!isDirectory) {
                    Files.copy(entry, out);
                }
                out.closeEntry();
            }
        }
    }
}
