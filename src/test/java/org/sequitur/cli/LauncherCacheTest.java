package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./sequitur} promises of the cache for fast starts: whom it makes it for, and when it keeps its hands off. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is for Linux and macOS")
class LauncherCacheTest extends LauncherMachine {

    private static final Map<String, String> WANTED = Map.of("SEQUITUR_START_CACHE", "", "SEQUITUR_CACHE_PAUSE", "0");

    private Path java;

    @BeforeEach
    void aJavaThatMakesCaches() throws IOException {
        java = home.resolve(".jdks/a");
        jdk(java, "25.0.1");
        script(java.resolve("bin/java"), """
                making=''
                for argument; do
                    case $argument in *.jar) jar=$argument ;; cache) making=yes ;; esac
                    case $making$argument in
                        yes*.aot)
                            echo made >>"$argument.made"
                            cp "$jar" "$argument.new"
                            mv "$argument.new" "$argument"
                            exit
                            ;;
                    esac
                    printf '<%s>\\n' "$argument"
                done
                """);
    }

    @Test
    void theCacheOfTheJavaThatWasFoundIsUsedAndThatOfAnotherIsNot() throws Exception {
        Files.createFile(project.resolve("sequitur-25.0.10.aot"));
        assertThat(serve(WANTED)).doesNotContain("AOTCache");

        Files.createFile(project.resolve("sequitur-25.0.1.aot"));
        assertThat(serve(WANTED)).contains("<-XX:AOTCache=" + project + "/sequitur-25.0.1.aot>\n<-jar>\n");
    }

    @Test
    void commandsThatItDoesNotSpeedUpGoWithoutIt() throws Exception {
        Files.createFile(project.resolve("sequitur-25.0.1.aot"));

        assertThat(run(WANTED, project + "/sequitur", "--version").out()).doesNotContain("AOTCache");
        assertThat(run(WANTED, project + "/sequitur").out()).doesNotContain("AOTCache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xshare:off",
                "-Xmx1g -XX:SharedArchiveFile=mine.jsa",
                "-XX:AOTCache=mine.aot",
                "-XX:AOTMode=off",
                "-XX:-UseSharedSpaces"
            })
    void optionsThatContradictItWin(String options) throws Exception {
        Files.createFile(project.resolve("sequitur-25.0.1.aot"));

        for (String variable : new String[] {"SEQUITUR_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"}) {
            assertThat(serve(Map.of("SEQUITUR_START_CACHE", "", variable, options)))
                    .as(variable)
                    .doesNotContain("sequitur-25.0.1.aot");
        }
    }

    @Test
    void switchedOffItIsNeitherUsedNorMade() throws Exception {
        clone("first");
        run(Map.of("SEQUITUR_START_CACHE", "off"), project + "/sequitur", "build");
        assertThat(cache()).doesNotExist();

        Files.createFile(cache());
        assertThat(serve(Map.of("SEQUITUR_START_CACHE", "off"))).doesNotContain("AOTCache");
    }

    @Test
    void buildMakesItOnceForEachJarAndEachJava() throws Exception {
        clone("first");
        Outcome built = run(WANTED, project + "/sequitur", "build");
        assertThat(built.code()).isZero();
        assertThat(built.out()).isEmpty();
        assertThat(cache()).hasContent("first");

        assertThat(run(WANTED, project + "/sequitur", "build").err()).isEmpty();
        assertThat(made()).isEqualTo(1);

        clone("second");
        run(WANTED, project + "/sequitur", "build");
        assertThat(cache()).hasContent("second");

        Files.move(java, home.resolve(".jdks/old"));
        aJavaThatMakesCaches();
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.2\"\n");
        run(WANTED, project + "/sequitur", "build");
        assertThat(project.resolve("target/sequitur-25.0.2.aot")).hasContent("second");
    }

    @Test
    void aBuildThatServeNeededLeavesTheCacheToBeMadeBehindTheServer() throws Exception {
        clone("first");

        assertThat(serve(WANTED)).doesNotContain("AOTCache");

        await(cache());
        assertThat(serve(WANTED)).contains("AOTCache");

        clone("second");
        assertThat(serve(WANTED)).as("the old one is gone").doesNotContain("AOTCache");
        await(cache());
        assertThat(cache()).hasContent("second");
    }

    @Test
    void aCacheThatCannotBeMadeIsTriedOnceAndFailsNothing() throws Exception {
        clone("first");
        script(java.resolve("bin/java"), """
                for argument; do
                    [ "$argument" != cache ] || { echo tried >>"${0%/*}/tries"; echo 'no way' >&2; exit 1; }
                done
                echo served
                """);

        assertThat(serve(WANTED)).isEqualTo("served\n");
        await(java.resolve("bin/tries"));
        assertThat(serve(WANTED)).isEqualTo("served\n");
        assertThat(java.resolve("bin/tries")).hasContent("tried");

        Outcome built = run(WANTED, project + "/sequitur", "build");
        assertThat(built.code()).isZero();
        assertThat(built.err()).contains("starts take longer; why is in " + project + "/.build/cache.log");
        assertThat(project.resolve(".build/cache.log")).hasContent("no way");
        assertThat(java.resolve("bin/tries")).hasContent("tried\ntried");
    }

    @Test
    void aReleaseMakesItOnlyWhenTold() throws Exception {
        serve(WANTED);
        assertThat(project.resolve("sequitur-25.0.1.aot")).doesNotExist();
        assertThat(project.resolve(".build")).doesNotExist();

        assertThat(run(WANTED, project + "/sequitur", "cache").code()).isZero();
        assertThat(project.resolve("sequitur-25.0.1.aot")).exists();
    }

    private String serve(Map<String, String> environment) throws Exception {
        return run(environment, project + "/sequitur", "serve").out();
    }

    private Path cache() {
        return project.resolve("target/sequitur-25.0.1.aot");
    }

    private long made() throws IOException {
        return Files.readAllLines(Path.of(cache() + ".made")).size();
    }

    /** Sources, and a stub of mvnw that makes a jar of them. */
    private void clone(String source) throws IOException {
        Files.deleteIfExists(project.resolve("sequitur.jar"));
        Files.createDirectories(project.resolve(".mvn"));
        Files.createDirectories(project.resolve("src/main"));
        Files.writeString(project.resolve("src/main/A.java"), source);
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        script(project.resolve("mvnw"), "mkdir -p target; cat src/main/A.java >target/sequitur.jar");
        if (Files.exists(project.resolve("target/built"))) {
            Files.setLastModifiedTime(
                    project.resolve("target/built"), FileTime.from(Instant.now().minusSeconds(60)));
        }
        if (Files.exists(project.resolve(".build"))) {
            try (var marks = Files.newDirectoryStream(project.resolve(".build"), "cache-*")) {
                for (Path mark : marks) {
                    Files.setLastModifiedTime(mark, FileTime.from(Instant.now().minusSeconds(60)));
                }
            }
        }
    }
}
