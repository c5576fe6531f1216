package org.sequitur.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sequitur.V2Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The clients' log, read again: what each task came to in their eyes. */
final class Told {

    private static final JsonMapper JSON = new JsonMapper();

    final Map<Long, Policy> companies = new TreeMap<>();
    final Map<String, Course> courses = new LinkedHashMap<>();

    /** An invoice in an answer. */
    record ToldInvoice(String tag, long id, String reference, String total, int lines) {}

    /** A task and all that it was answered. */
    static final class Course {

        final Task task;
        final List<Integer> statuses = new ArrayList<>();

        /** Digests of the bodies of 201; one, if all is well. */
        final Set<String> bodies = new HashSet<>();

        /** Bodies of 422. */
        final Set<String> refusals = new HashSet<>();

        /** Bodies of 503. */
        final Set<String> failures = new HashSet<>();

        List<ToldInvoice> invoices = List.of();

        Course(Task task) {
            this.task = task;
        }

        boolean was(int status) {
            return statuses.contains(status);
        }
    }

    static Told read(Path log) throws IOException {
        Told told = new Told();
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.add(JSON.readTree(line));
            }
        }
        return told;
    }

    private void add(JsonNode line) {
        switch (line.path("line").stringValue("")) {
            case "company" ->
                companies.put(
                        line.path("id").longValue(),
                        Policy.valueOf(line.path("policy").stringValue("")));
            case "task" -> {
                Task task = task(line);
                courses.put(task.name(), new Course(task));
            }
            case "attempt" -> {
                Course course = courses.get(line.path("task").stringValue(""));
                if (course == null) {
                    throw new IllegalStateException("an attempt of no task: " + line);
                }
                add(course, line.path("status").intValue(), line.path("body").stringValue(""));
            }
            default -> throw new IllegalStateException("not a line of the log: " + line);
        }
    }

    private static Task task(JsonNode line) {
        List<Task.Wanted> invoices = new ArrayList<>();
        for (JsonNode invoice : line.path("invoices")) {
            invoices.add(new Task.Wanted(
                    invoice.path("tag").stringValue(""),
                    invoice.path("reference").stringValue(null),
                    invoice.path("scope").stringValue("")));
        }
        return new Task(
                line.path("name").stringValue(""),
                line.path("company").longValue(),
                Task.Kind.valueOf(line.path("kind").stringValue("")),
                line.path("key").stringValue(null),
                invoices,
                line.path("target").longValue(),
                "");
    }

    private static void add(Course course, int status, String body) {
        course.statuses.add(status);
        switch (status) {
            case 201 -> {
                if (course.bodies.add(digest(body)) && course.invoices.isEmpty()) {
                    course.invoices = invoices(JSON.readTree(body));
                }
            }
            case 422 -> course.refusals.add(body);
            case 503 -> course.failures.add(body);
            default -> {}
        }
    }

    /** As PostgreSQL's {@code sha256} has it. */
    static String digest(String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ToldInvoice> invoices(JsonNode body) {
        List<ToldInvoice> told = new ArrayList<>();
        if (body.has("invoice")) {
            told.add(invoice(body.path("invoice")));
        }
        for (JsonNode invoice : body.path("invoices")) {
            told.add(invoice(invoice));
        }
        return told;
    }

    static ToldInvoice invoice(JsonNode invoice) {
        return new ToldInvoice(
                invoice.path("po_reference").stringValue(""),
                Long.parseLong(V2Client.id(invoice)),
                invoice.path("reference").stringValue(""),
                invoice.path("total_value").stringValue(""),
                invoice.path("invoice_items").size());
    }
}
