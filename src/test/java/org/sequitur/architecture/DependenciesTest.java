package org.sequitur.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is shipped, as the software bill of materials has it that the build puts into the jar. */
class DependenciesTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** As the templates' library spells BSD-3-Clause. */
    private static final String NEW_BSD = "The (New) BSD License";

    /** What lays out documents is under it: used as it is, as a jar of its own that can be exchanged. */
    private static final String LGPL = "LGPL-2.1-or-later";

    /** Of each component, one of these has to be among its licences. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "MIT",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "0BSD",
            "CC0-1.0",
            "EPL-2.0",
            "Unicode-3.0",
            NEW_BSD,
            LGPL);

    /** These may stand beside one of the others, as what else one could choose. */
    private static final Set<String> ALTERNATIVES = Set.of("LGPL-2.1-only", "GPL-2.0-with-classpath-exception");

    private static JsonNode shipped() throws IOException {
        try (InputStream bill = Objects.requireNonNull(
                DependenciesTest.class.getResourceAsStream("/META-INF/sbom/application.cdx.json"))) {
            return JSON.readTree(bill).path("components");
        }
    }

    private static List<String> complaints(JsonNode components) {
        List<String> complaints = new ArrayList<>();
        Map<String, Set<String>> versions = new TreeMap<>();
        for (JsonNode component : components) {
            String name = component.path("group").asString("") + ":"
                    + component.path("name").asString("");
            String version = component.path("version").asString("");
            versions.computeIfAbsent(name, n -> new TreeSet<>()).add(version);
            if (version.isEmpty() || version.endsWith("-SNAPSHOT")) {
                complaints.add(name + " is not of a released version: " + version);
            }
            List<String> licences = licences(component);
            if (licences.stream().noneMatch(ALLOWED::contains)) {
                complaints.add(name + " has no licence that is allowed: " + licences);
            } else if (!licences.stream().allMatch(each -> ALLOWED.contains(each) || ALTERNATIVES.contains(each))) {
                complaints.add(name + " has a licence that nobody has judged: " + licences);
            }
        }
        versions.forEach((name, all) -> {
            if (all.size() > 1) {
                complaints.add(name + " is shipped more than once: " + all);
            }
        });
        return complaints;
    }

    private static List<String> licences(JsonNode component) {
        List<String> licences = new ArrayList<>();
        for (JsonNode choice : component.path("licenses")) {
            JsonNode licence = choice.path("license");
            licences.add(licence.path("id")
                    .asString(licence.path("name")
                            .asString(choice.path("expression").asString(""))));
        }
        return licences;
    }

    @Test
    void whatIsShippedIsReleasedOnceAndUnderALicenceThatIsAllowed() throws Exception {
        assertThat(complaints(shipped())).isEmpty();
    }

    @Test
    void theBillHasWhatRunsAndNothingOfTheTests() throws Exception {
        List<String> names = shipped()
                .valueStream()
                .map(component -> component.path("name").asString())
                .toList();
        assertThat(names)
                .contains("spring-webmvc", "tomcat-embed-core", "postgresql", "caffeine")
                .doesNotContain("jmh-core", "jqwik", "selenium-java", "lincheck", "spring-boot-test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0          | {'id':'GPL-3.0-only'}                    | has no licence that is allowed",
                "1.0          | {'id':'AGPL-3.0-or-later'}               | has no licence that is allowed",
                "1.0          | {'id':'GPL-2.0-with-classpath-exception'} | has no licence that is allowed",
                "1.0          | {'name':'Our own'}                       | has no licence that is allowed",
                "1.0          |                                          | has no licence that is allowed",
                "1.0          | {'id':'MIT'}},{'license':{'id':'AGPL-3.0-only'} | that nobody has judged",
                "1.1-SNAPSHOT | {'id':'MIT'}                             | is not of a released version",
                "2.0          | {'id':'MIT'}                             | is shipped more than once: [1.9, 2.0]"
            })
    void whatShouldNotBeShippedIsFound(String version, @Nullable String licence, String complaint) {
        String licences = licence == null ? "[]" : "[{'license':" + licence + "}]";
        String text = "[{'group':'g','name':'n','version':'" + version + "','licenses':" + licences + "}"
                + (complaint.contains("more than once")
                        ? ",{'group':'g','name':'n','version':'1.9','licenses':[{'license':{'id':'MIT'}}]}"
                        : "")
                + "]";
        assertThat(complaints(JSON.readTree(text.replace('\'', '"'))))
                .singleElement()
                .asString()
                .contains(complaint);
    }
}
