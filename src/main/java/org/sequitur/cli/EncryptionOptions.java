package org.sequitur.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How clients reach the server so that nobody listens: TLS of its own, or a proxy before it. */
final class EncryptionOptions {

    private static final Pattern NETWORK =
            Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f.:]*)(/\\d{1,3})?");
    private static final int BITS_OF_A_BYTE = 8;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            defaultValue = "${env:SEQUITUR_TLS_CERT}",
            description = {
                "Certificate in PEM, those that vouch for it behind it: serve TLS.",
                "Read again when it changes. Environment: SEQUITUR_TLS_CERT"
            })
    private @Nullable String certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            defaultValue = "${env:SEQUITUR_TLS_KEY}",
            description = {"Its private key in PEM, without a password.", "Environment: SEQUITUR_TLS_KEY"})
    private @Nullable String key;

    @Option(
            names = "--proxy",
            paramLabel = "ADDRESS",
            split = "[, ]+",
            defaultValue = "${env:SEQUITUR_PROXY}",
            description = {
                "Address or network (10.0.0.0/8) of a reverse proxy whose X-Forwarded-For",
                "and X-Forwarded-Proto are believed. May be repeated.",
                "Environment: SEQUITUR_PROXY"
            })
    private @Nullable List<String> proxies;

    /** Whether clients connect by TLS to this server itself. */
    boolean hasTls() {
        return !isBlank(certificate);
    }

    /**
     * The settings of the server that they amount to; what is doubtful but possible is printed.
     *
     * @throws ParameterException when they make no sense
     * @throws CommandFailure when the files cannot be used
     */
    Map<String, Object> settings(CommandSpec command, InetAddress address, PrintWriter warnings) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (isBlank(certificate) != isBlank(key)) {
            throw new ParameterException(command.commandLine(), "--tls-cert and --tls-key belong together");
        }
        if (certificate != null && key != null && hasTls()) {
            TlsFiles files = new TlsFiles(Path.of(certificate), Path.of(key));
            files.check(Clock.systemUTC(), warnings);
            settings.putAll(files.settings());
        }
        List<String> networks = networks(command);
        if (!networks.isEmpty()) {
            settings.put("sequitur.proxies", String.join(",", networks));
        }
        if (!address.isLoopbackAddress() && !hasTls() && networks.isEmpty()) {
            warnings.println(
                    "Warning: " + address.getHostAddress() + " is served without TLS, so tokens and invoices can be"
                            + " read on their way. Give --tls-cert and --tls-key, or --proxy if a proxy encrypts.");
        }
        return settings;
    }

    private List<String> networks(CommandSpec command) {
        List<String> networks = new ArrayList<>();
        for (String text : proxies == null ? List.<String>of() : proxies) {
            if (text != null && !text.isBlank()) {
                networks.add(network(command, text.strip()));
            }
        }
        return networks;
    }

    private static String network(CommandSpec command, String text) {
        if (NETWORK.matcher(text).matches()) {
            try {
                int slash = text.indexOf('/');
                InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
                int most = address.getAddress().length * BITS_OF_A_BYTE;
                int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
                if (bits <= most) {
                    return address.getHostAddress() + "/" + bits;
                }
            } catch (IllegalArgumentException e) {
                // told below, like every other text that is no network
            }
        }
        throw new ParameterException(
                command.commandLine(), "--proxy: an address or a network such as 10.0.0.0/8, not '" + text + "'");
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
