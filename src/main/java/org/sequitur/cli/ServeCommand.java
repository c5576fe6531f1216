package org.sequitur.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.EmailAddresses;
import org.sequitur.person.PasswordPolicy;
import org.sequitur.person.Setup;
import org.sequitur.server.Server;
import org.sequitur.token.TokenSecret;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Serves until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts Sequitur, with a PostgreSQL of its own unless --database-url names one.",
            "The first start makes a company, its owner and an access token, and prints the token once."
        },
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "1:it could not start; one line on standard error says why",
            "2:the arguments make no sense",
            "130:it was stopped by Ctrl-C (SIGINT), in good order",
            "143:it was stopped by SIGTERM, in good order"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  SEQUITUR_TOKEN  The first access token, 32 to 255 characters, instead of one",
            "                  that is made up. It is only used when there is no company yet.",
            "  SEQUITUR_OWNER_EMAIL, SEQUITUR_OWNER_PASSWORD",
            "                  The owner, who signs in to pages, instead of a printed link to a",
            "                  page that asks. Only used when nobody has a password yet. With",
            "                  them, if you like: SEQUITUR_OWNER_FIRST_NAME,",
            "                  SEQUITUR_OWNER_LAST_NAME, SEQUITUR_COMPANY_NAME.",
            "  SEQUITUR_MAIL_HOST, SEQUITUR_MAIL_PORT, SEQUITUR_MAIL_SECURITY,",
            "  SEQUITUR_MAIL_USERNAME, SEQUITUR_MAIL_PASSWORD, SEQUITUR_MAIL_FROM",
            "                  The server that mails are sent by; its security is starttls,",
            "                  tls or none. Without a host mails are printed here.",
            "  SEQUITUR_SECOND_STEP_KEY",
            "                  32 bytes in Base64, the same for all processes: seals what",
            "                  people's apps make codes from. Without it there are none.",
            "  An option wins over its variable; an empty variable counts as not set."
        })
final class ServeCommand implements Callable<Integer> {

