package org.sequitur.numbering;

import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceScope;
import org.sequitur.wire.WireWriter;

/**
 * A sequence as it was at one moment.
 *
 * @param last of the newest document that ends in a digit; null when there is none
 * @param next what the next document would get, had nobody come before it; null when it was not found within the bound, could
 *     not be stored, or the company numbers in strict series
 */
record SequenceState(
        ReferenceScope scope,
        @Nullable Reference last,
        @Nullable Reference next) {

    void write(WireWriter out) {
        out.url("url", path(scope));
        SequenceOwner.of(scope).write(out);
        out.text("last_reference", last == null ? null : last.text());
        out.text("next_reference", next == null ? null : next.text());
    }

    private static String path(ReferenceScope scope) {
        return "/sequitur/v1/sequences/"
                + switch (scope.kind()) {
                    case GLOBAL -> "company";
                    case CONTACT -> "contacts/" + scope.ownerId();
                    case PROJECT -> "projects/" + scope.ownerId();
                };
    }
}
