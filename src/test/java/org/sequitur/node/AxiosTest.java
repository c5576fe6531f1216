package org.sequitur.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;

/** A program for Node that fires 500 creates with axios and awaits none of them before the next. */
class AxiosTest {

    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path COPY = Path.of("target/node");

    @BeforeAll
    static void installAxios() throws Exception {
        for (String program : List.of("node", "npm")) {
            if (!isThere(program)) {
                leaveOut(program + " was not found on the PATH");
            }
        }
        Files.createDirectories(COPY);
        for (String file : List.of("package.json", "package-lock.json", "loop.mjs")) {
            Files.copy(SOURCES.resolve(file), COPY.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Finished install = run(Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        assertThat(install.status()).as(install.output()).isZero();
    }

    @Test
    void fiveHundredUnawaitedCreates() throws Exception {
        TestCompany company = TestServer.shared().newCompany();

        Finished loop =
                run(Map.of("SEQUITUR_URL", company.baseUrl(), "SEQUITUR_TOKEN", company.token()), "node", "loop.mjs");

        assertThat(loop.status()).as(loop.output()).isZero();
        assertThat(loop.output().lines())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 500)
                        .mapToObj("201 %03d"::formatted)
                        .toList());
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void leaveOut(String why) {
        String message = "The loop of 500 unawaited creates with axios was left out: " + why;
        if (System.getenv("CI") != null) {
            fail(message);
        }
        System.err.println(message);
        abort(message);
    }

    private static Finished run(Map<String, String> environment, String... command) throws Exception {
        Path output = COPY.resolve(command[0] + ".output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(COPY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            fail(String.join(" ", command) + " did not end: " + Files.readString(output, StandardCharsets.UTF_8));
        }
        return new Finished(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private record Finished(int status, String output) {}
}
