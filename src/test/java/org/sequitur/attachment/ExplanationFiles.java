package org.sequitur.attachment;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sequitur.TestCompany;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.explanation.Till;
import tools.jackson.databind.JsonNode;

/** Explanations of one company with files, asked for in a version of the API. */
final class ExplanationFiles {

    static final String ORIGINAL = "2026-08-31";
    static final String LISTED = "2026-09-01";
    static final byte[] PNG = SampleFiles.picture("png", 40, 30);

    private final V2Client client;
    private final Till till;

    ExplanationFiles(TestCompany company, String version) throws IOException, InterruptedException {
        this.client = company.client().with("X-Api-Version", version);
        this.till = new Till(company);
    }

    V2Client client() {
        return client;
    }

    private Map<String, Object> cost() throws IOException, InterruptedException {
        return new HashMap<>(Map.of(
                "bank_account",
                till.account(),
                "dated_on",
                "2026-09-10",
                "gross_value",
                "-42.5",
                "category",
                "268",
                "description",
                "Hosting"));
    }

    Answer create(Map<String, ?> further) throws IOException, InterruptedException {
        Map<String, Object> attributes = cost();
        attributes.putAll(further);
        return client.post("bank_transaction_explanations", Map.of("bank_transaction_explanation", attributes));
    }

    /** A new explanation as it is answered. */
    JsonNode created(Map<String, ?> further) throws IOException, InterruptedException {
        return create(further).expect(201).body().path("bank_transaction_explanation");
    }

    Answer put(String path, Map<String, ?> attributes) throws IOException, InterruptedException {
        return client.put(path, Map.of("bank_transaction_explanation", attributes));
    }

    JsonNode read(String path) throws IOException, InterruptedException {
        return client.get(path).expect(200).body().path("bank_transaction_explanation");
    }

    /** A new explanation's path. */
    String without() throws IOException, InterruptedException {
        return Till.path(created(Map.of()));
    }

    Answer add(String path, List<? extends Map<String, ?>> files) throws IOException, InterruptedException {
        return client.post(path + "/attachments", Map.of("attachments", files));
    }

    Answer change(String path, List<? extends Map<String, ?>> files) throws IOException, InterruptedException {
        return client.put(path + "/attachments", Map.of("attachments", files));
    }

    /** The files of an explanation as their list has them. */
    List<JsonNode> listed(String path) throws IOException, InterruptedException {
        return client.get(path + "/attachments")
                .expect(200)
                .body()
                .path("attachments")
                .valueStream()
                .toList();
    }

    List<String> names(String path) throws IOException, InterruptedException {
        return listed(path).stream()
                .map(file -> file.path("file_name").asString())
                .toList();
    }

    static Map<String, Object> upload(String name) {
        return SampleFiles.upload(PNG, name, "image/png");
    }

    /** So many different names, each of a file. */
    static List<Map<String, Object>> uploads(int number) {
        return IntStream.range(0, number).mapToObj(i -> upload("file" + i)).toList();
    }

    static String url(JsonNode attachment) {
        return attachment.path("url").asString();
    }
}
