package org.sequitur.reference;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.Flight;
import org.sequitur.store.Insertion;
import org.sequitur.store.Insertion.Column;

/**
 * What is written down of references, so that each number that is missing can be explained: that a document left one, and that
 * one did not follow the one before it. What follows by itself leaves no trace, so an automatic create writes nothing here.
 */
public final class ReferenceEvents {

    /** What happened to a reference. */
    public enum Kind {
        /** A document was given it by request, at its creation or later. */
        EXPLICIT,
        /** A sequence was told to go on with it, or a strict series began with it. */
        CHOSEN,
        /** A draft left it because it was given another. */
        CHANGED,
        /** A draft left it because it was deleted. */
        DELETED,
        /** A draft left it because it was issued and took its number of a strict series. */
        ISSUED;

        /** The word that is stored. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Insertion events = new Insertion(
            "reference_event",
            List.of(
                    Column.common("company_id", "bigint"),
                    Column.common("kind", "text"),
                    Column.own("reference", "text"),
                    Column.own("document_id", "bigint"),
                    Column.common("user_id", "bigint"),
                    Column.common("happened_at", "timestamptz")));

    /**
     * Notes what happened, unless the reference ends in no digit and so is in no sequence.
     *
     * @param documentId null when it happened to no document
     */
    public void add(
            long companyId, Kind kind, Reference reference, @Nullable Long documentId, long userId, Instant at) {
        if (reference.isNumbered()) {
            events.add(companyId, kind.word(), reference.text(), documentId, userId, Columns.timestamp(at));
        }
    }

    /** Adds the writing of what was noted. */
    public void tell(Flight flight) {
        events.tell(flight);
    }
}
