package org.sequitur.attachment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/**
 * An attachment as it is answered, with links that end an hour later. The thumbnails are said to be there as long as nobody has found
 * out that they cannot be made.
 */
record AttachmentBody(long companyId, Attachment attachment, SignedLinks links, Instant now) implements Body {

    @Override
    public void write(WireWriter out) {
        Instant end = now.truncatedTo(ChronoUnit.SECONDS).plus(SignedLinks.LIFETIME);
        out.reference("url", "attachments", attachment.id());
        link(out, "content_src", FileView.ORIGINAL, end);
        if (attachment.hasThumbnails()) {
            link(out, "content_src_medium", FileView.MEDIUM, end);
            link(out, "content_src_small", FileView.SMALL, end);
        }
        out.instant("expires_at", end);
        out.text("content_type", attachment.contentType());
        out.text("file_name", attachment.fileName());
        out.integer("file_size", attachment.file().size());
        out.text("description", attachment.description());
    }

    private void link(WireWriter out, String name, FileView view, Instant end) {
        out.url(name, links.to(companyId, attachment.id(), view, end));
    }
}
