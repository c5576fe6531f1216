package org.sequitur.numbering;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.ReferenceScope;
import org.sequitur.wire.WireWriter;

/** Whose a sequence is, in the words of the wire. */
final class SequenceOwner {

    private SequenceOwner() {}

    /** {@code company}, {@code contact} or {@code project}. */
    static String word(ReferenceScope scope) {
        return scope.kind() == ReferenceScope.Kind.GLOBAL
                ? "company"
                : scope.kind().name().toLowerCase(Locale.ROOT);
    }

    /** The collection of {@code /v2} that the owner is in; null for the company. */
    static @Nullable String collection(ReferenceScope scope) {
        return switch (scope.kind()) {
            case GLOBAL -> null;
            case CONTACT -> "contacts";
            case PROJECT -> "projects";
        };
    }

    static void write(WireWriter out, ReferenceScope scope) {
        out.text("scope", word(scope));
        String collection = collection(scope);
        if (collection != null) {
            out.reference(word(scope), collection, scope.ownerId());
        }
    }
}
