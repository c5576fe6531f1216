package org.sequitur.attachment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a link leads to, for whoever has it: no token is sent. */
record Download(HttpResponse<byte[]> response) {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    static Download of(String link) throws IOException, InterruptedException {
        return of("GET", link, "*/*");
    }

    static Download of(String method, String link, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(link))
                .timeout(Duration.ofMinutes(1))
                .header("Accept", accept)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return new Download(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    }

    byte[] bytes() {
        return response.body();
    }

    int status() {
        return response.statusCode();
    }

    /** The value of a header, or an empty text when it is absent. */
    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    Download expect(int status) {
        if (status() != status) {
            throw new AssertionError(response.request() + " should answer " + status + " but answered " + status()
                    + (status() == 200 ? "" : ": " + new String(bytes(), StandardCharsets.UTF_8)));
        }
        return this;
    }
}
