package org.sequitur.attachment;

import org.sequitur.wire.Caller;

/** Records of one kind that files hang on; their room says who may do what with them. */
public interface AttachableRecords {

    Attachable.Kind kind();

    /** @throws org.sequitur.wire.WireException 404 or 403 when the caller may not see the record */
    void checkSeen(Caller caller, long id);

    /**
     * Locks a record whose attachment is about to go, in the order of locks of its room, and moves its {@code updated_at}.
     *
     * @throws org.sequitur.wire.WireException 404 or 403 when the caller may not change the record, 422 when it is locked
     */
    void change(Caller caller, long id);
}
