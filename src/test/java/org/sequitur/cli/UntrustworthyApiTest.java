package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.freeagent.FetchedPages;
import org.sequitur.freeagent.SourceApi;
import org.sequitur.freeagent.SourceCopy;
import org.sequitur.freeagent.SourceException;

/** An API that is not what it should be costs neither the token, nor the disk, nor what was fetched before. */
class UntrustworthyApiTest {

    private static final String COMPANY = "{\"company\":{\"name\":\"%s\",\"subdomain\":\"%s\"}}";

    @TempDir
    private Path directory;

    @Test
    void theTokenFollowsNobodyToAnotherAddress() throws Exception {
        AtomicInteger visitors = new AtomicInteger();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            visitors.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        elsewhere.start();
        HttpServer moved = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        moved.createContext("/", exchange -> {
            exchange.getResponseHeaders()
                    .add(
                            "Location",
                            "http://localhost:" + elsewhere.getAddress().getPort() + "/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        moved.start();
        try {
            refuses("http://localhost:" + moved.getAddress().getPort(), "answered 302");
            assertThat(visitors).hasValue(0);
        } finally {
            moved.stop(0);
            elsewhere.stop(0);
        }
    }

    @Test
    void aPageThatIsGivenAgainAndAgainEndsTheCopy() throws Exception {
        try (ScriptedApi api = new ScriptedApi()) {
            String users = IntStream.range(0, 100)
                    .mapToObj(i -> "{\"url\":\"~/v2/users/" + i + "\"}")
                    .collect(Collectors.joining(",", "{\"users\":[", "]}"));
            api.says("company", COMPANY.formatted("One", "one")).says("users", users);
            refuses(api.url(), "page 1 of users again");
        }
    }

    @Test
    void aRecordThatIsNamedByNoNumberEndsTheCopy() throws Exception {
        try (ScriptedApi api = new ScriptedApi()) {
            api.says("company", COMPANY.formatted("One", "one"))
                    .says("contacts", "{\"contacts\":[{\"url\":\"~/v2/contacts/../../escape\"}]}");
            refuses(api.url(), "in a way that is not known");
        }
    }

    @Test
    void whatIsNoJsonEndsTheCopy() throws Exception {
        try (ScriptedApi api = new ScriptedApi()) {
            api.says("company", "<html>down for maintenance</html>");
            refuses(api.url(), "did not answer with JSON");
        }
    }

    @Test
    void theTokenOfAnotherCompanyIsNotMixedWithWhatIsThere() throws Exception {
        try (ScriptedApi api = new ScriptedApi()) {
            api.says("company", COMPANY.formatted("One", "one"));
            copy(api.url());
            api.says("company", COMPANY.formatted("Two", "two"));
            refuses(api.url(), "name another directory");
        }
    }

    private void refuses(String url, String words) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> copy(url))
                .withMessageContaining(words);
    }

    private void copy(String url) {
        SourceApi api = new SourceApi(URI.create(url), "secret", 0, reason -> {});
        new SourceCopy(api, new FetchedPages(directory.resolve("pages"), api.base()), (list, records, total) -> {})
                .fetchAll();
    }
}
