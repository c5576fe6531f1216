package org.sequitur.reference.model;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.Draft;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** Performs operations on a real server; documents are named by their ids. */
public final class LiveCompany {

    private final V2Client client;
    private final Map<String, String> contacts = new HashMap<>();
    private final Map<String, String> projects = new HashMap<>();

    public LiveCompany(V2Client client) {
        this.client = client;
    }

    public LiveCompany withContact(String name) throws IOException, InterruptedException {
        contacts.put(name, client.newContact(name));
        return this;
    }

    public LiveCompany withProject(String name, String contact) throws IOException, InterruptedException {
        projects.put(name, client.newProject(name, path(contacts, contact)));
        return this;
    }

    /** Performs it and tells what was answered, and when. */
    public History.Event perform(Operation operation) throws IOException, InterruptedException {
        long asked = System.nanoTime();
        Answer answer = send(operation);
        long answered = System.nanoTime();
        JsonNode invoice = answer.body().path("invoice");
        boolean created = (operation instanceof Operation.Create && answer.status() == 201)
                || (operation instanceof Operation.Duplicate && answer.status() == 200);
        return new History.Event(
                operation, outcome(operation, answer, invoice), created ? V2Client.id(invoice) : "", asked, answered);
    }

    private static Outcome outcome(Operation operation, Answer answer, JsonNode invoice) {
        if (answer.status() < 300) {
            return new Outcome(answer.status(), invoice.path("reference").stringValue(null), null);
        }
        boolean invalid = operation instanceof Operation.Create create && !create.valid();
        return new Outcome(answer.status(), null, invalid ? null : complaint(answer));
    }

    private static @Nullable String complaint(Answer answer) {
        return answer.messages().stream()
                .filter(message -> message.startsWith("reference "))
                .findFirst()
                .orElse(null);
    }

    private Answer send(Operation operation) throws IOException, InterruptedException {
        return switch (operation) {
            case Operation.Create create -> create(create);
            case Operation.Duplicate(String document) -> client.post("invoices/" + document + "/duplicate", Map.of());
            case Operation.ChangeReference(String document, String reference) -> change(document, reference);
            case Operation.Delete(String document) -> client.delete("invoices/" + document);
            case Operation.MarkAsSent(String document) ->
                client.put("invoices/" + document + "/transitions/mark_as_sent", Map.of());
            case Operation.MarkAsDraft(String document) ->
                client.put("invoices/" + document + "/transitions/mark_as_draft", Map.of());
            case Operation.NumberContact(String contact, boolean byItself) ->
                client.put(
                        path(contacts, contact), Map.of("contact", Map.of("uses_contact_invoice_sequence", byItself)));
            case Operation.NumberProject(String project, boolean byItself) ->
                client.put(
                        path(projects, project), Map.of("project", Map.of("uses_project_invoice_sequence", byItself)));
        };
    }

    private Answer create(Operation.Create create) throws IOException, InterruptedException {
        Draft draft = Draft.of(path(contacts, create.contact()))
                .inProject(create.project() == null ? null : path(projects, create.project()))
                .withReference(create.reference());
        return client.post("invoices", create.valid() ? draft.body() : draft.bodyWithoutDate());
    }

    private Answer change(String document, @Nullable String reference) throws IOException, InterruptedException {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("reference", reference);
        return client.put("invoices/" + document, Map.of("invoice", attributes));
    }

    private static String path(Map<String, String> paths, String name) {
        return Objects.requireNonNull(paths.get(name), name);
    }
}
