package org.sequitur.attachment;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.record.RecordTable;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.wire.Body;
import org.sequitur.wire.Caller;
import org.sequitur.wire.WireException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The files that hang on records, one on each, for the rooms of those records: taking in what was sent, showing it with the record, and reading its
 * bytes.
 */
public final class Attachments {

    private final AttachmentRows rows;
    private final RecordTable<Attachment> table;
    private final StoredFiles files;
    private final SignedLinks links;
    private final RecordClock clock;
    private final ObjectProvider<AttachableRecords> rooms;

    Attachments(
            AttachmentRows rows,
            StoredFiles files,
            SignedLinks links,
            RecordClock clock,
            ObjectProvider<AttachableRecords> rooms) {
        this.rows = rows;
        this.table = rows.table();
        this.files = files;
        this.links = links;
        this.clock = clock;
        this.rooms = rooms;
    }

    /** A file with its bytes, at most 5 MB of them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record LoadedFile(String fileName, String contentType, byte[] bytes) {}

    /**
     * Does what was asked for, in the transaction that has added the record, or has locked it.
     *
     * @throws WireException 422 when there is no such file to be copied; 503 when the file cannot be kept
     */
    public void apply(Caller caller, Attachable on, AttachmentChange change) {
        switch (change) {
            case AttachmentChange.Nothing nothing -> {}
            case AttachmentChange.Removal removal -> rows.removeFrom(caller.companyId(), on);
            case AttachmentChange.Upload(SentFile file) -> replace(caller.companyId(), on, file);
            case AttachmentChange.Copy(long attachmentId) ->
                replace(caller.companyId(), on, copied(caller, attachmentId));
        }
    }

    private void replace(long companyId, Attachable on, SentFile sent) {
        rows.removeFrom(companyId, on);
        rows.add(companyId, on, sent);
    }

    private SentFile copied(Caller caller, long attachmentId) {
        Attachment found = table.find(caller.companyId(), attachmentId);
        if (found == null || !maySee(caller, found)) {
            throw WireException.invalid("File not found");
        }
        byte[] bytes = files.bytes(caller.companyId(), found.fileId());
        FileType type = FileType.named(found.contentType());
        if (type == null) {
            throw new IllegalStateException("a file of type " + found.contentType());
        }
        return new SentFile(found.fileName(), found.contentType(), type, found.description(), bytes);
    }

    private boolean maySee(Caller caller, Attachment attachment) {
        try {
            room(attachment).checkSeen(caller, attachment.on().id());
            return true;
        } catch (WireException e) {
            return false;
        }
    }

    /** What a record's {@code attachment} is to be answered as; null when it has none. */
    public @Nullable Body of(long companyId, Attachable on) {
        return of(companyId, on.kind(), List.of(on.id())).get(on.id());
    }

    /** The same for several records of a kind, by their ids, without those that have none. */
    public Map<Long, Body> of(long companyId, Attachable.Kind kind, Collection<Long> ids) {
        Map<Long, Body> bodies = new HashMap<>();
        if (ids.isEmpty()) {
            return bodies;
        }
        Selection selection = table.of(companyId)
                .and("attachment." + kind.column() + " = ANY (?)", (Object) ids.toArray(Long[]::new));
        Instant now = clock.now();
        for (Attachment attachment : table.all(selection, "attachment.id")) {
            bodies.put(attachment.on().id(), new AttachmentBody(companyId, attachment, links, now));
        }
        return bodies;
    }

    /**
     * The files on records of a kind, in the order of the records, without those that have none. All of them are in memory at once.
     *
     * @throws WireException 422 when there are more of them, or they are larger together; none has been read then
     */
    public List<LoadedFile> load(
            long companyId, Attachable.Kind kind, List<Long> recordIds, int mostFiles, long mostBytes) {
        Selection selection = table.of(companyId)
                .and("attachment." + kind.column() + " = ANY (?)", (Object) recordIds.toArray(Long[]::new));
        List<Attachment> found = table.all(selection, "attachment.id").stream()
                .sorted(Comparator.comparingInt(
                        attachment -> recordIds.indexOf(attachment.on().id())))
                .toList();
        if (found.size() > mostFiles) {
            throw WireException.invalid("There are " + found.size() + " files (maximum is " + mostFiles + ")");
        }
        long bytes =
                found.stream().mapToLong(attachment -> attachment.file().size()).sum();
        if (bytes > mostBytes) {
            throw WireException.invalid("The files have " + bytes + " bytes (maximum is " + mostBytes + ")");
        }
        return found.stream()
                .map(attachment -> new LoadedFile(
                        attachment.fileName(), attachment.contentType(), files.bytes(companyId, attachment.fileId())))
                .toList();
    }

    /** @throws WireException 404 or 403 when there is none that the caller may see */
    Body get(Caller caller, long id) {
        Attachment attachment = table.get(caller.companyId(), id);
        room(attachment).checkSeen(caller, attachment.on().id());
        return new AttachmentBody(caller.companyId(), attachment, links, clock.now());
    }

    /** @throws WireException 404 or 403 when there is none that the caller may remove; 422 when what it hangs on is locked */
    void remove(Caller caller, long id) {
        Attachment attachment = table.get(caller.companyId(), id);
        room(attachment).change(caller, attachment.on().id());
        table.remove(caller.companyId(), id);
    }

    /** Of whatever record; for whoever has a link. */
    Attachment find(long companyId, long id) {
        return table.get(companyId, id);
    }

    private AttachableRecords room(Attachment attachment) {
        return rooms.stream()
                .filter(room -> room.kind() == attachment.on().kind())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody has records of kind " + attachment.on()));
    }
}
