package org.sequitur.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What the clients know, one JSON object a line: what they wanted, each time they asked, and what they were told. */
public final class ClientLog implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final BufferedWriter file;

    public ClientLog(Path path) throws IOException {
        file = Files.newBufferedWriter(path);
    }

    public void company(long id, Policy policy) {
        write(Map.of("line", "company", "id", id, "policy", policy.name()));
    }

    /** To be called before the first attempt. */
    void task(Task task) {
        List<Map<String, @Nullable Object>> invoices = new ArrayList<>();
        for (Task.Wanted wanted : task.invoices()) {
            Map<String, @Nullable Object> invoice = new LinkedHashMap<>();
            invoice.put("tag", wanted.tag());
            invoice.put("reference", wanted.reference());
            invoice.put("scope", wanted.scope());
            invoices.add(invoice);
        }
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("line", "task");
        line.put("name", task.name());
        line.put("company", task.company());
        line.put("kind", task.kind().name());
        line.put("key", task.key());
        line.put("invoices", invoices);
        line.put("target", task.target());
        line.put("payload", Integer.toHexString(task.payload().hashCode()));
        write(line);
    }

    /** @param status 0 when there was no answer */
    void attempt(String task, int server, long began, long ended, int status, String body) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("line", "attempt");
        line.put("task", task);
        line.put("server", server);
        line.put("began", began);
        line.put("ended", ended);
        line.put("status", status);
        line.put("body", body);
        write(line);
    }

    private void write(Map<String, ? extends @Nullable Object> line) {
        String text = JSON.writeValueAsString(line);
        synchronized (file) {
            try {
                file.write(text);
                file.newLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (file) {
            file.close();
        }
    }
}
