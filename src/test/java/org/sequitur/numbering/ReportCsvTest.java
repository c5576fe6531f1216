package org.sequitur.numbering;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sequitur.wire.CsvLine;

/** No text of a report is run by a spreadsheet, or breaks its line. */
class ReportCsvTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "INV-001|INV-001",
                "=HYPERLINK(1)|'=HYPERLINK(1)",
                "+1|'+1",
                "-1|'-1",
                "@SUM(1)|'@SUM(1)",
                "'001|''001",
                "a,b|\"a,b\"",
                "a;b|\"a;b\"",
                "say \"1\"|\"say \"\"1\"\"\"",
                "=\"1\"|\"'=\"\"1\"\"\"",
                "~\t=1~|~\"'\t=1\"~",
                "~\r\n1~|~\"'\r\n1\"~",
                "A 1|\"A 1\"",
                "|"
            })
    void everyTextIsAFieldOfItsOwn(@Nullable String text, @Nullable String field) {
        assertThat(CsvLine.field(text)).isEqualTo(field == null ? "" : field);
    }
}
