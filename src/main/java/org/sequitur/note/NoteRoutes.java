package org.sequitur.note;

import java.time.Instant;
import java.util.List;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /v2/notes}: what they are about is in the query, of a list and of a create. */
@Controller
@RequestMapping("/v2/notes")
@Requires(PermissionLevel.CONTACTS_AND_PROJECTS)
class NoteRoutes {

    private final Notes notes;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    NoteRoutes(Notes notes, RecordClock clock, BaseUrl baseUrl) {
        this.notes = notes;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        NoteSubject subject = NoteSubject.of(query);
        notes.check(caller.companyId(), subject);
        Selection selection = notes.about(caller.companyId(), subject);
        List<Note> page = notes.table().list(selection, "note.created_at, note.id", query);
        return Answer.list(query, notes.table().count(selection), "notes", "note", page);
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        Note note = notes.table().get(caller.companyId(), id);
        return Answer.ok(note.under("note")).lastModified(note.updatedAt());
    }

    /** Answered 200, unlike every other create: so FreeAgent documents it. */
    @PostMapping
    Answer create(Caller caller, ListQuery query, @Root("note") WireObject sent) {
        Instant now = clock.now();
        long id = notes.add(caller, Note.unsaved(NoteSubject.of(query), now).changedBy(sent, now));
        return Answer.ok(notes.table().get(caller.companyId(), id).under("note"))
                .with("Location", baseUrl.of("notes", id));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root("note") WireObject sent) {
        notes.table()
                .change(
                        caller.companyId(),
                        id,
                        standing -> standing.changedBy(sent, clock.after(standing.updatedAt())));
        return Answer.ok(notes.table().get(caller.companyId(), id).under("note"));
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        notes.table().remove(caller.companyId(), id);
        return Answer.empty();
    }
}
