package org.sequitur.explanation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.sequitur.attachment.Attachable;
import org.sequitur.attachment.AttachableRecords;
import org.sequitur.attachment.AttachmentChange;
import org.sequitur.attachment.AttachmentLists;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.ApiVersion;
import org.sequitur.wire.Body;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Component;

/**
 * The files of explanations: whoever may see the one may see the others, and change them. Only the explanation is held meanwhile: files
 * pay nothing, so nobody who numbers or pays waits for them.
 */
@Component
final class ExplanationAttachments implements AttachableRecords {

    private final Explanations explanations;
    private final AttachmentLists lists;
    private final RecordClock clock;

    ExplanationAttachments(Explanations explanations, AttachmentLists lists, RecordClock clock) {
        this.explanations = explanations;
        this.lists = lists;
        this.clock = clock;
    }

    @Override
    public Attachable.Kind kind() {
        return Attachable.Kind.EXPLANATION;
    }

    @Override
    public void checkSeen(Caller caller, long id) {
        explanations.table().get(caller.companyId(), id);
        if (!caller.level().includes(PermissionLevel.BANKING)) {
            throw WireException.forbidden(Requires.NOT_ALLOWED);
        }
    }

    @Override
    public void change(Caller caller, long id) {
        checkSeen(caller, id);
        hold(caller.companyId(), id, explanation -> {});
    }

    /** Does something with the files of an explanation, and moves its {@code updated_at}. */
    void hold(long companyId, long id, LongConsumer work) {
        explanations.table().change(companyId, id, standing -> {
            work.accept(id);
            return standing.touched(clock.after(standing.updatedAt()));
        });
    }

    /** What is to be done with the {@code attachment} inside an explanation that was added, or is held. */
    LongConsumer applying(long companyId, AttachmentChange change, ApiVersion version) {
        return id -> {
            if (version.listsAttachments()) {
                lists.add(companyId, on(id), change);
            } else {
                lists.replaceNewest(companyId, on(id), change);
            }
        };
    }

    Attachable on(long id) {
        return new Attachable(kind(), id);
    }

    /** By the ids of explanations, the oldest file first. */
    Map<Long, List<Body>> of(long companyId, Collection<Long> ids) {
        return lists.of(companyId, kind(), ids);
    }
}
