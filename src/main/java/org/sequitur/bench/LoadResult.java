package org.sequitur.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a load came to.
 *
 * @param answers how many there were of each status, those after the end of the time included
 * @param createdPerSecond answers 201 within the time
 * @param medianMillis latency of the answers 201
 * @param p99Millis the latency that one in a hundred of them exceeded
 * @param complaint the first answer other than 201, or an empty text
 */
record LoadResult(
        Map<Integer, Long> answers, double createdPerSecond, double medianMillis, double p99Millis, String complaint) {

    private static final int CREATED = 201;

    LoadResult {
        answers = Map.copyOf(answers);
    }

    long created() {
        return answers.getOrDefault(CREATED, 0L);
    }

    long requests() {
        return answers.values().stream().mapToLong(Long::longValue).sum();
    }

    long refused() {
        return requests() - created();
    }

    /** One line, from which {@link #parse} makes it again. */
    String line() {
        StringBuilder counts = new StringBuilder();
        new TreeMap<>(answers)
                .forEach((status, count) ->
                        counts.append(status).append(':').append(count).append(','));
        String encoded = Base64.getEncoder().encodeToString(complaint.getBytes(StandardCharsets.UTF_8));
        return String.join(
                " ",
                counts,
                Double.toString(createdPerSecond),
                Double.toString(medianMillis),
                Double.toString(p99Millis),
                "=" + encoded);
    }

    static LoadResult parse(String line) {
        String[] words = line.split(" ", -1);
        Map<Integer, Long> answers = new TreeMap<>();
        Arrays.stream(words[0].split(",", -1)).filter(count -> !count.isEmpty()).forEach(count -> {
            int colon = count.indexOf(':');
            answers.put(Integer.parseInt(count.substring(0, colon)), Long.parseLong(count.substring(colon + 1)));
        });
        return new LoadResult(
                answers,
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]),
                new String(Base64.getDecoder().decode(words[4].substring(1)), StandardCharsets.UTF_8));
    }
}
