package org.sequitur.outbox;

/**
 * A file that goes with a mail.
 *
 * @param contentType for example {@code text/csv}
 */
@SuppressWarnings("ArrayRecordComponent")
public record MailEnclosure(String fileName, String contentType, byte[] data) {}
