package org.sequitur.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import org.sequitur.store.Sha256;
import org.sequitur.store.StoreException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** An archive to be read, whose tables are as they were written. */
public final class Archive {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;
    private final Manifest manifest;

    private Archive(Path directory, Manifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /** Told some rows of a table. */
    @FunctionalInterface
    interface Reading {
        /** @param rows a JSON array of objects */
        void rows(String rows, int number);
    }

    /** @throws ArchiveException when there is none, or a newer one, or it has been changed */
    public static Archive open(Path directory) {
        try {
            Manifest manifest =
                    JSON.readValue(Files.readString(directory.resolve(ArchiveWriter.MANIFEST)), Manifest.class);
            if (manifest.format() != Manifest.FORMAT) {
                throw new ArchiveException("The archive in " + directory + " is of format " + manifest.format()
                        + ", and this Sequitur reads format " + Manifest.FORMAT);
            }
            Archive archive = new Archive(directory, manifest);
            archive.check();
            return archive;
        } catch (NoSuchFileException e) {
            throw new ArchiveException(
                    "There is no archive in " + directory + ": " + e.getMessage() + " is missing", e);
        } catch (IOException | JacksonException e) {
            throw new ArchiveException("The archive in " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void check() throws IOException {
        for (Manifest.Table table : manifest.tables()) {
            try (DigestInputStream in =
                    new DigestInputStream(Files.newInputStream(json(table.name())), Sha256.digest())) {
                in.transferTo(OutputStream.nullOutputStream());
                if (!Sha256.hex(in.getMessageDigest()).equals(table.sha256())) {
                    throw new ArchiveException(json(table.name()) + " is not as it was written");
                }
            }
        }
    }

    Manifest manifest() {
        return manifest;
    }

    public String company() {
        return manifest.company();
    }

    public long rows() {
        return manifest.rows();
    }

    /** Reads the rows of a table, some at a time. */
    void read(Manifest.Table table, int atATime, Reading reading) {
        try (BufferedReader in = Files.newBufferedReader(json(table.name()))) {
            List<String> some = new ArrayList<>(atATime);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("{")) {
                    some.add(line.endsWith(",") ? line.substring(0, line.length() - 1) : line);
                }
                if (some.size() == atATime) {
                    reading.rows("[" + String.join(",", some) + "]", some.size());
                    some.clear();
                }
            }
            if (!some.isEmpty()) {
                reading.rows("[" + String.join(",", some) + "]", some.size());
            }
        } catch (IOException e) {
            throw new StoreException("The archive cannot be read: " + e, e);
        }
    }

    /** A file that a row of {@code stored_file} tells of. */
    byte[] file(long id) {
        try (InputStream in =
                Files.newInputStream(directory.resolve(ArchiveWriter.FILES).resolve(Long.toString(id)))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ArchiveException("A file of the archive cannot be read: " + e, e);
        }
    }

    private Path json(String table) {
        return directory.resolve(ArchiveWriter.JSON).resolve(table + ".json");
    }
}
