package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.sequitur.reference.Reference;

/** What reads text that a client sends: for any text there is a value or a refusal, and nothing else is thrown. */
class ParsersTest {

    private final XmlTree xml = new XmlTree();

    @Property(tries = 2_000)
    void anyBytesAreAnXmlTreeOrRefused(@ForAll byte[] bytes) {
        assertReadOrRefused(bytes);
    }

    @Property(tries = 5_000)
    void anythingThatLooksLikeXmlIsATreeOrRefused(@ForAll("markup") String text) {
        assertReadOrRefused(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 5_000)
    void anyTextIsADateATimeAnIdOrNone(@ForAll("almostDates") String text) {
        assertThat(List.of(
                        String.valueOf(Dates.date(text)),
                        String.valueOf(Dates.instant(text)),
                        String.valueOf(RecordReference.id(text))))
                .hasSize(3);
    }

    @Property(tries = 5_000)
    void anyReferenceThatEndsInADigitHasANextOne(@ForAll String text, @ForAll @IntRange(max = 9) int digit) {
        Reference reference = new Reference(text + digit);
        assertThat(reference.next()).isNotEqualTo(reference).matches(Reference::isNumbered);
    }

    private void assertReadOrRefused(byte[] bytes) {
        try {
            assertThat(xml.read(bytes)).isNotNull();
        } catch (WireException e) {
            assertThat(e.status()).isEqualTo(400);
        }
    }

    @Provide
    Arbitrary<String> markup() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "</",
                        "/>",
                        "<a>",
                        "</a>",
                        "<a-s type='array'>",
                        "</a-s>",
                        " nil='true'",
                        "<!--",
                        "-->",
                        "<![CDATA[",
                        "]]>",
                        "<?",
                        "?>",
                        "<?xml version='1.0'",
                        " encoding='UTF-16'",
                        "<!DOCTYPE a",
                        " [",
                        "<!ENTITY ",
                        "<!ATTLIST ",
                        "<!ELEMENT ",
                        "%x;",
                        "&x;",
                        "&#",
                        "0;",
                        "xD800;",
                        "'",
                        "\"",
                        "]",
                        "SYSTEM ",
                        "PUBLIC ",
                        " x",
                        "=",
                        ":",
                        "\u0000",
                        "\ud83d\ude00",
                        "\ufffe",
                        "freeagent",
                        "xmlns",
                        "\n")
                .list()
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> almostDates() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "2026",
                        "0000",
                        "9999",
                        "1899",
                        "-",
                        "-02",
                        "-30",
                        "-29",
                        "-00",
                        "13",
                        "T",
                        "t",
                        " ",
                        "25",
                        ":",
                        "59",
                        "60",
                        "61",
                        ".",
                        "123456789",
                        "0123456789",
                        "Z",
                        "z",
                        "+",
                        "+99:99",
                        "-18:01",
                        "/",
                        "1001",
                        "99999999999999999999",
                        "\u0663",
                        "?",
                        "\u0000")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
        return Arbitraries.oneOf(pieces, Arbitraries.strings());
    }
}
