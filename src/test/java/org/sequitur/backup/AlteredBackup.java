package org.sequitur.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.sequitur.store.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A backup that somebody took apart, changed and sealed again. */
final class AlteredBackup {

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    static AlteredBackup of(Path backup) throws IOException {
        AlteredBackup altered = new AlteredBackup();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(backup))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                altered.parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return altered;
    }

    /** Leaves what the backup says of the part as it is. */
    AlteredBackup part(String name, UnaryOperator<String> change) {
        parts.computeIfPresent(
                name,
                (key, bytes) ->
                        change.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    AlteredBackup contents(UnaryOperator<String> change) {
        return part(BackupWriter.CONTENTS, change);
    }

    /** Says of each table what its part now is, as whoever forges a backup would. */
    AlteredBackup forged() {
        return contents(text -> {
            JsonNode contents = JsonMapper.shared().readTree(text);
            for (JsonNode table : contents.path("tables")) {
                byte[] bytes = parts.get("tables/" + table.path("name").stringValue(""));
                if (bytes != null) {
                    String rows = new String(bytes, StandardCharsets.UTF_8);
                    ((ObjectNode) table)
                            .put(
                                    "rows",
                                    rows.chars()
                                            .filter(character -> character == '\n')
                                            .count())
                            .put("bytes", bytes.length)
                            .put(
                                    "sha256",
                                    HexFormat.of().formatHex(Sha256.digest().digest(bytes)));
                }
            }
            return contents.toString();
        });
    }

    Path writtenTo(Path file) throws IOException {
        try (SealedStream sealed = new SealedStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            ZipOutputStream zip = new ZipOutputStream(sealed);
            zip.setComment("0".repeat(Sha256.HEX_DIGITS));
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
            zip.finish();
            sealed.seal();
        }
        return file;
    }
}
