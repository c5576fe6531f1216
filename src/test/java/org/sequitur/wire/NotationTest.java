package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How single values are written and read, without a server. */
class NotationTest {

    @ParameterizedTest
    @CsvSource({
        "251, 251.0",
        "0, 0.0",
        "0E+3, 0.0",
        "-0.000, 0.0",
        "1E+3, 1000.0",
        "42.50, 42.5",
        "-25, -25.0",
        "0.0000001, 0.0000001",
        "19.99, 19.99",
        "100, 100.0"
    })
    void decimalsArePlainWithOneFractionalDigitAtLeast(String value, String printed) {
        assertThat(Decimals.print(new BigDecimal(value))).isEqualTo(printed);
    }

    @Property(tries = 500)
    void aPrintedDecimalIsTheSameNumberWithoutPadding(
            @ForAll @BigRange(min = "-1000000000000000", max = "1000000000000000") @Scale(10) BigDecimal value) {
        String printed = Decimals.print(value);
        assertThat(new BigDecimal(printed)).isEqualByComparingTo(value);
        assertThat(printed).matches("-?(0|[1-9]\\d*)\\.(0|\\d*[1-9])");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-16T12:43:39Z, 2026-08-16T12:43:39.000Z",
        "2026-08-16T12:43:39.123456Z, 2026-08-16T12:43:39.123Z",
        "2026-08-16T12:43:39+01:00, 2026-08-16T11:43:39.000Z"
    })
    void timestampsAreUtcWithMilliseconds(String instant, String printed) {
        assertThat(Timestamps.print(java.time.OffsetDateTime.parse(instant).toInstant()))
                .isEqualTo(printed);
    }

    @Property(tries = 500)
    void aPrintedTimestampIsReadBack(@ForAll @LongRange(min = 0, max = 4102444800000L) long millis) {
        Instant instant = Instant.ofEpochMilli(millis);
        assertThat(Dates.instant(Timestamps.print(instant))).isEqualTo(instant);
    }

    @Property(tries = 500)
    void aDateIsReadFromAllItsForms(@ForAll @LongRange(min = -25_000, max = 300_000) long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        String dayFirst = "%02d-%02d-%04d".formatted(date.getDayOfMonth(), date.getMonthValue(), date.getYear());
        assertThat(Dates.date(date.toString())).isEqualTo(date);
        assertThat(Dates.date(dayFirst)).isEqualTo(date);
        assertThat(Dates.date(date + "T23:59:59.999Z")).isEqualTo(date);
        assertThat(Dates.date(" " + date + " ")).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-1-1",
                "2026-00-10",
                "29-02-2025",
                "1899-12-31",
                "3000-01-01",
                "2026-01-01T",
                "01/02/2026",
                "١٦-١١-٢٠٢٦"
            })
    void anythingElseIsNoDate(String text) {
        assertThat(Dates.date(text)).isNull();
    }

    @Property(tries = 500)
    void anIdIsReadFromTheEndOfAnyAddress(@ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long id) {
        for (String before : new String[] {"", "/", "/v2/contacts/", "https://x.example:8443/v2/contacts/"}) {
            for (String after : new String[] {"", "/", "?a=/7", "/?x"}) {
                assertThat(RecordReference.id(before + id + after)).isEqualTo(id);
            }
        }
    }

    @Property(tries = 1000)
    void noTextIsTooStrangeToBeAReference(@ForAll String text) {
        assertThat(RecordReference.id(text)).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "x", "contacts/", "1a", "-1", "+1", "1.0", "1e3", "1234567890123456789", "١"})
    void whatEndsInNoIdNamesNothing(String text) {
        assertThat(RecordReference.id(text)).isEqualTo(RecordReference.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, http://localhost:8080",
        "http://localhost:8080/, http://localhost:8080",
        "http://localhost:8080/v2, http://localhost:8080",
        "http://localhost:8080/v2//, http://localhost:8080",
        "' https://books.example/api/ ', https://books.example/api"
    })
    void aBaseUrlMayBeGivenWithOrWithoutV2(String given, String root) {
        BaseUrl baseUrl = new BaseUrl();
        baseUrl.set(given);
        assertThat(baseUrl.of("/v2/company")).isEqualTo(root + "/v2/company");
        assertThat(baseUrl.of("contacts", 1001)).isEqualTo(root + "/v2/contacts/1001");
    }
}