    private static final String DEFAULT_PORT = "8080";
    private static final String DEFAULT_BIND = "127.0.0.1";
    private static final int MOST_PORT = 65_535;
    /** What a stop gives a start that has not said all it has to say. */
    private static final int WELCOME_SECONDS = 10;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:SEQUITUR_PORT:-8080}",
            converter = Port.class,
            description = {"Port to serve on, 0 for any that is free.", "Environment: SEQUITUR_PORT. Default: 8080"})
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "${env:SEQUITUR_BIND:-127.0.0.1}",
            description = {"Address to serve on; 0.0.0.0 for all.", "Environment: SEQUITUR_BIND. Default: 127.0.0.1"})
    private String bind = DEFAULT_BIND;

    @Mixin
    private DatabaseOptions databaseOptions = new DatabaseOptions();

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            defaultValue = "${env:SEQUITUR_BASE_URL}",
            description = {
                "What url, Location and Link are built from.",
                "Default: http://localhost:PORT, or https with --tls-cert",
                "Environment: SEQUITUR_BASE_URL"
            })
    private @Nullable String baseUrl;

    @Mixin
    private EncryptionOptions encryption = new EncryptionOptions();

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        InetAddress address = address(command);
        checkBaseUrl(command);
        TokenSecret firstToken = firstToken(command);
        Setup.Owner owner = owner(command);
        claimPort(address);
        Map<String, Object> settings =
                encryption.settings(command, address, command.commandLine().getErr());
        command.commandLine().getErr().flush();
        out.println("Starting " + (databaseOptions.isOwn() ? "on your database" : "the embedded PostgreSQL") + " ...");
        out.flush();
        CountDownLatch stopped = new CountDownLatch(1);
        DatabaseOptions.Open open = databaseOptions.open();
        Server server;
        try {
            server = Server.start(open.database(), address, port, blankToNull(baseUrl), settings);
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
        CountDownLatch welcomed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, open, out, welcomed, stopped), "stop"));
        try {
            new Welcome(server, out).greet(firstToken, owner);
            out.println("Sequitur is ready at " + (encryption.hasTls() ? "https" : "http") + "://" + host(address) + ":"
                    + server.port());
            out.flush();
        } finally {
            welcomed.countDown();
        }
        stopped.await();
        return 0;
    }

    private static void stop(
            Server server,
            DatabaseOptions.Open open,
            PrintWriter out,
            CountDownLatch welcomed,
            CountDownLatch stopped) {
        awaitWelcome(welcomed);
        drain(server, out);
        out.println("Stopping: finishing what is in flight ...");
        out.flush();
        try {
            server.close();
        } finally {
            open.close();
            out.println("Stopped.");
            out.flush();
            stopped.countDown();
        }
    }

    /** A company that is being founded is founded, and its token told, before the database goes. */
    private static void awaitWelcome(CountDownLatch welcomed) {
        try {
            welcomed.await(WELCOME_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drain(Server server, PrintWriter out) {
        if (server.timeToDrain().isPositive()) {
            out.println("Draining: /health says that the server is about to stop; serving on for "
                    + server.timeToDrain().toMillis() / 1_000.0 + " s ...");
            out.flush();
        }
        try {
            server.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private InetAddress address(CommandSpec command) {
        try {
            return InetAddress.getByName(bind.isBlank() ? DEFAULT_BIND : bind);
        } catch (UnknownHostException e) {
            throw new ParameterException(command.commandLine(), "--bind: there is no address " + bind, e);
        }
    }

    private void checkBaseUrl(CommandSpec command) {
        if (baseUrl == null || baseUrl.isBlank()) {
            return;
        }
        try {
            URI uri = new URI(baseUrl);
            boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (isWeb && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // told below, like everything else that is no such URL
        }
        throw new ParameterException(
                command.commandLine(), "--base-url must be a URL such as https://invoices.example.org, not " + baseUrl);
    }

    private static @Nullable TokenSecret firstToken(CommandSpec command) {
        String text = System.getenv("SEQUITUR_TOKEN");
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return new TokenSecret(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "SEQUITUR_TOKEN: " + e.getMessage(), e);
        }
    }

    private static Setup.@Nullable Owner owner(CommandSpec command) {
        String email = variable("SEQUITUR_OWNER_EMAIL", "");
        String password = Objects.requireNonNullElse(System.getenv("SEQUITUR_OWNER_PASSWORD"), "");
        if (email.isEmpty() && password.isEmpty()) {
            return null;
        }
        if (!EmailAddresses.isAddress(email)) {
            throw new ParameterException(command.commandLine(), "SEQUITUR_OWNER_EMAIL must be an e-mail address");
        }
        String complaint = PasswordPolicy.complaint(password, email);
        if (complaint != null) {
            throw new ParameterException(command.commandLine(), "SEQUITUR_OWNER_PASSWORD: " + complaint);
        }
        return new Setup.Owner(
                variable("SEQUITUR_COMPANY_NAME", "My Company"),
                variable("SEQUITUR_OWNER_FIRST_NAME", "Company"),
                variable("SEQUITUR_OWNER_LAST_NAME", "Owner"),
                email,
                password);
    }

    private static String variable(String name, String otherwise) {
        String text = System.getenv(name);
        return text == null || text.isBlank() ? otherwise : text.strip();
    }

    /** Tells of a port in use, or of an address that is not this machine's, before anything is started or made. */
    private void claimPort(InetAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            String where = host(address);
            throw new CommandFailure(
                    port == 0
                            ? where + " cannot be served on (" + e.getMessage()
                                    + "); choose another address with --bind"
                            : "Port " + port + " on " + where + " cannot be used (" + e.getMessage()
                                    + "); choose another with --port");
        }
    }

    private static String host(InetAddress address) {
        String text = address.isAnyLocalAddress() ? "localhost" : address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** The number of a port, 0 included. */
    static final class Port implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            try {
                int number = Integer.parseInt(text.isBlank() ? DEFAULT_PORT : text.strip());
                if (number >= 0 && number <= MOST_PORT) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below, like every other text that is no port
            }
            throw new TypeConversionException("a port is a number from 0 to " + MOST_PORT + ", not '" + text + "'");
        }
    }
}
