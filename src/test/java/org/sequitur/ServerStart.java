package org.sequitur;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a server process is started. Nothing of what is set for the server of whoever runs the tests reaches it.
 *
 * @param data where its data will be; for the fixture, which looks there
 * @param isFurnished whether there are {@linkplain FurnishedData tables} before it starts; only with data of its own
 * @param launcher words before the command, such as those of a program that becomes it
 */
public record ServerStart(
        Path data,
        boolean isFurnished,
        List<String> launcher,
        List<String> arguments,
        Map<String, String> environment) {

    private static final String MAIN = "org.sequitur.Sequitur";

    /** Without what belongs to the tests, such as their own way of logging. */
    private static final String CLASS_PATH = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !Files.exists(Path.of(entry, "logback-test.xml")))
            .collect(Collectors.joining(File.pathSeparator));

    /** Compiles quickly instead of well, which halves what a start costs: these work for moments only, beside others. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final List<String> PROGRAM =
            BuiltProgram.isCurrent() ? BuiltProgram.words() : List.of("-cp", CLASS_PATH, MAIN);

    private static final Pattern PASSWORD = Pattern.compile("://[^:/@]*:([^@]*)@");

    /** On any free port, with {@link ServerProcess#TOKEN}. */
    public static ServerStart on(Path data) {
        return new ServerStart(
                data,
                true,
                List.of(),
                List.of("--port", "0", "--data", data.toString()),
                Map.of("SEQUITUR_TOKEN", ServerProcess.TOKEN));
    }

    /** With nothing but what the test says. */
    public static ServerStart bare(Path data) {
        return new ServerStart(data, false, List.of(), List.of(), Map.of());
    }

    /** The first start of all, which makes what there is to have. */
    public ServerStart fromNothing() {
        return new ServerStart(data, false, launcher, arguments, environment);
    }

    public ServerStart with(String... options) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(options));
        return new ServerStart(data, isFurnished, launcher, all, environment);
    }

    public ServerStart withVariable(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put(name, value);
        return new ServerStart(data, isFurnished, launcher, arguments, all);
    }

    public ServerStart withoutToken() {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.remove("SEQUITUR_TOKEN");
        return new ServerStart(data, isFurnished, launcher, arguments, all);
    }

    public ServerStart through(List<String> words) {
        return new ServerStart(data, isFurnished, words, arguments, environment);
    }

    ProcessBuilder command() {
        List<String> words = new ArrayList<>(List.of("serve"));
        words.addAll(arguments);
        return program(launcher, words, environment);
    }

    /** What it is given that nobody may read in its output. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        if (environment.containsKey("SEQUITUR_TOKEN")) {
            secrets.add(environment.get("SEQUITUR_TOKEN"));
        }
        Matcher password =
                PASSWORD.matcher(String.join("\n", arguments) + "\n" + String.join("\n", environment.values()));
        while (password.find()) {
            secrets.add(password.group(1));
        }
        return secrets;
    }

    /** The program, as a process of its own. */
    public static ProcessBuilder program(
            List<String> launcher, List<String> arguments, Map<String, String> environment) {
        return program(launcher, PROGRAM, arguments, environment);
    }

    /** The same with other libraries. */
    public static ProcessBuilder programOn(String classPath, List<String> arguments) {
        return program(List.of(), List.of("-cp", classPath, MAIN), arguments, Map.of());
    }

    private static ProcessBuilder program(
            List<String> launcher, List<String> program, List<String> arguments, Map<String, String> environment) {
        List<String> words = new ArrayList<>(launcher);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(SHORT_LIVED);
        words.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        words.addAll(program);
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("SEQUITUR_") || name.startsWith("JAVA_") || name.startsWith("JDK_"));
        builder.environment().putAll(environment);
        return builder;
    }
}
