package org.sequitur.attachment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.CompanyAtWork;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.Sha256;
import org.sequitur.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The bytes of files, in the database or in a directory; each row knows where. What a transaction keeps in a directory is written and
 * on the disk before the transaction can commit, and its row is there before it is written, so no step at which a process may die
 * leaves a row without its bytes, or bytes without a row.
 */
final class StoredFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StoredFiles.class);
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final int PIECE = 256 * 1024;

    private final JdbcClient jdbc;
    private final HouseConnections house;
    private final @Nullable FileDirectory directory;
    private final boolean keepsInDirectory;

    /**
     * @param directory null when there is none; then what was kept in one before cannot be read
     * @param keepsInDirectory whether new files go there
     */
    StoredFiles(JdbcClient jdbc, HouseConnections house, @Nullable FileDirectory directory, boolean keepsInDirectory) {
        this.jdbc = jdbc;
        this.house = house;
        this.directory = directory;
        this.keepsInDirectory = keepsInDirectory;
    }

    /** Where the bytes of a file are: in the directory when it has a name. */
    record Place(int size, @Nullable String name) {}

    /**
     * Keeps bytes, if the transaction that runs is committed.
     *
     * @return the id of the file
     * @throws WireException 503 when the directory cannot be written
     */
    long keep(long companyId, byte[] bytes) {
        return keepsInDirectory && directory != null
                ? keepInDirectory(directory, companyId, bytes)
                : jdbc.sql("""
                                INSERT INTO stored_file (company_id, state, size, sha256, data)
                                VALUES (?, 'kept', ?, ?, ?) RETURNING id
                                """)
                        .params(companyId, bytes.length, Sha256.of(bytes), bytes)
                        .query(Long.class)
                        .single();
    }

    private long keepInDirectory(FileDirectory place, long companyId, byte[] bytes) {
        String name = FileDirectory.newName();
        long id = announce(companyId, name, bytes);
        try {
            place.write(name, bytes);
        } catch (IOException e) {
            LOG.error("A file could not be written to {}: {}", place, e.toString());
            throw WireException.unavailable("The file cannot be kept at the moment", RETRY_AFTER_SECONDS);
        }
        keepAnnounced(companyId, id);
        return id;
    }

    /** In a transaction of its own, which is over before anything is written. */
    long announce(long companyId, String name, byte[] bytes) {
        return house.jdbc()
                .sql("""
                        INSERT INTO stored_file (company_id, state, size, sha256, name)
                        VALUES (?, 'incoming', ?, ?, ?) RETURNING id
                        """)
                .params(companyId, bytes.length, Sha256.of(bytes), name)
                .query(Long.class)
                .single();
    }

    /** From here on the row is locked: the sweep, which gives up what has been coming in for too long, has had it before or never. */
    void keepAnnounced(long companyId, long id) {
        int kept = jdbc.sql("""
                        UPDATE stored_file SET state = 'kept', since = clock_timestamp()
                        WHERE company_id = ? AND id = ? AND state = 'incoming'
                        """).params(companyId, id).update();
        if (kept == 0) {
            throw WireException.unavailable("The file came in too slowly", RETRY_AFTER_SECONDS);
        }
    }

    /** The whole file, of {@link SentFile#MOST_BYTES} at most. */
    byte[] bytes(long companyId, long id) {
        Place place = jdbc.sql("SELECT size, name FROM stored_file WHERE company_id = ? AND id = ?")
                .params(companyId, id)
                .query((row, number) -> new Place(row.getInt("size"), row.getString("name")))
                .single();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(place.size());
        try {
            writeTo(bytes, companyId, id, place);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes a file piece by piece; no connection is held while a piece is on its way.
     *
     * @throws WireException 503 when the directory cannot be read
     */
    void writeTo(OutputStream out, long companyId, long id, Place place) throws IOException {
        if (place.name() == null) {
            for (int start = 0; start < place.size(); start += PIECE) {
                out.write(piece(companyId, id, start));
            }
        } else {
            try (InputStream in = opened(place.name(), companyId, id)) {
                in.transferTo(out);
            }
        }
    }

    private byte[] piece(long companyId, long id, int start) {
        return CompanyAtWork.<byte[], RuntimeException>call(
                companyId,
                () -> Objects.requireNonNull(
                        jdbc.sql("SELECT substring(data FROM ? FOR ?) FROM stored_file WHERE company_id = ? AND id = ?")
                                .params(start + 1, PIECE, companyId, id)
                                .query(byte[].class)
                                .single()));
    }

    private InputStream opened(String name, long companyId, long id) throws IOException {
        if (directory == null) {
            LOG.error(
                    "File {} of company {} is in a directory that sequitur.attachments.directory should name",
                    id,
                    companyId);
            throw cannotBeRead();
        }
        try {
            return directory.open(name);
        } catch (NoSuchFileException e) {
            throw new IllegalStateException("file " + id + " of company " + companyId + " is missing", e);
        } catch (IOException e) {
            LOG.error("File {} of company {} could not be read: {}", id, companyId, e.toString());
            throw cannotBeRead();
        }
    }

    private static WireException cannotBeRead() {
        return WireException.unavailable("The file cannot be read at the moment", RETRY_AFTER_SECONDS);
    }
}
