package org.sequitur.reference.model;

import org.jspecify.annotations.Nullable;

/**
 * What the client gets to know.
 *
 * @param reference of the document afterwards, null when there is none
 * @param complaint about the reference, null when there is none
 */
public record Outcome(
        int status, @Nullable String reference, @Nullable String complaint) {

    static Outcome answer(int status) {
        return new Outcome(status, null, null);
    }

    static Outcome document(int status, String reference) {
        return new Outcome(status, reference, null);
    }

    static Outcome complaint(int status, String complaint) {
        return new Outcome(status, null, complaint);
    }

    boolean changesNothing() {
        return status >= 400;
    }
}
