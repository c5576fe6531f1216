package org.sequitur.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The guide shows the examples as they are, and there is no other. */
class ClientGuideTest {

    @ParameterizedTest
    @EnumSource
    void showsTheExampleToTheLetter(Example example) throws Exception {
        String guide = Files.readString(Path.of("docs/guides/client-authors.md"));

        String block = "```" + example.fence() + "\n" + Files.readString(example.file()) + "```\n";
        assertThat(guide.contains(block))
                .as("the guide has a block with the text of %s", example.file())
                .isTrue();
    }

    @Test
    void everyFileOfTheExamplesIsOne() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("examples"))) {
            // What stands before the server, or looks at it, is no client; other tests are about it.
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.startsWith(Path.of("examples", "haproxy"))
                                    && !file.startsWith(Path.of("examples", "prometheus"))))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Example.values()).map(Example::file).toList());
        }
    }
}
