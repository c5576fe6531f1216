package org.sequitur;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of the machine that play a client: node, ruby and the like. */
public final class OutsideProgram {

    private OutsideProgram() {}

    /** Leaves the test out, and says so, when one of the programs is missing; where CI runs, nothing may be left out. */
    public static void orLeaveOut(String test, List<String> programs) throws InterruptedException {
        for (String program : programs) {
            if (!isThere(program)) {
                leaveOut(test, program + " was not found on the PATH");
            }
        }
    }

    /** Does so for a reason of the caller's. */
    public static void leaveOut(String test, String why) {
        String message = test + " was left out: " + why;
        if (System.getenv("CI") != null) {
            fail(message);
        }
        System.err.println(message);
        abort(message);
    }

    public static boolean isThere(String program) throws InterruptedException {
        return answers(program, "--version");
    }

    /** Whether there is such a program, and it is content with this. */
    public static boolean answers(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs it in a directory until its end. No proxy that is set for the machine stands between it and the server. */
    public static Finished run(Path directory, Map<String, String> environment, List<String> command) throws Exception {
        Path output = Files.createTempFile("sequitur-output-", "");
        Path errors = Files.createTempFile("sequitur-errors-", "");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            if (!environment.isEmpty()) {
                builder.environment()
                        .keySet()
                        .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
            }
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            Finished finished = new Finished(
                    process.exitValue(),
                    Files.readString(output, StandardCharsets.UTF_8),
                    Files.readString(errors, StandardCharsets.UTF_8));
            if (!ended) {
                fail(String.join(" ", command) + " did not end: " + finished.all());
            }
            return finished;
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    /** What it left. */
    public record Finished(int status, String output, String errors) {

        public String all() {
            return output + errors;
        }
    }
}
