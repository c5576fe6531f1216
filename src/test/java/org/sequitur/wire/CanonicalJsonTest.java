package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** There is one way to write a value, and it reads back. */
class CanonicalJsonTest {

    @Test
    void keysAreSortedAndOnlyWhatMustBeIsEscaped() {
        assertThat(CanonicalJson.write(Map.of(
                        "b",
                        List.of("1", Map.of(), List.of()),
                        "a",
                        "q\" \\ / \b\f\n\r\t\u0007\u001f \u007f é \u2028 😀")))
                .isEqualTo(
                        "{\"a\":\"q\\\" \\\\ / \\b\\f\\n\\r\\t\\u0007\\u001f \u007f é \u2028 😀\",\"b\":[\"1\",{},[]]}");
    }

    @Test
    void whatIsNoTextIsRefused() {
        assertThatThrownBy(() -> CanonicalJson.write(Map.of("a", 1))).isInstanceOf(IllegalArgumentException.class);
        for (String text : List.of("{\"a\":1}", "{\"a\":[null]}", "[]", "{", "", "{} {}")) {
            assertThatThrownBy(() -> CanonicalJson.read(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property(tries = 100)
    void whatIsWrittenReadsBack(@ForAll Map<String, List<String>> value) {
        String text = CanonicalJson.write(value);
        assertThat(CanonicalJson.write(CanonicalJson.read(text))).isEqualTo(text);
        assertThat(CanonicalJson.read(text)).isEqualTo(value);
    }
}
