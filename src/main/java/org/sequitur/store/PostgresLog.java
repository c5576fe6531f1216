package org.sequitur.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What PostgreSQL writes about itself: one file and the one before it, both bounded. */
record PostgresLog(Path file) {

    private static final long BOUND = 10L << 20;

    /** Puts the log aside once it is long. PostgreSQL may be writing: it appends, so the file is emptied in place. */
    void trim() throws IOException {
        if (size() > BOUND) {
            Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }

    long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** What was written behind the position, at most the last lines of it, on one line. */
    String since(long position) {
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            long begin = Math.max(position, reader.length() - 4096);
            byte[] bytes = new byte[(int) Math.max(0, reader.length() - begin)];
            reader.seek(begin);
            reader.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).strip().lines().toList();
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
