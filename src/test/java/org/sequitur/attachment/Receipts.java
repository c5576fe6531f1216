package org.sequitur.attachment;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** Expenses of one user, and the files that hang on them. */
final class Receipts {

    private final V2Client client;
    private final String user;

    /** @param user whose expenses they are, as a reference */
    Receipts(V2Client client, String user) {
        this.client = client;
        this.user = user;
    }

    static Receipts of(V2Client client) throws IOException, InterruptedException {
        JsonNode me = client.get("users/me").expect(200).body().path("user");
        return new Receipts(client, "users/" + V2Client.id(me));
    }

    Map<String, Object> attributes() {
        return new HashMap<>(Map.of(
                "user",
                user,
                "category",
                "285",
                "dated_on",
                "2026-01-05",
                "gross_value",
                "-12.34",
                "description",
                "Lunch"));
    }

    /** Answers a new expense with that {@code attachment}. */
    Answer post(Object attachment) throws IOException, InterruptedException {
        Map<String, Object> attributes = attributes();
        attributes.put("attachment", attachment);
        return client.post("expenses", Map.of("expense", attributes));
    }

    /** A new expense with a file, as it is answered. */
    JsonNode with(byte[] bytes, String contentType) throws IOException, InterruptedException {
        return post(SampleFiles.upload(bytes, "receipt", contentType))
                .expect(201)
                .body()
                .path("expense");
    }

    JsonNode without() throws IOException, InterruptedException {
        return client.post("expenses", Map.of("expense", attributes()))
                .expect(201)
                .body()
                .path("expense");
    }

    Answer put(JsonNode expense, @Nullable Object attachment) throws IOException, InterruptedException {
        Map<String, @Nullable Object> attributes = new HashMap<>();
        attributes.put("attachment", attachment);
        return client.put(path(expense), Map.of("expense", attributes));
    }

    JsonNode read(JsonNode expense) throws IOException, InterruptedException {
        return client.get(path(expense)).expect(200).body().path("expense");
    }

    List<JsonNode> all() throws IOException, InterruptedException {
        return client.get("expenses?per_page=100")
                .expect(200)
                .body()
                .path("expenses")
                .valueStream()
                .toList();
    }

    static String path(JsonNode expense) {
        return "expenses/" + V2Client.id(expense);
    }

    /** Of an expense, or of an attachment itself. */
    static String attachmentPath(JsonNode record) {
        return "attachments/" + V2Client.id(record.has("attachment") ? record.path("attachment") : record);
    }

    static String link(JsonNode expense, String name) {
        return expense.path("attachment").path(name).stringValue("");
    }
}
