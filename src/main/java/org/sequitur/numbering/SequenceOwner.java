package org.sequitur.numbering;

import org.jspecify.annotations.Nullable;
import org.sequitur.reference.ReferenceScope;
import org.sequitur.wire.WireWriter;

/**
 * Whose a sequence is, in the words of the wire.
 *
 * @param word {@code company}, {@code contact}, {@code project} or {@code series}
 * @param path of the record that it belongs to; null for the company
 */
record SequenceOwner(String word, @Nullable String path) {

    private static final SequenceOwner COMPANY = new SequenceOwner("company", null);

    static SequenceOwner of(ReferenceScope scope) {
        return of(scope.kind().word(), scope.ownerId());
    }

    /** @param word as it is stored, or {@code series} for what was issued in a strict series */
    static SequenceOwner of(String word, long id) {
        return switch (word) {
            case "global" -> COMPANY;
            case "contact" -> new SequenceOwner(word, "/v2/contacts/" + id);
            case "project" -> new SequenceOwner(word, "/v2/projects/" + id);
            case "series" -> new SequenceOwner(word, "/sequitur/v1/series/" + id);
            default -> throw new IllegalArgumentException("no sequence belongs to a " + word);
        };
    }

    void write(WireWriter out) {
        out.text("scope", word);
        if (path != null) {
            out.url(word, path);
        }
    }
}
