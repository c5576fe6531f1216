package org.sequitur.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checklist leaves nothing out and names no test that is not there. Whether what it says is true is for people to judge. */
class SecurityChecklistTest {

    private static final Path DOCS = Path.of("docs");
    private static final Pattern ROW = Pattern.compile("\\| (V\\d+\\.\\d+\\.\\d+) \\| [^|]{3,} \\| [^|]{3,} \\|");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)`");

    @Test
    void everyRequirementIsAnsweredOnce() throws Exception {
        List<String> asked = Files.readAllLines(Path.of("src/test/resources/security/asvs-5.0-levels-1-and-2.txt"));
        assertThat(asked).hasSize(253).doesNotHaveDuplicates();
        List<String> answered = Files.readAllLines(DOCS.resolve("security-checklist.md")).stream()
                .filter(line -> line.startsWith("| V"))
                .map(line -> {
                    var row = ROW.matcher(line);
                    assertThat(row.matches()).as(line).isTrue();
                    return row.group(1);
                })
                .toList();
        assertThat(answered).containsExactlyElementsOf(asked);
    }

    @Test
    void everyTestThatIsNamedIsThere() throws Exception {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                    .collect(Collectors.toSet());
        }
        for (String page : List.of("security.md", "security-checklist.md")) {
            Set<String> named = named(page);
            assertThat(named).as(page).hasSizeGreaterThan(10);
            assertThat(tests).as(page).containsAll(named);
        }
    }

    private static Set<String> named(String page) throws IOException {
        return TEST.matcher(Files.readString(DOCS.resolve(page)))
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toSet());
    }
}
