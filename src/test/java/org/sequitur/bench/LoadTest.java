package org.sequitur.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the load generator counts is what the server stored. */
class LoadTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    private final TestServer server = TestServer.shared();
    private final JdbcClient jdbc = JdbcClient.create(server.dataSource());

    @Test
    void everyAnswerIsCountedAndEveryCreateIsStoredOnce() throws Exception {
        List<BenchCompany> companies = List.of(company(), company());

        LoadResult result = load(companies, 16).run(SHORT);

        assertThat(result.answers()).containsOnlyKeys(201);
        assertThat(result.created()).isGreaterThanOrEqualTo(16);
        assertThat(StoredInvoices.of(companies, jdbc)).isEqualTo(new StoredInvoices(result.created(), 0, 0));
        assertThat(result.complaint()).isEmpty();
    }

    @Test
    void answersAfterTheEndOfTheTimeAreWaitedFor() throws Exception {
        List<BenchCompany> companies = List.of(company());

        LoadResult result = load(companies, 4).run(Duration.ofNanos(1));

        assertThat(result.answers()).isEqualTo(Map.of(201, 4L));
        assertThat(result.createdPerSecond()).isZero();
        assertThat(StoredInvoices.of(companies, jdbc).count()).isEqualTo(4);
    }

    @Test
    void refusalsAreCountedByStatusAndTheFirstIsKept() throws Exception {
        BenchCompany company = company();
        BenchCompany withoutContact = new BenchCompany(company.id(), company.token(), List.of(Long.MAX_VALUE));

        LoadResult result = load(List.of(withoutContact), 2).run(SHORT);

        assertThat(result.answers()).containsOnlyKeys(422);
        assertThat(result.refused()).isEqualTo(result.requests());
        assertThat(result.complaint()).startsWith("422 {\"errors\"");
        assertThat(StoredInvoices.of(List.of(company), jdbc).count()).isZero();
    }

    @Test
    void aRequestThatIsLongerThanTheNetworkTakesAtOnceArrivesWhole() throws Exception {
        BenchCompany company = company();
        byte[] request = InvoiceRequests.of(List.of(company), server.port(), 1).getFirst();
        byte[] padded = padded(request, 3_000_000);

        LoadResult result = new Load(address(server.port()), List.of(padded), 2).run(SHORT);

        assertThat(result.answers()).containsOnlyKeys(201);
        assertThat(StoredInvoices.of(List.of(company), jdbc).count()).isEqualTo(result.created());
    }

    @Test
    void aServerThatHangsUpEndsTheLoad() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    socket.accept().close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            Load load = new Load(
                    address(socket.getLocalPort()),
                    List.of("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                    1);

            assertThatThrownBy(() -> load.run(SHORT)).isInstanceOf(IOException.class);
        }
    }

    private Load load(List<BenchCompany> companies, int connections) {
        return new Load(address(server.port()), InvoiceRequests.of(companies, server.port(), 1), connections);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private BenchCompany company() throws Exception {
        TestCompany company = server.newCompany();
        String contact = company.client().newContact("Harbour Mills");
        return new BenchCompany(
                company.id(), company.token(), List.of(Long.valueOf(contact.substring("contacts/".length()))));
    }

    /** The same request with so many blanks before its body's end. */
    private static byte[] padded(byte[] request, int blanks) {
        String text = new String(request, StandardCharsets.US_ASCII);
        int bodyStart = text.indexOf("\r\n\r\n") + 4;
        String body = text.substring(bodyStart, text.length() - 1) + " ".repeat(blanks) + "}";
        String head =
                text.substring(0, bodyStart).replaceFirst("Content-Length: \\d+", "Content-Length: " + body.length());
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }
}
