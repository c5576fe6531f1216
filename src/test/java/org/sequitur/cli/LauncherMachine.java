package org.sequitur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A copy of {@code ./sequitur} in a machine of our own making: an empty environment, a home, system folders and JDKs that are
 * stubs, and a java 17 first on the PATH. The stub of {@code java} tells which JDK it is of and what it was called with.
 */
abstract class LauncherMachine {

    @TempDir
    Path scratch;

    Path home;
    Path system;
    Path project;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void aMachineWithJava17OnThePath() throws IOException {
        scratch = scratch.toRealPath();
        home = Files.createDirectory(scratch.resolve("home"));
        system = Files.createDirectory(scratch.resolve("system"));
        jdk(scratch.resolve("jdk-17"), "17.0.15");
        Files.createDirectory(scratch.resolve("bin"));
        Files.createSymbolicLink(scratch.resolve("bin/java"), scratch.resolve("jdk-17/bin/java"));
        project = release(scratch.resolve("sequitur"));
    }

    @AfterEach
    void nothingIsLeftRunning() {
        started.forEach(Process::destroyForcibly);
    }

    record Outcome(int code, String out, String err, long pid) {}

    static final FileAttribute<?> EXECUTABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

    /** The layout of a released archive: nothing to build. */
    static Path release(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(Path.of("sequitur"), folder.resolve("sequitur"));
        Files.createFile(folder.resolve("sequitur.jar"));
        return folder;
    }

    static void jdk(Path folder, String version) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(
                folder.resolve("release"), "IMPLEMENTOR=\"Stub\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Any\"\n");
        Files.createFile(folder.resolve("bin/javac"), EXECUTABLE);
        script(folder.resolve("bin/java"), """
                echo 'java %s'
                for argument; do printf '<%%s>\\n' "$argument"; done
                """.formatted(version));
    }

    static void script(Path file, String body) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, EXECUTABLE);
        Files.writeString(file, "#!/bin/sh\n" + body);
    }

    final Outcome run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(project + "/sequitur"));
        command.addAll(List.of(arguments));
        return run(Map.of(), command.toArray(String[]::new));
    }

    final Outcome run(Map<String, String> environment, String... command) throws Exception {
        return outcome(start(environment, command));
    }

    final Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        home.toString(),
                        "PATH",
                        scratch + "/bin:/usr/bin:/bin",
                        "SEQUITUR_START_CACHE",
                        "off",
                        "SEQUITUR_SYSTEM_ROOT",
                        system.toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** What little the launcher writes fits into the pipes, so that reading can wait for the end. */
    static Outcome outcome(Process process) throws Exception {
        assertThat(process.waitFor(60, SECONDS)).as("ended within a minute").isTrue();
        return new Outcome(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), UTF_8),
                new String(process.getErrorStream().readAllBytes(), UTF_8),
                process.pid());
    }

    static void await(Path file) throws InterruptedException {
        for (int i = 0; i < 1_000 && !Files.exists(file); i++) {
            Thread.sleep(10);
        }
        assertThat(file).exists();
    }
}
