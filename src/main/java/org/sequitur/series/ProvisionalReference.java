package org.sequitur.series;

import org.sequitur.reference.Reference;

/**
 * What a draft is called that will get its number when it is issued, for example {@code DRAFT (1042)}. It says what it is and ends
 * in no digit, so neither a person nor a sequence takes it for a number.
 */
public final class ProvisionalReference {

    /** What it looks like, to PostgreSQL. */
    static final String PATTERN = "^DRAFT \\([0-9]+\\)$";

    private ProvisionalReference() {}

    /** The reference of the document with this id: nobody else has the id, so nobody else has the reference. */
    public static Reference of(long documentId) {
        return new Reference("DRAFT (" + documentId + ")");
    }
}
