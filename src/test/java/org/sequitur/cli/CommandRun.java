package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sequitur.ServerStart;

/** A command as a user runs it, until its end. */
record CommandRun(List<String> arguments, int status, String out, String err) {

    private static final int PATIENCE_SECONDS = 300;

    /** In this process, which spares a start of Java: for what a command says and does, not for how it gets its environment. */
    static CommandRun here(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = SequiturCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new CommandRun(List.of(arguments), status, out.toString(), err.toString());
    }

    /**
     * In a process of its own.
     *
     * @param directory where it is run, and where a relative path leads
     */
    static CommandRun in(Path directory, Map<String, String> environment, String... arguments) throws Exception {
        return of(
                List.of(arguments),
                ServerStart.program(List.of(), List.of(arguments), environment).directory(directory.toFile()));
    }

    static CommandRun of(List<String> shown, ProcessBuilder builder) throws Exception {
        Process process = builder.start();
        process.getOutputStream().close();
        // A thread for each: a command that has filled the one stream waits until somebody reads it.
        CompletableFuture<String> err =
                CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), Thread::startVirtualThread);
        CompletableFuture<String> out =
                CompletableFuture.supplyAsync(() -> text(process.getInputStream()), Thread::startVirtualThread);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(shown + " does not end; it said:\n" + out.get() + err.get());
        }
        return new CommandRun(shown, process.exitValue(), out.get(), err.get());
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** It did what it was asked, without a complaint. */
    CommandRun expectDone() {
        assertThat(status).as(toString()).isZero();
        assertThat(err).as(toString()).isEmpty();
        return this;
    }

    /** It says why it cannot, in one line, which has these words in it. */
    CommandRun expectRefused(int code, String... words) {
        assertThat(status).as(toString()).isEqualTo(code);
        assertThat(err.lines()).as(toString()).hasSize(1);
        assertThat(err).as(toString()).startsWith("sequitur: ").contains(words);
        return this;
    }
}
