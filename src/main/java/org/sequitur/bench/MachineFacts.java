package org.sequitur.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Where it was measured: without that, figures say nothing. */
record MachineFacts(Map<String, String> facts) {

    private static final List<String> POSTGRES_SETTINGS = List.of(
            "fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size", "wal_sync_method");
    private static final int SYNCS = 50;

    MachineFacts {
        facts = new LinkedHashMap<>(facts);
    }

    /** Before anything is started, so that the load on the machine is that of others. */
    static MachineFacts gather() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        facts.put(
                "Memory", String.format(Locale.ROOT, "%.1f GiB", system.getTotalMemorySize() / (1024.0 * 1024 * 1024)));
        facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Load before", String.format(Locale.ROOT, "%.2f (1 minute)", system.getSystemLoadAverage()));
        facts.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put(
                "JVM options",
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        return new MachineFacts(facts);
    }

    MachineFacts with(Stage stage) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.put(
                "PostgreSQL",
                stage.jdbc().sql("SHOW server_version").query(String.class).single());
        StringBuilder settings = new StringBuilder();
        for (String setting : POSTGRES_SETTINGS) {
            settings.append(settings.isEmpty() ? "" : ", ")
                    .append(setting)
                    .append(' ')
                    .append(stage.jdbc()
                            .sql("SHOW " + setting)
                            .query(String.class)
                            .single());
        }
        all.put("Its settings", settings.toString());
        all.put(
                "A synchronous write",
                String.format(Locale.ROOT, "%,.0f µs (median of %d, 8 KB)", syncMicros(stage.directory()), SYNCS));
        return new MachineFacts(all);
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** What a commit waits for at least. */
    private static double syncMicros(Path directory) throws IOException {
        double[] micros = new double[SYNCS];
        Path file = directory.resolve("sync");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(8192), (i % 4) * 8192L);
                channel.force(false);
                micros[i] = (System.nanoTime() - start) / 1e3;
            }
        }
        Arrays.sort(micros);
        return micros[SYNCS / 2];
    }
}
