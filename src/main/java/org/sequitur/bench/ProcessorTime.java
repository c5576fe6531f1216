package org.sequitur.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Processor time, in user and kernel mode, that a process has used so far, in microseconds; NaN where that cannot be told, which
 * is everywhere but on Linux.
 *
 * @param total of all its threads, also of those that have ended
 * @param writers of the allocator's writers, JDBC included
 * @param requests of the threads that carry requests: HTTP, tokens, JSON, validation
 */
record ProcessorTime(double total, double writers, double requests) {

    static final ProcessorTime UNKNOWN = new ProcessorTime(Double.NaN, Double.NaN, Double.NaN);

    /** The kernel counts in hundredths of a second for user space, whatever its own clock is. */
    private static final double MICROSECONDS_PER_TICK = 10_000;

    private static final List<String> WRITERS = List.of("writer-");
    private static final List<String> REQUESTS =
            List.of("ForkJoinPool", "VirtualThread", "tomcat", "http-nio", "Read-Poller", "Write-Poller");

    /** Of a JVM, with its threads told apart by name. */
    static ProcessorTime ofServer(long pid) {
        Stat process = Stat.read(Path.of("/proc", Long.toString(pid), "stat"));
        if (process == null) {
            return UNKNOWN;
        }
        double writers = 0;
        double requests = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks) {
                Stat thread = Stat.read(task.resolve("stat"));
                if (thread != null && thread.isNamedLike(WRITERS)) {
                    writers += thread.own();
                } else if (thread != null && thread.isNamedLike(REQUESTS)) {
                    requests += thread.own();
                }
            }
        } catch (IOException e) {
            return new ProcessorTime(process.own(), Double.NaN, Double.NaN);
        }
        return new ProcessorTime(process.own(), writers, requests);
    }

    /** Of PostgreSQL: its first process, all others that are running, and those that have ended. */
    static double ofPostgres(long pid) {
        Stat first = Stat.read(Path.of("/proc", Long.toString(pid), "stat"));
        if (first == null) {
            return Double.NaN;
        }
        double sum = first.own() + first.children();
        List<Long> others = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .toList();
        for (long other : others) {
            Stat stat = Stat.read(Path.of("/proc", Long.toString(other), "stat"));
            sum += stat == null ? 0 : stat.own();
        }
        return sum;
    }

    ProcessorTime since(ProcessorTime earlier) {
        return new ProcessorTime(total - earlier.total, writers - earlier.writers, requests - earlier.requests);
    }

    ProcessorTime dividedBy(double count) {
        return new ProcessorTime(total / count, writers / count, requests / count);
    }

    /** A line of the kernel: name, own time and that of children that have ended and were waited for. */
    private record Stat(String name, double own, double children) {

        static @Nullable Stat read(Path file) {
            try {
                // A thread's name is any bytes.
                String line = Files.readString(file, StandardCharsets.ISO_8859_1);
                int end = line.lastIndexOf(')');
                String[] fields = line.substring(end + 2).split(" ", -1);
                return new Stat(
                        line.substring(line.indexOf('(') + 1, end),
                        MICROSECONDS_PER_TICK * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])),
                        MICROSECONDS_PER_TICK * (Long.parseLong(fields[13]) + Long.parseLong(fields[14])));
            } catch (IOException e) {
                return null;
            }
        }

        boolean isNamedLike(List<String> beginnings) {
            return beginnings.stream().anyMatch(name::startsWith);
        }
    }
}
