package org.sequitur.note;

import org.jspecify.annotations.Nullable;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.WireException;

/**
 * What a note is about.
 *
 * @param kind as the table of notes has it
 * @param id of the contact or project
 */
record NoteSubject(Kind kind, long id) {

    enum Kind {
        CONTACT("contact", "contacts"),
        PROJECT("project", "projects");

        private final String parameter;
        private final String collection;

        Kind(String parameter, String collection) {
            this.parameter = parameter;
            this.collection = collection;
        }

        /** As paths have it. */
        String collection() {
            return collection;
        }

        String table() {
            return parameter;
        }

        String column() {
            return parameter + "_id";
        }
    }

    /**
     * What the query of a request names; the project when it names both.
     *
     * @throws WireException 400 when it names neither
     */
    static NoteSubject of(ListQuery query) {
        for (Kind kind : new Kind[] {Kind.PROJECT, Kind.CONTACT}) {
            Long id = query.reference(kind.parameter);
            if (id != null) {
                return new NoteSubject(kind, id);
            }
        }
        throw WireException.badRequest("A contact or project must be specified");
    }

    @Nullable
    Long idAs(Kind wanted) {
        return kind == wanted ? (Long) id : null;
    }
}
