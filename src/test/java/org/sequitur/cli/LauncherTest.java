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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code ./sequitur} promises, tried on a copy of it in a machine of our own making: an empty environment, a home,
 * system folders and JDKs that are stubs, and a java 17 first on the PATH. The stub of {@code java} tells which JDK it
 * is of and what it was called with.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is for Linux and macOS")
class LauncherTest {

    @TempDir
    Path scratch;

    private Path home;
    private Path system;
    private Path project;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system/usr/lib/jvm/temurin-25-jdk-amd64",
                "system/usr/java/jdk-25",
                "system/opt/java/openjdk",
                "system/opt/jdk-25.0.1",
                "system/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
                "system/opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
                "system/usr/local/opt/openjdk/libexec/openjdk.jdk/Contents/Home",
                "system/home/linuxbrew/.linuxbrew/opt/openjdk@25/libexec",
                "home/Library/Java/JavaVirtualMachines/openjdk-25/Contents/Home",
                "home/.sdkman/candidates/java/25.0.1-tem",
                "home/.jdks/temurin-25.0.1",
                "home/.asdf/installs/java/temurin-25.0.1",
                "home/.local/share/mise/installs/java/25.0.1"
            })
    void aJdk25IsFoundAlthoughTheJavaOnThePathIs17(String place) throws Exception {
        jdk(scratch.resolve("system/usr/lib/jvm/java-21-openjdk"), "21.0.2");
        jdk(scratch.resolve(place), "25.0.1");

        Outcome outcome = run("serve");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("java 25.0.1\n");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void withoutAJdk25OneLineSaysWhatToInstall() throws Exception {
        jdk(system.resolve("usr/lib/jvm/java-21-openjdk"), "21.0.2");
        jdk(system.resolve("usr/lib/jvm/java-8-openjdk"), "1.8.0_402");

        Outcome outcome = run("serve");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).endsWith("\n").hasLineCount(1).contains("JDK 25", "install");
    }

    @Test
    void theLatestUpdateOf25IsPreferredToOlderUpdatesAndToLaterVersions() throws Exception {
        jdk(home.resolve(".jdks/a"), "25.0.9");
        jdk(home.resolve(".jdks/b"), "25.0.10");
        jdk(home.resolve(".jdks/c"), "25");
        jdk(system.resolve("usr/lib/jvm/d"), "26.0.1");

        assertThat(run("serve").out()).startsWith("java 25.0.10\n");
    }

    @Test
    void aLaterVersionIsTakenIfThereIsNo25() throws Exception {
        jdk(home.resolve(".jdks/a"), "27");
        jdk(home.resolve(".jdks/b"), "26.0.1");

        assertThat(run("serve").out()).startsWith("java 26.0.1\n");
    }

    @Test
    void whatTheUserChoseIsTaken() throws Exception {
        jdk(home.resolve(".jdks/a"), "25.0.9");
        jdk(scratch.resolve("mine"), "26");
        jdk(scratch.resolve("my other"), "25.0.1");
        Map<String, String> javaHome = Map.of("JAVA_HOME", scratch + "/mine");
        Map<String, String> both = Map.of("JAVA_HOME", scratch + "/mine", "SEQUITUR_JAVA_HOME", scratch + "/my other");

        assertThat(run(javaHome, project + "/sequitur").out()).startsWith("java 26\n");
        assertThat(run(both, project + "/sequitur").out()).startsWith("java 25.0.1\n");
    }

    @Test
    void aJavaHomeThatIsTooOldIsPassedOverButASequiturJavaHomeIsRefused() throws Exception {
        jdk(home.resolve(".jdks/a"), "25.0.9");
        String old = scratch + "/jdk-17";

        assertThat(run(Map.of("JAVA_HOME", old), project + "/sequitur").out()).startsWith("java 25.0.9\n");

        Outcome refused = run(Map.of("SEQUITUR_JAVA_HOME", old), project + "/sequitur");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).hasLineCount(1).contains("SEQUITUR_JAVA_HOME=" + old);
    }

    @Test
    void theJavaOnThePathIsTakenIfItIs25AlsoThroughSymbolicLinks() throws Exception {
        jdk(home.resolve(".jdks/a"), "25.0.9");
        jdk(scratch.resolve("jdk-25"), "25.0.1");
        Files.createSymbolicLink(scratch.resolve("alternative"), Path.of("jdk-25/bin/java"));
        Files.delete(scratch.resolve("bin/java"));
        Files.createSymbolicLink(scratch.resolve("bin/java"), Path.of("../alternative"));

        assertThat(run("serve").out()).startsWith("java 25.0.1\n");
    }

    @Test
    void aPathWithSpacesWorks() throws Exception {
        jdk(home.resolve(".jdks/the latest one"), "25.0.1");
        Path spaced = release(scratch.resolve("my own  programs/sequitur $HOME"));

        Outcome outcome = run(Map.of(), spaced + "/sequitur", "serve");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("java 25.0.1\n").contains("<" + spaced + "/sequitur.jar>\n<serve>\n");
    }

    @Test
    void calledThroughASymbolicLinkWorks() throws Exception {
        jdk(home.resolve(".jdks/a"), "25.0.1");
        Files.createDirectories(home.resolve("bin"));
        Files.createSymbolicLink(home.resolve("bin/invoices"), Path.of("../link"));
        Files.createSymbolicLink(home.resolve("link"), project.resolve("sequitur"));

        Outcome outcome = run(Map.of(), home + "/bin/invoices", "serve");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("<" + project + "/sequitur.jar>\n<serve>\n");
    }

    @Test
    void argumentsArriveUnchanged() throws Exception {
        jdk(home.resolve(".jdks/a"), "25.0.1");

        Outcome outcome = run("token", "two  words", "", "it's \"quoted\"", "*", "$HOME", "back\\slash", "-x=", "");

        assertThat(outcome.out())
                .endsWith("<-jar>\n<" + project + "/sequitur.jar>\n<token>\n<two  words>\n<>\n"
                        + "<it's \"quoted\">\n<*>\n<$HOME>\n<back\\slash>\n<-x=>\n<>\n");
    }

    @Test
    void argumentsOutsideAsciiArriveUnchanged() throws Exception {
        jdk(home.resolve(".jdks/a"), "25.0.1");

        // Made by the shell, for this JVM may run in a locale in which it cannot pass one on.
        Outcome outcome =
                run(Map.of(), "/bin/sh", "-c", "exec \"$0\" \"$(printf '\\303\\251')\"", project + "/sequitur");

        assertThat(outcome.out()).endsWith("<é>\n");
    }

    @Test
    void withoutALocaleTheProgramGetsOneThatKnowsUnicodeAndAChosenOneIsKept() throws Exception {
        jdk(home.resolve(".jdks/a"), "25.0.1");
        script(home.resolve(".jdks/a/bin/java"), "echo \"$LC_CTYPE\"");
        script(scratch.resolve("bin/locale"), "printf 'C\\nC.utf8\\nPOSIX\\n'");

        assertThat(run("serve").out()).isEqualTo("C.UTF-8\n");
        assertThat(run(Map.of("LANG", "C"), project + "/sequitur").out()).isEqualTo("\n");

        script(scratch.resolve("bin/locale"), "printf 'C\\nPOSIX\\n'");
        assertThat(run("serve").out()).isEqualTo("\n");
    }

    @Test
    void optionsForTheJvmAreSplitAtSpacesAndNothingElse() throws Exception {
        jdk(home.resolve(".jdks/a"), "25.0.1");

        Files.createFile(home.resolve("-Da=b")); // would match, were it a pattern

        Outcome outcome = run(Map.of("SEQUITUR_JAVA_OPTS", "-Xmx1g  -Da=*"), project + "/sequitur", "serve");

        assertThat(outcome.out()).contains("<-Xmx1g>\n<-Da=*>\n<-jar>\n");
    }

    @Test
    void theProgramTakesTheLaunchersPlaceSoThatSignalsReachItAndItsExitCodeIsKept() throws Exception {
        jdk(home.resolve(".jdks/a"), "25.0.1");
        script(home.resolve(".jdks/a/bin/java"), "echo $$; exit 42");

        Outcome outcome = run("serve");

        assertThat(outcome.out().strip()).isEqualTo(String.valueOf(outcome.pid()));
        assertThat(outcome.code()).isEqualTo(42);
    }

    @Test
    void theWrapperKnowsBothArchivesOfMaven() {
        // As the wrapper plugin generates it, mvnw fails where unzip is missing: ours must outlive the next generation.
        assertThat(Path.of("mvnw")).content().contains("distributionTarGzSha256Sum");
        assertThat(Path.of(".mvn/wrapper/maven-wrapper.properties"))
                .content()
                .containsPattern("distributionSha256Sum=\\p{XDigit}{64}")
                .containsPattern("distributionTarGzSha256Sum=\\p{XDigit}{64}");
    }

    /** With sources beside the launcher, and a stub of mvnw that counts its runs and tells if two ever overlapped. */
    @Nested
    class Building {

        @BeforeEach
        void aProjectWithSources() throws IOException {
            jdk(home.resolve(".jdks/a"), "25.0.1");
            Files.delete(project.resolve("sequitur.jar"));
            Files.createDirectories(project.resolve(".mvn"));
            Files.writeString(project.resolve("pom.xml"), "<project/>");
            write("src/main/java/A.java", "class A {}");
            write("src/main/java/B.java", "class B {}");
            script(project.resolve("mvnw"), """
                    echo built >>builds
                    mkdir busy || touch overlapped
                    [ ! -f slow ] || sleep 3
                    rmdir busy
                    [ ! -f broken ] || { i=0; while [ $i -lt 99 ]; do i=$((i + 1)); echo "line $i"; done; exit 7; }
                    mkdir -p target
                    echo "$JAVA_HOME" >target/sequitur.jar
                    echo 'BUILD SUCCESS'
                    """);
        }

        @Test
        void theFirstCommandBuildsAndTheNextDoesNot() throws Exception {
            Outcome first = run("serve");

            assertThat(first.out()).as("standard output is the program's").startsWith("java 25.0.1\n");
            assertThat(first.err()).contains("building", "built in");
            assertThat(builds()).isEqualTo(1);
            assertThat(project.resolve("target/sequitur.jar")).hasContent(home + "/.jdks/a");

            assertThat(run("serve").err()).isEmpty();
            assertThat(builds()).isEqualTo(1);
        }

        @Test
        void aChangedNewOrDeletedSourceIsBuilt() throws Exception {
            run("build");

            write("src/main/java/A.java", "class A { int changed; }");
            run("build");
            assertThat(builds()).isEqualTo(2);

            write("src/main/resources/new.sql", "select 1");
            run("build");
            assertThat(builds()).isEqualTo(3);

            Files.delete(project.resolve("src/main/java/B.java"));
            run("build");
            assertThat(builds()).isEqualTo(4);

            run("build");
            assertThat(builds()).isEqualTo(4);
        }

        @Test
        void whatRemainsOfADeletedSourceDoesNotReachTheNextBuild() throws Exception {
            write("target/classes/db/migration/V7__gone.sql", "drop table invoice");

            run("build");

            assertThat(project.resolve("target/classes")).doesNotExist();
        }

        @Test
        void aFailedBuildShowsTheEndOfTheLogAndIsTriedAgain() throws Exception {
            write("broken", "");

            Outcome failed = run("serve");

            assertThat(failed.code()).isEqualTo(1);
            assertThat(failed.out()).isEmpty();
            assertThat(failed.err())
                    .contains("line 70\n", "line 99\n", "build.log")
                    .doesNotContain("line 69\n");

            Files.delete(project.resolve("broken"));
            assertThat(run("serve").out()).startsWith("java 25.0.1\n");
        }

        @Test
        void aRuntimeWithoutCompilerRunsTheProgramButDoesNotBuildIt() throws Exception {
            Files.delete(home.resolve(".jdks/a/bin/javac"));

            Outcome outcome = run("build");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).hasLineCount(1).contains(".jdks/a has no compiler");

            Files.createFile(home.resolve(".jdks/a/bin/javac"), EXECUTABLE);
            run("build");
            Files.delete(home.resolve(".jdks/a/bin/javac"));
            assertThat(run("serve").out()).startsWith("java 25.0.1\n");
        }

        @Test
        void twoLaunchersBuildOnce() throws Exception {
            write("slow", "");
            Process first = start(Map.of(), project + "/sequitur", "serve");
            Process second = start(Map.of(), project + "/sequitur", "serve");

            assertThat(outcome(first).out()).startsWith("java 25.0.1\n");
            assertThat(outcome(second).out()).startsWith("java 25.0.1\n");
            assertThat(builds()).isEqualTo(1);
        }

        @Test
        void aBuildWhoseLauncherWasKilledIsWaitedForAndDoneAgain() throws Exception {
            write("slow", "");
            Process killed = start(Map.of(), project + "/sequitur", "serve");
            await(project.resolve(".build/maven"));
            killed.destroyForcibly().waitFor();

            Outcome next = run("serve");

            assertThat(next.err()).contains("another build is running here");
            assertThat(next.out()).startsWith("java 25.0.1\n");
            assertThat(builds()).isEqualTo(2);
            assertThat(project.resolve("overlapped")).doesNotExist();
        }

        @Test
        void aLockOfAProcessThatIsGoneIsRemovedEvenIfItsNumberIsInUseAgain() throws Exception {
            Files.createDirectory(project.resolve(".build"));
            Files.createSymbolicLink(
                    project.resolve(".build/lock"),
                    Path.of(ProcessHandle.current().pid() + " 1"));

            assertThat(run("build").code()).isZero();
            assertThat(project.resolve(".build/lock")).doesNotExist();
        }

        @Test
        void aLockThatCannotBeTakenIsReportedSoonInsteadOfWaitedFor() throws Exception {
            Files.createDirectories(project.resolve(".build/lock.removal")); // left by a launcher killed in between
            Files.createSymbolicLink(project.resolve(".build/lock"), Path.of("1 1"));

            Outcome outcome = run("serve");

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).hasLineCount(1).contains("no build is running: remove", ".build/lock*");
        }

        @Test
        void aStoppedBuildReleasesTheLockAndIsDoneAgain() throws Exception {
            write("slow", "");
            Process stopped = start(Map.of(), project + "/sequitur", "serve");
            await(project.resolve(".build/maven"));
            stopped.toHandle().destroy(); // Process.destroy() would close the streams that are read below

            assertThat(outcome(stopped).code()).isEqualTo(128 + 15);
            assertThat(Files.exists(project.resolve("target/built"))).isFalse();
            assertThat(Files.isSymbolicLink(project.resolve(".build/lock"))).isFalse();
        }

        @Test
        void waitingForAnotherBuildHasAnEnd() throws Exception {
            write("slow", "");
            start(Map.of(), project + "/sequitur", "serve");
            await(project.resolve(".build/maven"));

            Outcome second = run(Map.of("SEQUITUR_BUILD_WAIT", "1"), project + "/sequitur", "serve");

            assertThat(second.code()).isEqualTo(1);
            assertThat(second.err()).contains("waited 1 s for another build");
        }

        @Test
        void testBuildsAndThenRunsMavenWithTheArguments() throws Exception {
            script(project.resolve("mvnw"), """
                    mkdir -p target; echo jar >target/sequitur.jar
                    for argument; do printf '<%s>' "$argument"; done
                    exit 3
                    """);
            Files.createDirectory(project.resolve("target"));
            Files.createFile(project.resolve("target/sequitur.jar"));
            Files.createFile(project.resolve("target/built"));

            Outcome outcome = run("test", "-Dtest=One Test");

            assertThat(outcome.out()).isEqualTo("<verify><-B><-ntp><-Dtest=One Test>");
            assertThat(outcome.code()).isEqualTo(3);
        }

        private int builds() throws IOException {
            return Files.readAllLines(project.resolve("builds")).size();
        }

        private void write(String file, String content) throws IOException {
            Path path = project.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
        }
    }

    private record Outcome(int code, String out, String err, long pid) {}

    private static final FileAttribute<?> EXECUTABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

    /** The layout of a released archive: nothing to build. */
    private static Path release(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(Path.of("sequitur"), folder.resolve("sequitur"));
        Files.createFile(folder.resolve("sequitur.jar"));
        return folder;
    }

    private static void jdk(Path folder, String version) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(
                folder.resolve("release"), "IMPLEMENTOR=\"Stub\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Any\"\n");
        Files.createFile(folder.resolve("bin/javac"), EXECUTABLE);
        script(folder.resolve("bin/java"), """
                echo 'java %s'
                for argument; do printf '<%%s>\\n' "$argument"; done
                """.formatted(version));
    }

    private static void script(Path file, String body) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, EXECUTABLE);
        Files.writeString(file, "#!/bin/sh\n" + body);
    }

    private Outcome run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(project + "/sequitur"));
        command.addAll(List.of(arguments));
        return run(Map.of(), command.toArray(String[]::new));
    }

    private Outcome run(Map<String, String> environment, String... command) throws Exception {
        return outcome(start(environment, command));
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "PATH", scratch + "/bin:/usr/bin:/bin",
                        "SEQUITUR_SYSTEM_ROOT", system.toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** What little the launcher writes fits into the pipes, so that reading can wait for the end. */
    private static Outcome outcome(Process process) throws Exception {
        assertThat(process.waitFor(60, SECONDS)).as("ended within a minute").isTrue();
        return new Outcome(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), UTF_8),
                new String(process.getErrorStream().readAllBytes(), UTF_8),
                process.pid());
    }

    private static void await(Path file) throws InterruptedException {
        for (int i = 0; i < 1_000 && !Files.exists(file); i++) {
            Thread.sleep(10);
        }
        assertThat(file).exists();
    }
}
