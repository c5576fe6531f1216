package org.sequitur.reference.model;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a client may do that touches references. Contacts, projects and documents are known by name. */
public sealed interface Operation {

    /** The same on another document, for those that concern one that exists. */
    default Operation on(UnaryOperator<String> document) {
        return switch (this) {
            case Duplicate(String name) -> new Duplicate(document.apply(name));
            case ChangeReference(String name, String reference) -> new ChangeReference(document.apply(name), reference);
            case Delete(String name) -> new Delete(document.apply(name));
            case MarkAsSent(String name) -> new MarkAsSent(document.apply(name));
            case MarkAsDraft(String name) -> new MarkAsDraft(document.apply(name));
            case Create _, NumberContact _, NumberProject _ -> this;
        };
    }

    /**
     * @param project of that contact, null for none
     * @param reference null to leave it out
     * @param valid false for a create that lacks something else that is required
     */
    record Create(
            String contact,
            @Nullable String project,
            @Nullable String reference,
            boolean valid) implements Operation {}

    record Duplicate(String document) implements Operation {}

    record ChangeReference(String document, @Nullable String reference) implements Operation {}

    record Delete(String document) implements Operation {}

    record MarkAsSent(String document) implements Operation {}

    record MarkAsDraft(String document) implements Operation {}

    record NumberContact(String contact, boolean byItself) implements Operation {}

    record NumberProject(String project, boolean byItself) implements Operation {}
}
