package org.sequitur.reference.protocol;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spin and a C compiler, as they are on the PATH. */
final class Spin {

    private static final List<String> PROGRAMS = List.of("spin", "gcc");

    /** The longest run is 71 steps deep; one that needs more is reported by Spin as not complete. */
    private static final String DEPTH = "-m2000";

    private static final int MINUTES = 30;

    private final Path model;
    private final Path directory;

    /** @param directory where it may write; emptied by nobody */
    Spin(Path model, Path directory) {
        this.model = model.toAbsolutePath();
        this.directory = directory;
    }

    /** What is missing, or nothing. */
    static List<String> missing() throws InterruptedException {
        List<String> missing = new ArrayList<>();
        for (String program : PROGRAMS) {
            if (!isThere(program)) {
                missing.add(program);
            }
        }
        return missing;
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            String version = program.equals("spin") ? "-V" : "--version";
            return new ProcessBuilder(program, version)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Searches every state: for violated assertions and for ends that are none. */
    Search searchStates(String... macros) throws Exception {
        return search(List.of("-O2", "-DSAFETY"), List.of(), macros);
    }

    /** The same, for what is found soon: compiling in a hurry takes less time than the search saves. */
    Search searchStatesBriefly(String... macros) throws Exception {
        return search(List.of("-O0", "-DSAFETY"), List.of(), macros);
    }

    /** Searches for runs that never end. */
    Search searchEndlessRuns(String... macros) throws Exception {
        return search(List.of("-O2", "-DNP", "-DNOFAIR"), List.of("-l"), macros);
    }

    private Search search(List<String> compiled, List<String> searched, String... macros) throws Exception {
        Path here = Files.createTempDirectory(directory, "spin-");
        List<String> spin = new ArrayList<>(List.of("spin"));
        for (String macro : macros) {
            spin.add("-D" + macro);
        }
        spin.addAll(List.of("-a", model.toString()));
        run(here, spin);
        List<String> gcc = new ArrayList<>(List.of("gcc", "-DVECTORSZ=2048", "-DMEMLIM=8192"));
        gcc.addAll(compiled);
        gcc.addAll(List.of("-o", "pan", "pan.c"));
        run(here, gcc);
        List<String> pan = new ArrayList<>(List.of(here.resolve("pan").toString(), DEPTH));
        pan.addAll(searched);
        return new Search(run(here, pan));
    }

    private static String run(Path here, List<String> command) throws Exception {
        Path output = here.resolve(Path.of(command.getFirst()).getFileName() + ".output");
        Process process = new ProcessBuilder(command)
                .directory(here.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                fail(String.join(" ", command) + " did not end: " + Files.readString(output, StandardCharsets.UTF_8));
            }
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            fail(String.join(" ", command) + " failed: " + text);
        }
        return text;
    }

    /** What a search has printed. */
    record Search(String text) {

        private static final Pattern ERRORS = Pattern.compile("errors: (\\d+)");
        private static final Pattern STORED = Pattern.compile("(\\d+) states, stored");
        private static final Pattern VIOLATION = Pattern.compile("pan:1: (.*)");

        int errors() {
            return Integer.parseInt(first(ERRORS));
        }

        long states() {
            return Long.parseLong(first(STORED));
        }

        /** The assertion that did not hold. */
        String violation() {
            return first(VIOLATION);
        }

        /** Whether nothing was left out: no bound of depth or memory was met, no states were taken for the same by their hash. */
        boolean isComplete() {
            return text.contains("Full statespace search")
                    && !text.contains("Bit statespace search")
                    && !text.contains("max search depth too small")
                    && !text.contains("Search not completed");
        }

        /** The lines of the model that no run comes by, but for the ends of processes that go on for ever. */
        List<String> unreached() {
            return text.lines()
                    .filter(line -> line.startsWith("\t") && line.contains(", state "))
                    .filter(line -> !line.contains("-end-"))
                    .toList();
        }

        private String first(Pattern pattern) {
            Matcher found = pattern.matcher(text);
            if (!found.find()) {
                throw new AssertionError("not the output of a search: " + text);
            }
            return found.group(1);
        }
    }
}
