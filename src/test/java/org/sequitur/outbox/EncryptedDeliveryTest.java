package org.sequitur.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerProcess;
import org.sequitur.ServerProcesses;
import org.sequitur.ServerStart;
import org.sequitur.TestDatabase;
import org.sequitur.store.DatabaseAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Mails go encrypted to a server that is who it says, with a name and a password. In processes: whom one trusts is set for all of it. */
class EncryptedDeliveryTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void aServerWithACertificateThatIsTrustedGetsThePasswordAndTheMailAndAnotherOneNothing() throws Exception {
        Path store = keys();
        try (TestDatabase postgres = TestDatabase.in(temporary.resolve("database"));
                ScriptedMailServer mailServer = new ScriptedMailServer(command -> null, context(store));
                Connection connection = connect(postgres.address())) {
            DataSource data = new SingleConnectionDataSource(connection, true);
            ServerProcess doubting = processes.start(sequitur("doubting", postgres.address(), mailServer.port()));
            long company = JdbcClient.create(data)
                    .sql("SELECT id FROM company")
                    .query(Long.class)
                    .single();
            WrittenMails mails = new WrittenMails(data, company, Instant.now());
            long id = mails.write("mira@example.com");
            ServerProcess.awaitThat(
                    "it does not trust", () -> doubting.output().contains("The mail server is not reached"));
            assertThat(mails.row(id)).containsEntry("state", "waiting").containsEntry("attempts", 0);
            assertThat(mailServer.taken()).isEmpty();
            doubting.killHard();

            processes.start(sequitur("trusting", postgres.address(), mailServer.port())
                    .withVariable(
                            "JAVA_TOOL_OPTIONS",
                            "-Djavax.net.ssl.trustStore=" + store + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD));
            ServerProcess.awaitThat("it is sent", () -> mails.state(id).equals("sent"));
            assertThat(mailServer.taken()).singleElement().satisfies(mail -> {
                assertThat(mail.encrypted()).isTrue();
                assertThat(mail.account()).endsWith("\0books\0an open secret");
            });
        }
    }

    private ServerStart sequitur(String name, DatabaseAddress database, int port) {
        String url = TestDatabase.urlOf(database);
        return ServerStart.on(temporary.resolve(name))
                .with("--database-url", url)
                .withVariable("SEQUITUR_MAIL_HOST", "localhost")
                .withVariable("SEQUITUR_MAIL_PORT", Integer.toString(port))
                .withVariable("SEQUITUR_MAIL_USERNAME", "books")
                .withVariable("SEQUITUR_MAIL_PASSWORD", "an open secret")
                .withVariable("SEQUITUR_MAIL_LOOK", "100ms")
                .withVariable("SEQUITUR_MAIL_ATTEMPT", "5s");
    }

    private Path keys() throws Exception {
        Path store = temporary.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        return store;
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static Connection connect(DatabaseAddress address) throws Exception {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }
}
