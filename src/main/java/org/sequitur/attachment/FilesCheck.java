package org.sequitur.attachment;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Sha256;
import org.sequitur.verification.Check;

/** Each attachment has its file, and the bytes of the file are those that were sent. */
public final class FilesCheck implements Check {

    private static final int ROWS_AT_A_TIME = 1_000;

    private final KeptFiles files;

    /** @param directory where files are kept; null or blank when it is not known, and what is there is not looked at */
    public FilesCheck(@Nullable String directory) {
        this.files = new KeptFiles(directory);
    }

    @Override
    public void run(Connection connection, long companyId, Consumer<String> breach) throws SQLException {
        long unseen = 0;
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT f.id, f.state, f.name, f.sha256, a.id AS attachment_id, sha256(f.data) = f.sha256 AS is_whole
                FROM stored_file f LEFT JOIN attachment a ON a.company_id = f.company_id AND a.file_id = f.id
                WHERE f.company_id = ? AND (f.state = 'kept' OR a.id IS NOT NULL) ORDER BY f.id
                """)) {
            statement.setLong(1, companyId);
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String name = row.getString("name");
                    if (row.getObject("attachment_id") == null) {
                        breach.accept("file " + row.getLong("id") + " is kept, and no attachment has it");
                    } else if (!row.getString("state").equals("kept")) {
                        breach.accept("attachment " + row.getLong("attachment_id") + " has a file that is not kept");
                    } else if (name == null) {
                        if (!row.getBoolean("is_whole")) {
                            breach.accept(isNotAsSent(row));
                        }
                    } else if (!files.isNamed()) {
                        unseen++;
                    } else {
                        look(name, row, breach);
                    }
                }
            }
        }
        if (unseen > 0) {
            breach.accept(unseen + " attachments have their files in a directory that was not named");
        }
    }

    private void look(String name, ResultSet row, Consumer<String> breach) throws SQLException {
        try {
            if (!MessageDigest.isEqual(sha256(name), row.getBytes("sha256"))) {
                breach.accept(isNotAsSent(row));
            }
        } catch (NoSuchFileException e) {
            breach.accept("the file of attachment " + row.getLong("attachment_id") + " is missing: " + name);
        } catch (IOException e) {
            breach.accept(
                    "the file of attachment " + row.getLong("attachment_id") + " cannot be read: " + e.getMessage());
        }
    }

    private static String isNotAsSent(ResultSet row) throws SQLException {
        return "the file of attachment " + row.getLong("attachment_id") + " is not as it was sent";
    }

    private byte[] sha256(String name) throws IOException {
        try (DigestInputStream digested = new DigestInputStream(files.open(name), Sha256.digest())) {
            digested.transferTo(OutputStream.nullOutputStream());
            return digested.getMessageDigest().digest();
        }
    }
}
