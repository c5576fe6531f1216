package org.sequitur.note;

import java.time.Instant;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * Free text about a contact or a project.
 *
 * @param text with its line breaks
 * @param author the name of who wrote it; when that user is gone, as it was then
 */
record Note(long id, NoteSubject subject, String text, String author, Instant createdAt, Instant updatedAt)
        implements Body {

    static final int MOST_CHARACTERS = 20_000;

    static Note unsaved(NoteSubject subject, Instant now) {
        return new Note(0, subject, "", "", now, now);
    }

    Note changedBy(WireObject sent, Instant now) {
        String changed = sent.requiredText("note", text, MOST_CHARACTERS);
        sent.complaints().throwIfAny();
        return new Note(id, subject, changed, author, createdAt, now);
    }

    @Override
    public void write(WireWriter out) {
        out.reference("url", "notes", id);
        out.text("note", text);
        out.reference("parent_url", subject.kind().collection(), subject.id());
        out.text("author", author);
        out.instant("created_at", createdAt);
        out.instant("updated_at", updatedAt);
    }
}
