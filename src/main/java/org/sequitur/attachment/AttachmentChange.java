package org.sequitur.attachment;

import org.sequitur.wire.WireObject;

/** What a client asks to be done with the attachment of a record that it creates or changes. */
public sealed interface AttachmentChange {

    /** It stays, or there is none. */
    record Nothing() implements AttachmentChange {}

    /** There shall be none. */
    record Removal() implements AttachmentChange {}

    /** A file that was sent takes its place. */
    record Upload(SentFile file) implements AttachmentChange {}

    /**
     * A copy of a file of the company takes its place.
     *
     * @param attachmentId of any record that the caller may see
     */
    record Copy(long attachmentId) implements AttachmentChange {}

    /**
     * Reads {@code attachment}, or {@code file}, of a record. What is wrong goes to its complaints, which have to be looked at before
     * the change is {@linkplain Attachments#apply applied}. An attachment as it was answered (without {@code data}) changes nothing,
     * and neither does null: a record that is read and sent back keeps its file.
     */
    static AttachmentChange in(WireObject record) {
        WireObject sent = record.object("attachment");
        Long file = (sent == null ? record : sent).reference("file", null);
        AttachmentChange change = withoutCopiesIn(record, file == null);
        return file == null || change instanceof Removal ? change : new Copy(file);
    }

    /** The same of a record whose {@code attachment} is sent, and never copied from another one. */
    static AttachmentChange withoutCopiesIn(WireObject record) {
        return withoutCopiesIn(record, true);
    }

    private static AttachmentChange withoutCopiesIn(WireObject record, boolean readsData) {
        WireObject sent = record.object("attachment");
        if (sent == null) {
            record.complaints()
                    .addIf(record.has("attachment") && !record.isCleared("attachment"), "attachment is invalid");
            return new Nothing();
        }
        if (sent.has("_destroy") && sent.bool("_destroy", false)) {
            return new Removal();
        }
        if (!readsData || (!sent.has("data") && sent.has("url"))) {
            return new Nothing();
        }
        SentFile upload = SentFile.read(sent);
        return upload == null ? new Nothing() : new Upload(upload);
    }
}
