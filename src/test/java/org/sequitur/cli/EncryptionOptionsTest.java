package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What {@code serve} makes of where it listens, its certificate and the proxies before it. */
class EncryptionOptionsTest {

    private final StringWriter warnings = new StringWriter();

    private Map<String, Object> settings(String address, String... options) throws Exception {
        EncryptionOptions encryption = new EncryptionOptions();
        CommandLine command = new CommandLine(CommandLine.Model.CommandSpec.create()
                .addMixin("it", CommandLine.Model.CommandSpec.forAnnotatedObject(encryption)));
        command.parseArgs(options);
        return encryption.settings(
                command.getCommandSpec(), InetAddress.getByName(address), new PrintWriter(warnings, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1"})
    void servingOthersWithoutTlsIsWarnedOf(String address) throws Exception {
        assertThat(settings(address)).isEmpty();
        assertThat(warnings.toString()).startsWith("Warning: ").contains("without TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void servingThisMachineIsNot(String address) throws Exception {
        assertThat(settings(address)).isEmpty();
        assertThat(warnings.toString()).isEmpty();
    }

    @Test
    void aProxyIsAnAddressOrANetwork() throws Exception {
        assertThat(settings("0.0.0.0", "--proxy", "10.0.0.0/8,192.0.2.1", "--proxy", "2001:db8::/32"))
                .isEqualTo(Map.of("sequitur.proxies", "10.0.0.0/8,192.0.2.1/32,2001:db8:0:0:0:0:0:0/32"));
        assertThat(warnings.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.org", "10.0.0.0/33", "10.0.0", "10.0.0.1/x", ".*", "1", "2001:db8::/129"})
    void anythingElseIsRefused(String proxy) {
        assertThatThrownBy(() -> settings("127.0.0.1", "--proxy", proxy))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("'" + proxy + "'");
    }

    @Test
    void aCertificateNeedsItsKey() {
        assertThatThrownBy(() -> settings("127.0.0.1", "--tls-cert", "some.crt"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("belong together");
        assertThatThrownBy(() -> settings("127.0.0.1", "--tls-key", "some.key")).isInstanceOf(ParameterException.class);
    }
}
