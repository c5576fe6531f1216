package org.sequitur.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays the loop that other services number twice or refuse, and counts. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Fires many POST /v2/invoices at once, none with a reference, and counts what comes back.",
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:every invoice was created, the references are unique and consecutive",
            "1:something was refused, duplicated, skipped or (--kill) lost, or the server could not be reached",
            "2:the arguments make no sense"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int MOST_INVOICES = 1_000_000;
    private static final int MOST_IN_FLIGHT = 4_096;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--invoices",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many to create (default: ${DEFAULT-VALUE}).")
    private int invoices;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many requests may be under way at once (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "A server that runs already, e.g. http://127.0.0.1:8080."
                    + " Without it: a throw-away server whose data is removed afterwards.")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The access token for --url. Environment: SEQUITUR_TOKEN.")
    private @Nullable String token;

    @Option(
            names = "--kill",
            description = "Kills the throw-away server (SIGKILL) when about half of the invoices are created, starts it"
                    + " again on its data, lets the clients ask again with their keys, and counts what is stored.")
    private boolean kill;

    @Override
    public Integer call() throws InterruptedException {
        URI server = checkedServer();
        PrintWriter out = commandLine().getOut();
        try {
            if (server != null) {
                return play(server, checkedToken(), true, out);
            }
            out.println("Starting a throw-away server ...");
            out.flush();
            try (ThrowAwayServer own = ThrowAwayServer.start()) {
                if (kill) {
                    return new DemoWithKill(own, invoices, inFlight, out).play() ? 0 : 1;
                }
                return play(own.address(), own.token(), false, out);
            }
        } catch (ConnectException e) {
            throw new CommandFailure("there is no server at " + server);
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private int play(URI server, String accessToken, boolean shared, PrintWriter out)
            throws IOException, InterruptedException {
        LoopOfCreates loop = new LoopOfCreates(server, accessToken);
        String contact = loop.createContact("Demo customer");
        out.printf(
                "%nYour loop: %d x POST %s without a reference, %d in flight.%n"
                        + "A server that takes \"the last number plus one\" hands out the same number twice.%n%n",
                invoices, server.resolve("/v2/invoices"), inFlight);
        out.flush();
        ProgressBar bar = ProgressBar.onTerminal(invoices);
        LoopOfCreates.Result result = loop.run(contact, invoices, inFlight, bar::advance);
        bar.clear();
        new DemoReport(result, shared).print(out);
        return result.isConsecutive() ? 0 : 1;
    }

    private @Nullable URI checkedServer() {
        within("--invoices", invoices, MOST_INVOICES);
        within("--in-flight", inFlight, MOST_IN_FLIGHT);
        if (url == null) {
            if (token != null) {
                throw complaint("--token is of no use without --url: a throw-away server makes its own");
            }
            return null;
        }
        if (kill) {
            throw complaint("--kill makes no sense with --url: it kills only the throw-away server that it started");
        }
        try {
            URI server = URI.create(url);
            if (server.getHost() != null && ("http".equals(server.getScheme()) || "https".equals(server.getScheme()))) {
                return server;
            }
        } catch (IllegalArgumentException e) {
            // Answered like every other text that is no address.
        }
        throw complaint("--url must be an address such as http://127.0.0.1:8080, not '" + url + "'");
    }

    private String checkedToken() {
        String given = token == null ? System.getenv("SEQUITUR_TOKEN") : token;
        if (given == null || given.isBlank()) {
            throw complaint("--url needs --token (or SEQUITUR_TOKEN in the environment)");
        }
        return given;
    }

    private void within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw complaint(option + " must be between 1 and " + most + ", not " + value);
        }
    }

    private ParameterException complaint(String message) {
        return new ParameterException(commandLine(), message);
    }

    private picocli.CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("runs as a command only");
        }
        return spec.commandLine();
    }
}
