package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./sequitur} promises of finding a Java and handing over to it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is for Linux and macOS")
class LauncherTest extends LauncherMachine {

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
}
