package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.concurrent.LastPlusOneServer;

/** The demo as a user runs it: its exit code tells the truth, and it leaves nothing behind. */
class DemoCommandTest {

    @TempDir
    private Path temporary;

    @Test
    void itsOwnServerPassesAndIsThrownAway() throws Exception {
        Finished demo = demo("--invoices", "200");

        assertThat(demo.status()).as(demo.all()).isZero();
        assertThat(demo.table("created")).isEqualTo("200");
        assertThat(demo.table("refused")).isEqualTo("0");
        assertThat(demo.table("distinct references")).isEqualTo("200");
        assertThat(demo.table("duplicates")).isEqualTo("0");
        assertThat(demo.table("gaps")).isEqualTo("0");
        assertThat(demo.table("first reference")).isEqualTo("001");
        assertThat(demo.table("last reference")).isEqualTo("200");
        assertNothingIsLeft();
    }

    @Test
    void aServerKilledInTheMiddleLosesNothingAndDoublesNothing() throws Exception {
        Finished demo = demo("--kill", "--invoices", "400");

        assertThat(demo.status()).as(demo.all()).isZero();
        assertThat(demo.table("asked")).isEqualTo("400");
        assertThat(demo.table("answered")).isEqualTo("400");
        assertThat(Integer.parseInt(demo.table("cut off by the kill"))).isPositive();
        assertThat(Integer.parseInt(demo.table("retries"))).isPositive();
        assertThat(demo.table("stored")).isEqualTo("400");
        assertThat(demo.table("duplicates")).isEqualTo("0");
        assertThat(demo.table("gaps")).isEqualTo("0");
        assertThat(demo.table("first reference")).isEqualTo("001");
        assertThat(demo.table("last reference")).isEqualTo("400");
        assertNothingIsLeft();
    }

    @Test
    void aServerThatIsGivenGoesOnWhereItWas() throws Exception {
        TestCompany company = TestServer.shared().newCompany();
        V2Client client = company.client();
        client.post("invoices", new Draft(client.newContact("Harbour Mills"), null, "A-0099", 1).body())
                .expect(201);

        Finished demo = demo("--invoices", "50", "--url", company.baseUrl(), "--token", company.token());

        assertThat(demo.status()).as(demo.all()).isZero();
        assertThat(demo.table("first reference")).isEqualTo("A-0100");
        assertThat(demo.table("last reference")).isEqualTo("A-0149");
    }

    @Test
    void aServerThatNumbersTwiceFails() throws Exception {
        try (LastPlusOneServer server =
                new LastPlusOneServer(TestServer.shared().dataSource(), false)) {
            Finished demo = demo("--invoices", "300", "--url", server.address(), "--token", "any");

            assertThat(demo.status()).as(demo.all()).isEqualTo(1);
            assertThat(Integer.parseInt(demo.table("duplicates"))).isPositive();
        }
    }

    @Test
    void aServerThatRefusesFails() throws Exception {
        try (LastPlusOneServer server =
                new LastPlusOneServer(TestServer.shared().dataSource(), true)) {
            Finished demo = demo("--invoices", "300", "--url", server.address(), "--token", "any");

            assertThat(demo.status()).as(demo.all()).isEqualTo(1);
            assertThat(Integer.parseInt(demo.table("refused"))).isPositive();
            assertThat(demo.output()).contains("422 reference has already been taken");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--invoices 0, --invoices must be between",
        "--invoices many, --invoices",
        "--in-flight -1, --in-flight must be between",
        "--url localhost --token x, --url must be an address",
        "--url http://127.0.0.1:1, --url needs --token",
        "--token x, --token is of no use without --url",
        "--kill --url http://127.0.0.1:1 --token x, --kill makes no sense with --url",
        "--fast, --fast"
    })
    void whatMakesNoSenseIsSaidInOneLine(String arguments, String complaint) throws Exception {
        Finished demo = demo(arguments.split(" ", -1));

        assertThat(demo.status()).as(demo.all()).isEqualTo(2);
        assertThat(demo.errors().strip()).hasLineCount(1).contains(complaint);
    }

    @Test
    void aServerThatIsNotThereIsSaidInOneLine() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        Finished demo = demo("--url", "http://127.0.0.1:" + port, "--token", "x");

        assertThat(demo.status()).isEqualTo(1);
        assertThat(demo.errors().strip()).hasLineCount(1).contains("there is no server at");
    }

    @Test
    void aWrongTokenIsSaidInOneLine() throws Exception {
        Finished demo = demo("--url", TestServer.shared().baseUrl(), "--token", "x");

        assertThat(demo.status()).isEqualTo(1);
        assertThat(demo.errors().strip()).hasLineCount(1).contains("401");
    }

    private void assertNothingIsLeft() throws Exception {
        try (var left = Files.list(temporary.resolve("tmp"))) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("sequitur-demo")))
                    .isEmpty();
        }
    }

    private Finished demo(String... arguments) throws Exception {
        Path tmp = Files.createDirectories(temporary.resolve("tmp"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Djava.io.tmpdir=" + tmp, "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("org.sequitur.Sequitur", "demo"));
        command.addAll(List.of(arguments));
        Path output = temporary.resolve("output");
        Path errors = temporary.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SEQUITUR_"));
        Process process = builder.start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            fail("the demo did not end: " + Files.readString(output, StandardCharsets.UTF_8));
        }
        return new Finished(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    private record Finished(int status, String output, String errors) {

        String all() {
            return output + errors;
        }

        /** The value in the table's row of that name. */
        String table(String name) {
            return output.lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + name + " in " + all()));
        }
    }
}
