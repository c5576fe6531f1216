package org.sequitur.reference.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules of numbering in their plainest form, for one client after another: no counter is kept, every reference is
 * worked out anew from the documents that exist.
 */
public final class ReferenceModel {

    private static final String GLOBAL = "global";

    /** In the order of creation. */
    private final List<Document> documents;

    private final Set<String> contactsNumberedByThemselves;
    private final Set<String> projectsNumberedByThemselves;

    public ReferenceModel() {
        this(List.of(), Set.of(), Set.of());
    }

    private ReferenceModel(List<Document> documents, Set<String> contacts, Set<String> projects) {
        this.documents = new ArrayList<>(documents);
        this.contactsNumberedByThemselves = new TreeSet<>(contacts);
        this.projectsNumberedByThemselves = new TreeSet<>(projects);
    }

    public ReferenceModel copy() {
        return new ReferenceModel(documents, contactsNumberedByThemselves, projectsNumberedByThemselves);
    }

    public List<Document> documents() {
        return List.copyOf(documents);
    }

    /** What must be answered now; nothing is changed by asking. */
    public Outcome outcomeOf(Operation operation) {
        return switch (operation) {
            case Operation.Create create -> outcomeOf(create);
            case Operation.Duplicate duplicate ->
                find(duplicate.document())
                        .map(original -> Outcome.document(200, next(scope(original.contact(), original.project()))))
                        .orElse(Outcome.answer(404));
            case Operation.ChangeReference change ->
                find(change.document())
                        .map(document -> outcomeOf(change, document))
                        .orElse(Outcome.answer(404));
            case Operation.Delete delete ->
                find(delete.document())
                        .map(document -> Outcome.answer(document.sent() ? 409 : 200))
                        .orElse(Outcome.answer(404));
            case Operation.MarkAsSent mark -> transition(mark.document(), false);
            case Operation.MarkAsDraft mark -> transition(mark.document(), true);
            case Operation.NumberContact _, Operation.NumberProject _ -> Outcome.answer(200);
        };
    }

    /** @param newName what a document that comes into being is called from now on */
    public Outcome perform(Operation operation, String newName) {
        Outcome outcome = outcomeOf(operation);
        if (outcome.changesNothing()) {
            return outcome;
        }
        switch (operation) {
            case Operation.Create create -> add(newName, create.contact(), create.project(), outcome);
            case Operation.Duplicate duplicate -> {
                Document original = find(duplicate.document()).orElseThrow();
                add(newName, original.contact(), original.project(), outcome);
            }
            case Operation.ChangeReference change ->
                documents.replaceAll(document -> document.name().equals(change.document())
                        ? document.withReference(Objects.requireNonNull(outcome.reference()))
                        : document);
            case Operation.Delete delete ->
                documents.removeIf(document -> document.name().equals(delete.document()));
            case Operation.MarkAsSent mark -> setSent(mark.document(), true);
            case Operation.MarkAsDraft mark -> setSent(mark.document(), false);
            case Operation.NumberContact number ->
                flag(contactsNumberedByThemselves, number.contact(), number.byItself());
            case Operation.NumberProject number ->
                flag(projectsNumberedByThemselves, number.project(), number.byItself());
        }
        return outcome;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReferenceModel model
                && documents.equals(model.documents)
                && contactsNumberedByThemselves.equals(model.contactsNumberedByThemselves)
                && projectsNumberedByThemselves.equals(model.projectsNumberedByThemselves);
    }

    @Override
    public int hashCode() {
        return Objects.hash(documents, contactsNumberedByThemselves, projectsNumberedByThemselves);
    }

    private Outcome outcomeOf(Operation.Create create) {
        if (!create.valid()) {
            return Outcome.answer(422);
        }
        String reference = create.reference() == null ? "" : create.reference().strip();
        if (reference.isEmpty()) {
            return Outcome.document(201, next(scope(create.contact(), create.project())));
        }
        return refusalOf(reference).orElseGet(() -> Outcome.document(201, reference));
    }

    private Outcome outcomeOf(Operation.ChangeReference change, Document document) {
        String reference = change.reference() == null ? "" : change.reference().strip();
        if (reference.isEmpty()) {
            return Outcome.complaint(400, "reference can't be blank");
        }
        if (reference.equals(document.reference())) {
            return Outcome.document(200, reference);
        }
        if (reference.length() > 255) {
            return tooLong();
        }
        if (document.sent()) {
            return Outcome.complaint(422, "reference is locked and cannot be changed");
        }
        return refusalOf(reference).orElseGet(() -> Outcome.document(200, reference));
    }

    private Optional<Outcome> refusalOf(String reference) {
        if (reference.length() > 255) {
            return Optional.of(tooLong());
        }
        return isUsed(reference)
                ? Optional.of(Outcome.complaint(422, "reference has already been taken"))
                : Optional.empty();
    }

    private static Outcome tooLong() {
        return Outcome.complaint(422, "reference is too long (maximum is 255 characters)");
    }

    private Outcome transition(String name, boolean fromSent) {
        return find(name)
                .map(document ->
                        document.sent() == fromSent ? Outcome.document(200, document.reference()) : Outcome.answer(403))
                .orElse(Outcome.answer(404));
    }

    /** Section 3.1. */
    private String scope(String contact, @Nullable String project) {
        if (project != null && projectsNumberedByThemselves.contains(project)) {
            return "project " + project;
        }
        return contactsNumberedByThemselves.contains(contact) ? "contact " + contact : GLOBAL;
    }

    /** Section 3.2. */
    private String next(String scope) {
        String candidate = documents.reversed().stream()
                .filter(document -> document.scope().equals(scope))
                .map(Document::reference)
                .filter(reference -> finalDigits(reference) > 0)
                .findFirst()
                .map(ReferenceModel::successor)
                .orElse("001");
        while (isUsed(candidate)) {
            candidate = successor(candidate);
        }
        return candidate;
    }

    private static String successor(String reference) {
        int width = finalDigits(reference);
        String prefix = reference.substring(0, reference.length() - width);
        String digits = reference.substring(reference.length() - width);
        String number = new BigInteger(digits).add(BigInteger.ONE).toString();
        return prefix + "0".repeat(Math.max(0, width - number.length())) + number;
    }

    private static int finalDigits(String reference) {
        int width = 0;
        while (width < reference.length()
                && "0123456789".indexOf(reference.charAt(reference.length() - 1 - width)) >= 0) {
            width++;
        }
        return width;
    }

    private boolean isUsed(String reference) {
        return documents.stream().anyMatch(document -> document.reference().equals(reference));
    }

    private Optional<Document> find(String name) {
        return documents.stream()
                .filter(document -> document.name().equals(name))
                .findFirst();
    }

    private void add(String name, String contact, @Nullable String project, Outcome outcome) {
        documents.add(new Document(
                name, scope(contact, project), Objects.requireNonNull(outcome.reference()), contact, project, false));
    }

    private void setSent(String name, boolean sent) {
        documents.replaceAll(document -> document.name().equals(name) ? document.withSent(sent) : document);
    }

    private static void flag(Set<String> names, String name, boolean present) {
        if (present) {
            names.add(name);
        } else {
            names.remove(name);
        }
    }

    /** @param scope as it was when the document was created */
    public record Document(
            String name,
            String scope,
            String reference,
            String contact,
            @Nullable String project,
            boolean sent) {

        Document withReference(String changed) {
            return new Document(name, scope, changed, contact, project, sent);
        }

        Document withSent(boolean changed) {
            return new Document(name, scope, reference, contact, project, changed);
        }
    }
}
