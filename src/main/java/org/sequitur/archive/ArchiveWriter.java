package org.sequitur.archive;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Sha256;
import org.sequitur.wire.CsvLine;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An archive that is being written: a directory that gets its name when it is whole, so a half one is never taken for one. Only its
 * owner may read it.
 */
public final class ArchiveWriter implements AutoCloseable {

    static final String MANIFEST = "manifest.json";
    static final String JSON = "json";
    static final String CSV = "csv";
    static final String FILES = "files";

    private static final String UNFINISHED = ".part";

    private final Path target;
    private final Path directory;
    private final List<Manifest.Table> tables = new ArrayList<>();
    private int files;
    private boolean finished;

    /**
     * @param target where the archive will be; an empty directory may be there
     * @throws ArchiveException when something else is there
     */
    public ArchiveWriter(Path target) {
        this.target = target.toAbsolutePath().normalize();
        this.directory = this.target.resolveSibling(this.target.getFileName() + UNFINISHED);
        try {
            if (Files.exists(this.target) && !isEmpty(this.target)) {
                throw new ArchiveException(target + " is there already; name a directory that is not");
            }
            remove(directory);
            Files.createDirectories(this.target.resolveSibling(""));
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            for (String part : List.of(JSON, CSV, FILES)) {
                Files.createDirectory(directory.resolve(part));
            }
        } catch (IOException e) {
            throw new ArchiveException("The archive cannot be written to " + target + ": " + e, e);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> content = Files.list(directory)) {
            return content.findAny().isEmpty();
        }
    }

    /** The rows of one table, as they come. */
    public final class Rows implements AutoCloseable {

        private final String name;
        private final List<String> columns;
        private final MessageDigest digest;
        private final Writer json;
        private final Writer csv;
        private long rows;

        private Rows(String name, List<String> columns) throws IOException {
            this.name = name;
            this.columns = List.copyOf(columns);
            this.digest = Sha256.digest();
            this.json = text(new DigestOutputStream(
                    Files.newOutputStream(directory.resolve(JSON).resolve(name + ".json")), digest));
            this.csv = text(Files.newOutputStream(directory.resolve(CSV).resolve(name + ".csv")));
            json.write("[");
            csv.write(CsvLine.of(columns.toArray(String[]::new)));
        }

        /**
         * @param object the row as JSON, without a line break
         * @param fields the same as texts, in the order of the columns
         */
        public void add(String object, @Nullable String... fields) throws IOException {
            json.write(rows++ == 0 ? "\n" : ",\n");
            json.write(object);
            csv.write(CsvLine.of(fields));
        }

        @Override
        public void close() throws IOException {
            json.write("\n]\n");
            json.close();
            csv.close();
            tables.add(new Manifest.Table(name, rows, columns, Sha256.hex(digest)));
        }
    }

    public Rows table(String name, List<String> columns) throws IOException {
        return new Rows(name, columns);
    }

    /** A file that a row of {@code stored_file} tells of. */
    public void file(long id, byte[] bytes) throws IOException {
        Files.write(directory.resolve(FILES).resolve(Long.toString(id)), bytes);
        files++;
    }

    /** Gives the archive its name. */
    public void finish(String schema, String origin, String company, String subdomain) throws IOException {
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                schema,
                identity(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                origin,
                company,
                subdomain,
                List.copyOf(tables),
                files);
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(directory.resolve(MANIFEST), mapper.writeValueAsString(manifest) + "\n");
        Files.deleteIfExists(target);
        Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
        finished = true;
    }

    /** The same for the same content, whenever it is written. */
    private UUID identity() {
        String content = String.join(
                "", tables.stream().map(table -> table.name() + table.sha256()).toList());
        return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
    }

    /** Removes what was not finished. */
    @Override
    public void close() throws IOException {
        if (!finished) {
            remove(directory);
        }
    }

    /** Removes an archive, if there is one. */
    public static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Writer text(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    }
}
