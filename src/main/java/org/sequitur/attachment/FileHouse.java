package org.sequitur.attachment;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import org.sequitur.store.HouseConnections;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What all servers of a database share about files: the key that links are signed with, and which directory is theirs. */
final class FileHouse {

    private static final int KEY_BYTES = 32;

    private final HouseConnections house;

    FileHouse(HouseConnections house) {
        this.house = house;
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        house.jdbc()
                .sql("INSERT INTO file_house (signing_key) VALUES (?) ON CONFLICT DO NOTHING")
                .param(key)
                .update();
    }

    byte[] signingKey() {
        return house.jdbc()
                .sql("SELECT signing_key FROM file_house")
                .query(byte[].class)
                .single();
    }

    /** Whether any file is kept in a directory. */
    boolean usesADirectory() {
        return house.jdbc()
                .sql("SELECT directory_mark IS NOT NULL FROM file_house")
                .query(Boolean.class)
                .single();
    }

    /**
     * The directory, made ready if it is the first.
     *
     * @throws IllegalArgumentException when it is not the one whose files the database knows, or cannot be used
     */
    FileDirectory directory(Path path) {
        FileDirectory directory = new FileDirectory(path);
        return Objects.requireNonNull(house.transactions().execute(status -> {
            try {
                claim(house.jdbc(), directory);
            } catch (IOException | UnsupportedOperationException e) {
                // Without a cause: the start ends with this line, and with no other.
                throw new IllegalArgumentException(
                        "sequitur.attachments.directory: " + directory + " cannot be used (" + e + ")");
            }
            return directory;
        }));
    }

    /** Servers that start together wait for each other here. */
    private static void claim(JdbcClient jdbc, FileDirectory directory) throws IOException {
        String known = jdbc.sql("SELECT directory_mark FROM file_house FOR UPDATE")
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
        String found = directory.mark();
        if (known == null) {
            String mark = found == null ? directory.newMark() : found;
            jdbc.sql("UPDATE file_house SET directory_mark = ?").param(mark).update();
        } else if (!known.equals(found)) {
            throw new IllegalArgumentException("sequitur.attachments.directory: " + directory
                    + " is not the directory that holds the files of this database; is its disk mounted?");
        }
    }
}
