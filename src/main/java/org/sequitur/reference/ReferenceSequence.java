package org.sequitur.reference;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run of numbers: the newest document of its scope whose reference ends in a digit, and what follows it. "Newest" is by
 * creation, never by date or size, so an explicit reference moves the sequence up or down.
 */
public final class ReferenceSequence {

    private final ReferenceScope scope;
    private @Nullable Reference last;
    private long lastDocumentId;
    private @Nullable Reference chosen;
    private boolean moved;

    /**
     * @param lastDocumentId 0 when there is no last reference
     * @param chosen what the next document gets, whatever the last one has; null for what follows
     */
    public ReferenceSequence(
            ReferenceScope scope, @Nullable Reference last, long lastDocumentId, @Nullable Reference chosen) {
        this.scope = scope;
        this.last = last;
        this.lastDocumentId = lastDocumentId;
        this.chosen = chosen;
    }

    /** One that no document has begun. */
    public static ReferenceSequence empty(ReferenceScope scope) {
        return new ReferenceSequence(scope, null, 0, null);
    }

    ReferenceSequence copy() {
        ReferenceSequence copy = new ReferenceSequence(scope, last, lastDocumentId, chosen);
        copy.moved = moved;
        return copy;
    }

    public ReferenceScope scope() {
        return scope;
    }

    public @Nullable Reference last() {
        return last;
    }

    public long lastDocumentId() {
        return lastDocumentId;
    }

    public @Nullable Reference chosen() {
        return chosen;
    }

    /** The next document gets this one, whatever the last one has; if somebody has it by then, what follows it. */
    public void choose(Reference reference) {
        if (!reference.isNumbered()) {
            throw new IllegalArgumentException("nothing can follow " + reference.text());
        }
        chosen = reference;
        moved = true;
    }

    /** Whether the sequence is other than it was when it was read. */
    public boolean hasMoved() {
        return moved;
    }

    /** The next reference that nobody has; it is not taken before {@link #created}. */
    public Reference next(Predicate<Reference> isUsed) {
        Reference candidate = first();
        while (isUsed.test(candidate)) {
            candidate = candidate.next();
        }
        return candidate;
    }

    private Reference first() {
        if (chosen != null) {
            return chosen;
        }
        return last == null ? Reference.FIRST : last.next();
    }

    /** A document was created in this scope: it is the newest. */
    public void created(long documentId, Reference reference) {
        if (reference.isNumbered()) {
            moveTo(reference, documentId);
        }
    }

    /**
     * A draft's reference was changed; only that of the newest document moves the sequence.
     *
     * @return whether the sequence now has to fall back to the document before this one
     */
    public boolean edited(long documentId, Reference reference) {
        if (documentId < lastDocumentId) {
            return false;
        }
        if (reference.isNumbered()) {
            moveTo(reference, documentId);
            return false;
        }
        return documentId == lastDocumentId;
    }

    /** @return whether the sequence now has to fall back to the document before the deleted one */
    public boolean deleted(long documentId) {
        return documentId == lastDocumentId;
    }

    /** The newest numbered document is gone; what was numbered before it is the last again, or nothing. */
    public void fallBackTo(@Nullable Reference reference, long documentId) {
        last = reference;
        lastDocumentId = documentId;
        moved = true;
    }

    private void moveTo(Reference reference, long documentId) {
        last = reference;
        lastDocumentId = documentId;
        chosen = null;
        moved = true;
    }
}
