package org.sequitur.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The requests that servers mostly get, so that what serves them is in the cache: a start that is only rehearsed up to the
 * readiness gains next to nothing.
 */
final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CREATES = 400;
    private static final int IN_FLIGHT = 8;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI root;
    private final String token;

    /** @param root ends with a slash */
    Rehearsal(URI root, String token) {
        this.root = root;
        this.token = token;
    }

    void run() throws IOException, InterruptedException {
        LoopOfCreates loop = new LoopOfCreates(root, token);
        String contact = loop.createContact("Rehearsal");
        LoopOfCreates.Result result = loop.run(contact, CREATES, IN_FLIGHT, answered -> {});
        if (!result.isConsecutive()) {
            throw new IOException("the rehearsal went wrong: " + result.refusals());
        }
        String invoice = invoice(contact);
        expect(201, "POST", "v2/invoices", invoice);
        expect(422, "POST", "v2/invoices", "{\"invoice\":{\"comments\":\"no more\"}}");
        expect(400, "POST", "v2/invoices", "{");
        for (String read : new String[] {
            "health",
            "openapi.json",
            "v2/company",
            "v2/users/me",
            "v2/contacts",
            "v2/contacts?view=active",
            "v2/projects",
            "v2/invoices",
            "v2/invoices?view=open&sort=-updated_at",
            "v2/invoices?page=2&per_page=100&nested_invoice_items=true"
        }) {
            expect(200, "GET", read, null);
        }
        expect(404, "GET", "v2/invoices/1", null);
        expect(200, HttpRequest.newBuilder(root.resolve("v2/invoices")).header("Accept", "application/xml"));
    }

    private static String invoice(String contact) {
        return """
                {"invoice":{"contact":"%s","dated_on":"2026-01-31","payment_terms_in_days":30,"invoice_items":[
                  {"description":"Work","item_type":"Hours","quantity":"1.5","price":"80","sales_tax_rate":"20.0"},
                  {"description":"Parts","item_type":"Products","quantity":2,"price":"9.99"}]}}
                """.formatted(contact);
    }

    private void expect(int status, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        expect(
                status,
                HttpRequest.newBuilder(root.resolve(path))
                        .header("Content-Type", "application/json")
                        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private void expect(int status, HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IOException(request.method() + " " + request.uri().getPath() + " was answered "
                    + answer.statusCode() + ", not " + status);
        }
    }
}
