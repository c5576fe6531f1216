package org.sequitur.freeagent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.archive.ArchiveWriter;
import tools.jackson.databind.json.JsonMapper;

/** Rows on their way into a table of an archive; the first one tells which columns there are. */
final class TableOutput implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final ArchiveWriter archive;
    private final String table;
    private ArchiveWriter.@Nullable Rows rows;
    private List<String> columns = List.of();

    TableOutput(ArchiveWriter archive, String table) {
        this.archive = archive;
        this.table = table;
    }

    void add(Row row) {
        Map<String, @Nullable Object> values = row.values();
        try {
            ArchiveWriter.Rows out = rows;
            if (out == null) {
                columns = List.copyOf(values.keySet());
                out = archive.table(table, columns);
                rows = out;
            }
            if (!columns.equals(List.copyOf(values.keySet()))) {
                throw new IllegalStateException("rows of " + table + " differ: " + columns + " and " + values.keySet());
            }
            out.add(
                    JSON.writeValueAsString(values),
                    values.values().stream()
                            .map(value -> value == null ? null : value.toString())
                            .toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (rows != null) {
                rows.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
