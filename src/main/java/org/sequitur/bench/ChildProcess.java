package org.sequitur.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Another process of the same program and with the same options of the JVM, which is talked to in lines. It ends when its
 * standard input ends, and so with this process, however that ends.
 */
final class ChildProcess implements AutoCloseable {

    private static final int MOST_LINES_WAITING = 10_000;
    private static final int LAST_ERRORS = 8;
    private static final String END = "\u0000end";

    private final String name;
    private final Process process;
    private final PrintWriter orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>(MOST_LINES_WAITING);
    private final Deque<String> errors = new ArrayDeque<>();

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8));
        Thread.ofVirtual().name(name + "-output").start(this::readAnswers);
        Thread.ofVirtual().name(name + "-errors").start(this::readErrors);
    }

    /** @param temporary where it may leave temporary files, which whoever starts it removes */
    static ChildProcess start(String name, Path temporary, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agent") && !option.startsWith("-javaagent"))
                .forEach(command::add);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        // What is set for the user's own server, above all its database, is no business of these.
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SEQUITUR_"));
        return new ChildProcess(name, builder.start());
    }

    long pid() {
        return process.pid();
    }

    void tell(String line) {
        orders.println(line);
        orders.flush();
    }

    /** The next line of its output. */
    String answer(Duration patience) throws IOException, InterruptedException {
        String line = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new IOException(name + " said nothing for " + patience.toSeconds() + " s" + lastErrors());
        }
        if (line.equals(END)) {
            throw new IOException(name + " has ended" + lastErrors());
        }
        return line;
    }

    @Override
    public void close() {
        orders.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void readAnswers() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.put(line);
            }
        } catch (IOException e) {
            remember(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // When the queue is full, its reader learns of the end by waiting in vain.
        answers.offer(END);
    }

    private void readErrors() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                remember(line);
            }
        } catch (IOException e) {
            remember(e.toString());
        }
    }

    private synchronized void remember(String line) {
        errors.addLast(line);
        if (errors.size() > LAST_ERRORS) {
            errors.removeFirst();
        }
    }

    private synchronized String lastErrors() {
        return errors.isEmpty() ? "" : "; it last said: " + String.join(" / ", errors);
    }
}
