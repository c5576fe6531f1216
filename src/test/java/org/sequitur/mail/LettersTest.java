package org.sequitur.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A mail comes to its address, or the log or the console says so. */
@Isolated("it reads what is printed")
@Execution(ExecutionMode.SAME_THREAD)
class LettersTest {

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int MOST_SECONDS = 30;

    @Test
    void aMailComesToItsAddressFromTheSenderThatIsSet() throws Exception {
        GreenMail server = mailServer();
        try (Letters letters = new Letters(new MailServer(
                settings(server.getSmtp().getPort(), Map.of("sequitur.mail.from", "books@house.example"))))) {
            letters.post(() -> new Mail("mira@example.com", "Zoë", "Grüße\nand a link"));
            assertThat(server.waitForIncomingEmail(MOST_SECONDS * 1000L, 1)).isTrue();
            MimeMessage message = server.getReceivedMessages()[0];
            assertThat(message.getFrom()[0]).hasToString("books@house.example");
            assertThat(message.getAllRecipients()).singleElement().hasToString("mira@example.com");
            assertThat(message.getSubject()).isEqualTo("Zoë");
            assertThat(message.getContent().toString()).contains("Grüße");
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatHangsOrRefusesLosesThatMailOnlyAndIsInTheLogWithoutItsText() throws Exception {
        GreenMail server = mailServer();
        Logger logger = (Logger) LoggerFactory.getLogger(Letters.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (ServerSocket front = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Letters letters = new Letters(new MailServer(settings(front.getLocalPort(), Map.of())), PATIENCE)) {
            Thread.ofVirtual()
                    .start(() -> hangThenRefuseThenServe(front, server.getSmtp().getPort()));
            letters.post(() -> new Mail("hang@example.com", "one", "secret-of-one"));
            letters.post(() -> new Mail("refuse@example.com", "two", "secret-of-two"));
            letters.post(() -> {
                throw new IllegalStateException("not written");
            });
            letters.post(() -> null);
            letters.post(() -> new Mail("mira@example.com", "three", "text"));
            assertThat(server.waitForIncomingEmail(MOST_SECONDS * 1000L, 1)).isTrue();
            assertThat(GreenMailUtil.getBody(server.getReceivedMessages()[0])).contains("text");
            assertThat(List.copyOf(log.list))
                    .hasSize(3)
                    .allSatisfy(event -> assertThat(event.getFormattedMessage())
                            .startsWith("a mail could not be")
                            .doesNotContain("secret-of"));
        } finally {
            logger.detachAppender(log);
            server.stop();
        }
    }

    @Test
    void whatIsTooMuchIsLostAndLoggedAndNobodyWaits() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(Letters.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (Letters letters = new Letters(new MailServer(settings(1, Map.of())))) {
            letters.post(() -> {
                stuck.countDown();
                await(end);
                return null;
            });
            await(stuck);
            for (int i = 0; i < Letters.MOST_WAITING + 1; i++) {
                letters.post(() -> null);
            }
            assertThat(log.list)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage())
                            .isEqualTo("a mail was not sent: 100 are waiting already"));
            end.countDown();
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void withoutAServerTheTextIsOnTheConsole() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        CountDownLatch done = new CountDownLatch(1);
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (Letters letters = new Letters(new MailServer(new StandardEnvironment()))) {
            letters.post(() -> new Mail("mira@example.com", "A subject", "the-link"));
            letters.post(() -> {
                done.countDown();
                return null;
            });
            await(done);
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("sequitur.mail.host", "mira@example.com", "A subject", "the-link");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sequitur.mail.security | ssl | sequitur.mail.security is starttls, tls or none, not 'ssl'",
                "sequitur.mail.send-as | boss | sequitur.mail.send-as is user or server, not 'boss'",
                "sequitur.mail.send-as | server | sequitur.mail.send-as can be server only with sequitur.mail.from",
                "sequitur.mail.from | Books | sequitur.mail.from must be an e-mail address, not 'Books'",
                "sequitur.mail.port | smtp | sequitur.mail.port must be a number from 1 to 65535, not 'smtp'"
            })
    void aSettingThatMakesNoSenseIsRefused(String name, String value, String complaint) {
        Environment settings = settings(25, Map.of(name, value));
        assertThatThrownBy(() -> new MailServer(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(complaint);
    }

    private static GreenMail mailServer() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    private static Environment settings(int port, Map<String, Object> more) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "basic",
                        Map.of(
                                "sequitur.mail.host",
                                "127.0.0.1",
                                "sequitur.mail.port",
                                port,
                                "sequitur.mail.security",
                                "none")));
        environment.getPropertySources().addFirst(new MapPropertySource("test", more));
        return environment;
    }

    private static void hangThenRefuseThenServe(ServerSocket front, int port) {
        try (Socket silent = front.accept();
                Socket refused = front.accept()) {
            refused.getOutputStream().write("554 no mail today\r\n".getBytes(StandardCharsets.US_ASCII));
            try (Socket client = front.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread.ofVirtual().start(() -> pump(client, server));
                pump(server, client);
            }
            assertThat(silent.isConnected()).isTrue();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // the other end has closed
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
