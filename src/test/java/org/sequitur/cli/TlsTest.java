package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.TestServer;
import org.sequitur.server.Server;

/** TLS of the server's own, with certificates that are trusted because they are looked at. */
class TlsTest {

    private static final int ALERT = 0x15;
    private static final int PROTOCOL_VERSION = 70;

    @TempDir
    private Path directory;

    private static Server serving(PemFiles files) {
        Map<String, Object> settings = new HashMap<>(files.files().settings());
        settings.put("spring.ssl.bundle.watch.file.quiet-period", "50ms");
        return TestServer.shared().beside(settings, Clock.systemUTC());
    }

    private static SSLSocket connect(Server server, String... protocols) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return socket;
    }

    private static String name(SSLSocket socket) throws Exception {
        X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().getName();
    }

    private static String statusOfHealth(SSLSocket socket) throws Exception {
        socket.getOutputStream()
                .write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("{\"status\":\"ok\"}")) {
            int next = socket.getInputStream().read();
            assertThat(next).as(answer.toString()).isNotNegative();
            answer.append((char) next);
        }
        return answer.substring(9, 12);
    }

    private String warnings(PemFiles files) {
        StringWriter text = new StringWriter();
        files.files().check(Clock.systemUTC(), new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void aNewCertificateIsServedToNewConnectionsWhileOldOnesLiveOn() throws Exception {
        PemFiles first = PemFiles.in(directory, "first", "RSA");
        PemFiles second = PemFiles.in(directory, "second", "EC");
        try (Server server = serving(first);
                SSLSocket old = connect(server)) {
            assertThat(server.baseUrl().of("")).startsWith("https://localhost:");
            assertThat(statusOfHealth(old)).isEqualTo("200");
            Files.move(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
            Files.move(second.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);
            ServerProcess.awaitThat("the new certificate is served", () -> {
                try (SSLSocket socket = connect(server)) {
                    return name(socket).equals("CN=second")
                            && statusOfHealth(socket).equals("200");
                }
            });
            assertThat(name(old)).isEqualTo("CN=first");
            assertThat(statusOfHealth(old)).isEqualTo("200");
        }
    }

    @Test
    void versionsBefore12AreRefused() throws Exception {
        try (Server server = serving(PemFiles.in(directory, "one", "RSA"))) {
            for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
                try (SSLSocket socket = connect(server, protocol)) {
                    assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
                }
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoTimeout(60_000);
                socket.getOutputStream().write(helloOfTls11());
                InputStream in = socket.getInputStream();
                assertThat(in.read()).isEqualTo(ALERT);
                byte[] rest = in.readNBytes(6);
                assertThat(rest[5]).isEqualTo((byte) PROTOCOL_VERSION);
            }
        }
    }

    private static byte[] helloOfTls11() {
        byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 2 + 2];
        byte[] head = {0x16, 3, 1, 0, (byte) (hello.length - 5), 1, 0, 0, (byte) (hello.length - 9), 3, 2};
        System.arraycopy(head, 0, hello, 0, head.length);
        byte[] tail = {0, 0, 2, (byte) 0xC0, 0x13, 1, 0};
        System.arraycopy(tail, 0, hello, hello.length - tail.length, tail.length);
        return hello;
    }

    @Test
    void keysOfBothFormsAndBothKindsAreTaken() throws Exception {
        assertThat(warnings(PemFiles.in(directory, "rsa", "RSA", "-validity", "90")))
                .isEmpty();
        assertThat(warnings(PemFiles.in(directory, "ec", "EC", "-validity", "90")))
                .isEmpty();
        PemFiles old = PemFiles.in(directory, "old", "RSA", "-keysize", "2048", "-validity", "90");
        old.writeTraditionalRsaKey();
        assertThat(warnings(old)).isEmpty();
    }

    @Test
    void aCertificateThatIsOrWillSoonBeOverIsWarnedOf() throws Exception {
        PemFiles over = PemFiles.in(directory, "over", "EC", "-startdate", "2020/01/01 00:00:00", "-validity", "10");
        assertThat(warnings(over)).startsWith("Warning: ").contains("expired at 2020-01-11");
        assertThat(warnings(PemFiles.in(directory, "soon", "EC", "-validity", "5")))
                .contains("expires at");
        assertThat(warnings(PemFiles.in(directory, "later", "EC", "-startdate", "+30d", "-validity", "90")))
                .contains("is not valid before");
    }

    @Test
    void filesThatCannotBeUsedAreToldOfBeforeAnythingStarts() throws Exception {
        PemFiles good = PemFiles.in(directory, "good", "RSA");
        PemFiles other = PemFiles.in(directory, "other", "RSA");
        Path nothing = directory.resolve("nothing");
        assertRefused(new TlsFiles(nothing, good.key()), "--tls-cert: " + nothing + " does not exist");
        assertRefused(new TlsFiles(good.certificate(), nothing), "--tls-key: " + nothing + " does not exist");
        assertRefused(new TlsFiles(good.key(), good.key()), "holds no certificate in PEM");
        assertRefused(new TlsFiles(good.certificate(), good.certificate()), "holds no private key in PEM");
        assertRefused(new TlsFiles(good.certificate(), other.key()), "is not the key of the certificate");
        Path noise = Files.writeString(directory.resolve("noise"), "noise");
        assertRefused(new TlsFiles(noise, good.key()), "holds no certificate in PEM");
        assertRefused(new TlsFiles(good.certificate(), noise), "holds no private key in PEM");
    }

    private static void assertRefused(TlsFiles files, String words) {
        assertThatThrownBy(() -> files.check(Clock.systemUTC(), new PrintWriter(new StringWriter())))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(words);
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
