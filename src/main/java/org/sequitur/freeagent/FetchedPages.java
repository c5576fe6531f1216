package org.sequitur.freeagent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What has been fetched, page by page: a page is there whole or not at all, so a copy that was interrupted goes on with the first page
 * that is missing. What came is kept as it came: a text that looks like an address is somebody's text.
 */
public final class FetchedPages {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String UNFINISHED = ".part";

    private final Path directory;
    private final String base;

    /** @param base what is before the path of each address */
    public FetchedPages(Path directory, String base) {
        this.directory = directory;
        this.base = base;
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new SourceException("What is fetched cannot be kept in " + directory + ": " + e, e);
        }
    }

    boolean has(String list, int page) {
        return Files.exists(file(list, page));
    }

    void keep(String list, int page, JsonNode body) {
        write(file(list, page), JSON.writeValueAsBytes(body));
    }

    /** The path of an address of this API; any other text as it is. */
    String path(String text) {
        return text.startsWith(base + "/v2/") ? text.substring(base.length()) : text;
    }

    JsonNode page(String list, int page) {
        return read(file(list, page));
    }

    /** Every page of a list, in order; none when it was never fetched. */
    void pages(String list, Consumer<JsonNode> reader) {
        for (int page = 1; has(list, page); page++) {
            reader.accept(page(list, page));
        }
    }

    /** All records of a list, with those of its sublists; each once, though pages shift while they are fetched. */
    void records(String list, Consumer<SourceRecord> reader) {
        Set<String> seen = new HashSet<>();
        Consumer<JsonNode> each = page -> page.path(list).forEach(node -> {
            SourceRecord found = new SourceRecord(node);
            if (seen.add(found.text("url", ""))) {
                reader.accept(found);
            }
        });
        pages(list, each);
        sublists(list).forEach(sublist -> pages(sublist, each));
    }

    /** On which page each record is, by its address. */
    void places(String list, BiConsumer<CopyComparison.Place, String> reader) {
        List<String> all = new ArrayList<>(List.of(list));
        all.addAll(sublists(list));
        for (String one : all) {
            for (int number = 1; has(one, number); number++) {
                CopyComparison.Place place = new CopyComparison.Place(one, number);
                page(one, number)
                        .path(list)
                        .forEach(node ->
                                reader.accept(place, path(node.path("url").asString(""))));
            }
        }
    }

    /** The one record of a list of one. */
    @Nullable
    SourceRecord single(String list, String root) {
        return has(list, 1) ? new SourceRecord(page(list, 1).path(root)) : null;
    }

    private List<String> sublists(String list) {
        Path sublists = directory.resolve(list);
        if (!Files.isDirectory(sublists)) {
            return List.of();
        }
        try (Stream<Path> content = Files.list(sublists)) {
            return content.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted((one, other) -> one.length() == other.length()
                            ? one.compareTo(other)
                            : Integer.compare(one.length(), other.length()))
                    .map(name -> list + "/" + name)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keepFile(long id, byte[] bytes) {
        write(directory.resolve("files").resolve(Long.toString(id)), bytes);
    }

    boolean hasFile(long id) {
        return Files.exists(directory.resolve("files").resolve(Long.toString(id)));
    }

    byte[] file(long id) {
        try {
            return Files.readAllBytes(directory.resolve("files").resolve(Long.toString(id)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String list, int page) {
        return directory.resolve(list).resolve("%06d.json".formatted(page));
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
            Files.write(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new SourceException("What was fetched cannot be kept: " + e, e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
