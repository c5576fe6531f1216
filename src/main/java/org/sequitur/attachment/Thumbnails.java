package org.sequitur.attachment;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Violation;
import org.sequitur.wire.WireException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Smaller pictures of attachments, as PNG. All of an attachment are made and stored when the first of them is asked for; a process
 * decodes one picture at a time.
 */
final class Thumbnails {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int RETRY_AFTER_SECONDS = 5;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final StoredFiles files;
    private final Semaphore turn;
    private final Duration patience;

    /**
     * @param turn as many pictures are decoded at a time
     * @param patience of whoever asks for one meanwhile
     */
    Thumbnails(
            JdbcClient jdbc, TransactionOperations transactions, StoredFiles files, Semaphore turn, Duration patience) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.files = files;
        this.turn = turn;
        this.patience = patience;
    }

    /**
     * @throws WireException 404 when there is none, because the file is no picture, or none that can be decoded; 503 when too many
     *     others are being made
     */
    byte[] of(long companyId, Attachment attachment, FileView view) {
        if (!attachment.hasThumbnails()) {
            throw WireException.notFound();
        }
        byte[] stored = stored(companyId, attachment.id(), view);
        return stored == null ? inTurn(companyId, attachment, view) : stored;
    }

    private byte[] inTurn(long companyId, Attachment attachment, FileView view) {
        try {
            if (!turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw WireException.unavailable("Too many pictures are asked for", RETRY_AFTER_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WireException.unavailable("The server is stopping", RETRY_AFTER_SECONDS);
        }
        try {
            byte[] meanwhile = stored(companyId, attachment.id(), view);
            return meanwhile == null ? made(companyId, attachment, view) : meanwhile;
        } finally {
            turn.release();
        }
    }

    private byte[] made(long companyId, Attachment attachment, FileView view) {
        Picture picture = Picture.in(files.bytes(companyId, attachment.fileId()));
        if (picture == null) {
            mark(companyId, attachment, "none");
            throw WireException.notFound();
        }
        byte[] medium = picture.png(FileView.MEDIUM.edge());
        byte[] small = picture.png(FileView.SMALL.edge());
        try {
            transactions.executeWithoutResult(status -> {
                if (mark(companyId, attachment, "made") == 0) {
                    // Another file hangs there by now.
                    throw WireException.notFound();
                }
                store(companyId, attachment.id(), FileView.MEDIUM, medium);
                store(companyId, attachment.id(), FileView.SMALL, small);
            });
        } catch (DataAccessException e) {
            // It has been removed meanwhile.
            throw Violation.FOREIGN_KEY.causes(e) ? WireException.notFound() : e;
        }
        return view == FileView.MEDIUM ? medium : small;
    }

    private byte @Nullable [] stored(long companyId, long attachmentId, FileView view) {
        Optional<byte[]> stored = jdbc.sql("""
                        SELECT data FROM attachment_thumbnail WHERE company_id = ? AND attachment_id = ? AND edge = ?
                        """)
                .params(companyId, attachmentId, view.edge())
                .query(byte[].class)
                .optional();
        return stored.orElse(null);
    }

    private int mark(long companyId, Attachment attachment, String thumbnails) {
        return jdbc.sql("UPDATE attachment SET thumbnails = ? WHERE company_id = ? AND id = ? AND file_id = ?")
                .params(thumbnails, companyId, attachment.id(), attachment.fileId())
                .update();
    }

    /** Another process may have been as quick. */
    private void store(long companyId, long attachmentId, FileView view, byte[] png) {
        jdbc.sql("""
                        INSERT INTO attachment_thumbnail (company_id, attachment_id, edge, data) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """).params(companyId, attachmentId, view.edge(), png).update();
    }
}
