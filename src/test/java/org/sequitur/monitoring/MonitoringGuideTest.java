package org.sequitur.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sequitur.TestDatabase;
import org.sequitur.TestServer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The guide names what there is, and all of it; the rules ask for nothing else. */
class MonitoringGuideTest {

    private static final Path GUIDE = Path.of("docs/operations/monitoring.md");
    private static final Path RULES = Path.of("examples/prometheus/sequitur-alerts.yml");
    private static final Path SCRAPE_CONFIG = Path.of("examples/prometheus/prometheus.yml");
    private static final Pattern NAME = Pattern.compile("\\b(?:sequitur|jvm|process)_[a-z0-9_]+");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:sequitur|jvm|process)_[a-z0-9_]+)");
    private static final Pattern OF_HISTOGRAMS = Pattern.compile("_(bucket|count|sum)$");

    /** Absent with a PostgreSQL of somebody's own, as the guide says. */
    private static final String OF_THE_EMBEDDED = "sequitur_postgres_restarts_total";

    private final TestServer server = TestServer.shared();

    private Set<String> served() throws Exception {
        Scrape.of(server.baseUrl()); // after which there are figures of requests
        Set<String> names = Scrape.of(server.baseUrl()).names();
        if (TestDatabase.isElsewhere()) {
            names.add(OF_THE_EMBEDDED);
        }
        return names;
    }

    @Test
    void theGuideListsEveryFigureOfSequitursAndNoOther() throws Exception {
        Set<String> listed = ROW.matcher(Files.readString(GUIDE))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> served = served();
        assertThat(served).containsAll(listed);
        Set<String> own = new HashSet<>(served);
        own.removeIf(name -> !name.startsWith("sequitur_"));
        assertThat(listed).containsAll(own);
    }

    @Test
    void theRulesAndTheGuideAskForFiguresThatThereAre() throws Exception {
        Set<String> served = served();
        for (Path file : new Path[] {RULES, GUIDE}) {
            Set<String> asked = NAME.matcher(Files.readString(file))
                    .results()
                    .map(name -> OF_HISTOGRAMS.matcher(name.group()).replaceFirst(""))
                    .collect(Collectors.toSet());
            assertThat(asked).as(file.toString()).isNotEmpty();
            assertThat(served).as(file.toString()).containsAll(asked);
        }
    }

    @Test
    void theExamplesAreYaml() throws Exception {
        for (Path file : new Path[] {RULES, SCRAPE_CONFIG}) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            assertThat(content).as(file.toString()).isInstanceOf(java.util.Map.class);
        }
    }
}
