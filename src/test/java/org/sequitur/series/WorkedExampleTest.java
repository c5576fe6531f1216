package org.sequitur.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.wire.CanonicalJson;

/** The example in {@code docs/internals/strict-series.md} is what the server would issue, and its hash is right. */
class WorkedExampleTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```json\n(.*?)```\n\nIts SHA-256 is `([0-9a-f]{64})`", Pattern.DOTALL);

    private static Map<String, Object> content;
    private static String hash;

    @BeforeAll
    static void readTheDocument() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/internals/strict-series.md")));
        assertThat(example.find()).isTrue();
        content = CanonicalJson.read(example.group(1));
        hash = example.group(2);
    }

    @Test
    void theHashIsThatOfTheContentWrittenCanonically() {
        SeriesFormat format = new SeriesFormat("INV-{year}-", 4, true);
        Instant then = Instant.parse("2026-11-23T12:00:00Z");
        ReferenceSeries series =
                new ReferenceSeries(1, "Invoices", format, 1, null, SeriesHead.beginning(1, null), then, then);
        IssuedRecord record =
                series.record(new ReferenceSeries.Issue(1042, LocalDate.of(2026, 11, 23), then, 1001, null, content));

        assertThat(CanonicalJson.read(record.content())).isEqualTo(content);
        assertThat(record.sha256()).isEqualTo(hash);
    }

    @Test
    void theServerIssuesTheSameKeys() throws Exception {
        TestCompany tenant = TestServer.shared().newCompany();
        StrictCompany company = StrictCompany.with(tenant.client(), Map.of("prefix", "INV-"));
        tenant.put(company.contact(), Map.of("contact", Map.of("country", "United Kingdom")))
                .expect(200);
        String invoice = company.draft(Map.of());
        company.sent(invoice);
        Map<String, Object> issued =
                CanonicalJson.read(company.record(invoice).path("content").stringValue(""));

        assertThat(issued.keySet()).isEqualTo(content.keySet());
        for (String part : List.of("seller", "customer", "lines", "totals_by_rate")) {
            assertThat(keys(issued.get(part))).as(part).isEqualTo(keys(content.get(part)));
        }
    }

    /** Of an object, or of the first object of a list. */
    private static Set<?> keys(@Nullable Object part) {
        return switch (part) {
            case Map<?, ?> map -> map.keySet();
            case List<?> list -> keys(list.getFirst());
            case null, default -> throw new AssertionError("neither an object nor a list: " + part);
        };
    }
}
