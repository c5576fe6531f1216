package org.sequitur.attachment;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.wire.Body;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;

/**
 * The files of records that have several, for the rooms of those records. Whoever changes them holds the record, so there are never more
 * than {@value #MOST} of one.
 */
public final class AttachmentLists {

    private static final int MOST = 50;
    private static final int MOST_ADDED = 10;
    private static final String LIST = "attachments";

    private final AttachmentRows rows;
    private final SignedLinks links;
    private final RecordClock clock;

    AttachmentLists(AttachmentRows rows, SignedLinks links, RecordClock clock) {
        this.rows = rows;
        this.links = links;
        this.clock = clock;
    }

    /** By the ids of records, the oldest file first; without records that have none. */
    public Map<Long, List<Body>> of(long companyId, Attachable.Kind kind, Collection<Long> recordIds) {
        if (recordIds.isEmpty()) {
            return Map.of();
        }
        Selection selection = rows.table().of(companyId).and("attachment." + kind.column() + " = ANY (?)", (Object)
                recordIds.toArray(Long[]::new));
        Instant now = clock.now();
        return rows.table().all(selection, "attachment.id").stream()
                .collect(Collectors.groupingBy(
                        attachment -> attachment.on().id(),
                        Collectors.mapping(
                                attachment -> (Body) new AttachmentBody(companyId, attachment, links, now),
                                Collectors.toList())));
    }

    /** The same of one record. */
    public List<Body> of(long companyId, Attachable on) {
        return of(companyId, on.kind(), List.of(on.id())).getOrDefault(on.id(), List.of());
    }

    /**
     * Adds all of {@code attachments}, 1 to {@value #MOST_ADDED} files, or none of them.
     *
     * @throws WireException 400 when there is no such array or nothing in it; 422 when there are too many, or something is wrong with one
     *     of them; 503 when a file cannot be kept
     */
    public void add(long companyId, Attachable on, WireObject sent) {
        List<WireObject> each = listed(sent, MOST_ADDED);
        checkNumber(standing(companyId, on).size() + each.size());
        Complaints complaints = new Complaints();
        for (int i = 0; i < each.size(); i++) {
            addOne(companyId, on, each.get(i));
            complaints.addAll(place(i), each.get(i).complaints());
        }
        complaints.throwIfAny();
    }

    /**
     * Changes and removes those of {@code attachments} that are named by {@code url}, and adds the others. One with {@code data} gets another
     * file, under the same address.
     *
     * @throws WireException as when files are added; 422 when one is named that is not the record's, or twice
     */
    public void change(long companyId, Attachable on, WireObject sent) {
        List<WireObject> each = listed(sent, MOST);
        Complaints complaints = new Complaints();
        Map<Long, Attachment> standing = new HashMap<>();
        standing(companyId, on).forEach(attachment -> standing.put(attachment.id(), attachment));
        for (int i = 0; i < each.size(); i++) {
            Long id = each.get(i).reference("url", null);
            if (id == null) {
                addOne(companyId, on, each.get(i));
            } else {
                changeOne(companyId, standing.remove(id), each.get(i));
            }
            complaints.addAll(place(i), each.get(i).complaints());
        }
        complaints.throwIfAny();
        checkNumber(standing(companyId, on).size());
    }

    /** Unless there is a complaint; what was written of others by then goes with the transaction. */
    private void addOne(long companyId, Attachable on, WireObject sent) {
        SentFile file = SentFile.of(sent, "", null);
        if (file != null) {
            rows.add(companyId, on, file);
        }
    }

    private void changeOne(long companyId, @Nullable Attachment standing, WireObject sent) {
        Complaints complaints = sent.complaints();
        if (standing == null) {
            complaints.add("url is not one of its attachments");
        } else if (sent.bool("_destroy", false)) {
            rows.table().remove(companyId, standing.id());
        } else if (sent.has("data")) {
            SentFile file = SentFile.of(sent, standing.fileName(), standing.description());
            if (file != null) {
                rows.replace(companyId, standing, file);
            }
        } else {
            String name = SentFile.name(sent, standing.fileName());
            rows.describe(companyId, standing.id(), name, SentFile.description(sent, standing.description()));
        }
    }

    /** Adds one that was sent inside the record. */
    public void add(long companyId, Attachable on, AttachmentChange change) {
        switch (change) {
            case AttachmentChange.Nothing nothing -> {}
            case AttachmentChange.Upload(SentFile file) -> {
                checkNumber(standing(companyId, on).size() + 1);
                rows.add(companyId, on, file);
            }
            case AttachmentChange.Removal removal ->
                throw WireException.invalid("attachment is added; take one away by " + LIST);
            case AttachmentChange.Copy copy -> throw new IllegalArgumentException("copied: " + copy);
        }
    }

    /** What those are told who know of one attachment only: it is the newest, which one that is sent takes the place of. */
    public void replaceNewest(long companyId, Attachable on, AttachmentChange change) {
        if (change instanceof AttachmentChange.Nothing) {
            return;
        }
        List<Attachment> standing = standing(companyId, on);
        if (!standing.isEmpty()) {
            rows.table().remove(companyId, standing.getLast().id());
        }
        if (!(change instanceof AttachmentChange.Removal)) {
            add(companyId, on, change);
        }
    }

    public void clear(long companyId, Attachable on) {
        rows.removeFrom(companyId, on);
    }

    private List<Attachment> standing(long companyId, Attachable on) {
        return rows.table()
                .all(
                        rows.table().of(companyId).and("attachment." + on.kind().column() + " = ?", on.id()),
                        "attachment.id");
    }

    private static List<WireObject> listed(WireObject sent, int most) {
        List<WireObject> each = sent.objects(LIST);
        if (each == null || each.isEmpty()) {
            throw WireException.badRequest("param is missing or the value is empty: " + LIST);
        }
        if (each.size() > most) {
            throw WireException.invalid(LIST + " is too long (maximum is " + most + " at once)");
        }
        return each.stream().map(WireObject::withOwnComplaints).toList();
    }

    private static String place(int index) {
        return LIST + "[" + index + "].";
    }

    private static void checkNumber(int number) {
        if (number > MOST) {
            throw WireException.invalid(LIST + " is too long (maximum is " + MOST + ")");
        }
    }
}
