package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What {@code ./sequitur} promises of building: with sources beside it, and a stub of mvnw that counts its runs and tells of overlaps. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is for Linux and macOS")
class LauncherBuildTest extends LauncherMachine {

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
        assertThat(failed.err()).contains("line 70\n", "line 99\n", "build.log").doesNotContain("line 69\n");

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
                project.resolve(".build/lock"), Path.of(ProcessHandle.current().pid() + " 1"));

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
