package org.sequitur.reference;

import java.util.Locale;

/**
 * Whose run of numbers a document draws from: the company's, or that of a contact or project with a sequence of its own.
 *
 * @param ownerId the contact or project; 0 for the company's own
 */
public record ReferenceScope(Kind kind, long ownerId) implements Comparable<ReferenceScope> {

    /** In the order in which SQL sorts their words. */
    public enum Kind {
        CONTACT,
        GLOBAL,
        PROJECT;

        /** The word that is stored. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final ReferenceScope GLOBAL = new ReferenceScope(Kind.GLOBAL, 0);

    public static ReferenceScope contact(long id) {
        return new ReferenceScope(Kind.CONTACT, id);
    }

    public static ReferenceScope project(long id) {
        return new ReferenceScope(Kind.PROJECT, id);
    }

    public static ReferenceScope of(String word, long ownerId) {
        return new ReferenceScope(Kind.valueOf(word.toUpperCase(Locale.ROOT)), ownerId);
    }

    @Override
    public int compareTo(ReferenceScope other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : Long.compare(ownerId, other.ownerId);
    }
}
