package org.sequitur.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sequitur.V2Client;

/**
 * What {@code /metrics} has answered, read as strictly as the text format 0.0.4 is written down: each sample belongs to a family that was
 * announced once, with its type and what it is, and whose samples stand together; buckets of a histogram are cumulative, end in one
 * without a bound, and that is the count.
 */
public final class Scrape {

    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_:][a-z0-9_:]*) (\\S.*)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-z_:][a-z0-9_:]*) (counter|gauge|histogram|summary)");
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-z_:][a-z0-9_:]*)(\\{[a-z_]+=\"[^\"\\\\\\n]*\"(?:,[a-z_]+=\"[^\"\\\\\\n]*\")*})? (-?[0-9.]+(?:E-?[0-9]+)?)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final List<String> OF_HISTOGRAMS = List.of("_bucket", "_count", "_sum");

    /** Name of a family and its type. */
    private final Map<String, String> types = new LinkedHashMap<>();

    private final Map<String, Double> samples = new LinkedHashMap<>();

    private Scrape(String text) {
        assertThat(text).endsWith("\n").doesNotContain("\r", "\n\n");
        String announced = "";
        String helped = "";
        for (String line : text.lines().toList()) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                helped = help.group(1);
            } else if (type.matches()) {
                announced = type.group(1);
                assertThat(helped).as("help before " + line).isEqualTo(announced);
                assertThat(types.put(announced, type.group(2))).as(line).isNull();
            } else {
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(familyOf(sample.group(1))).as(line).isEqualTo(announced);
                String key = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
                assertThat(samples.put(key, Double.valueOf(sample.group(3))))
                        .as(line)
                        .isNull();
            }
        }
        checkHistograms();
    }

    /** By whoever is on this machine. */
    public static Scrape of(String baseUrl) throws IOException, InterruptedException {
        V2Client.Answer answer = new V2Client(baseUrl, "nobody").get("/metrics").expect(200);
        assertThat(answer.header("Content-Type").replace(" ", "")).isEqualTo("text/plain;version=0.0.4;charset=utf-8");
        return new Scrape(answer.text());
    }

    private String familyOf(String sample) {
        for (String suffix : OF_HISTOGRAMS) {
            String family = sample.endsWith(suffix) ? sample.substring(0, sample.length() - suffix.length()) : "";
            if (List.of("histogram", "summary").contains(types.getOrDefault(family, ""))) {
                return family;
            }
        }
        return sample;
    }

    private void checkHistograms() {
        Map<String, TreeMap<Double, Double>> buckets = new LinkedHashMap<>();
        samples.forEach((key, value) -> {
            Matcher bound = Pattern.compile("_bucket\\{(.*)le=\"([^\"]+)\"}").matcher(key);
            if (bound.find()) {
                double most =
                        bound.group(2).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound.group(2));
                String others = bound.group(1).replaceFirst(",$", "");
                String count =
                        key.substring(0, bound.start()) + "_count" + (others.isEmpty() ? "" : "{" + others + "}");
                buckets.computeIfAbsent(count, first -> new TreeMap<>()).put(most, value);
            }
        });
        assertThat(buckets).isNotEmpty();
        buckets.forEach((count, cumulative) -> {
            assertThat(List.copyOf(cumulative.values())).as(count).isSorted();
            assertThat(cumulative.lastKey()).as(count).isInfinite();
            assertThat(cumulative.lastEntry().getValue()).as(count).isEqualTo(samples.get(count));
        });
    }

    /** Names of families, those of a counter with {@code _total}. */
    public Set<String> names() {
        return new TreeSet<>(types.keySet());
    }

    public boolean has(String sample) {
        return samples.containsKey(sample);
    }

    /** @param sample the name with its labels, as it is written; 0 while there is none */
    public double value(String sample) {
        return samples.getOrDefault(sample, 0.0);
    }

    /** Every value that a label has, but for the bounds of buckets. */
    public Map<String, Set<String>> labels() {
        return samples.keySet().stream()
                .filter(key -> key.startsWith("sequitur_"))
                .flatMap(key -> LABEL.matcher(key).results())
                .filter(label -> !label.group(1).equals("le"))
                .collect(Collectors.groupingBy(
                        label -> label.group(1), Collectors.mapping(label -> label.group(2), Collectors.toSet())));
    }
}
