package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Which version a request is about, and from when on another one is if it does not say. */
class ApiVersionsTest {

    private static final Instant LAST_MOMENT = Instant.parse("2026-11-30T23:59:59.999Z");

    private static ApiVersions versions(@Nullable String turn, Instant now) {
        StandardEnvironment settings = new StandardEnvironment();
        settings.getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", turn == null ? Map.of() : Map.of("sequitur.attachment-lists-from", turn)));
        return new ApiVersions(settings, Clock.fixed(now, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-31, false",
        "2026-09-01, true",
        "' 2026-09-01 ', true",
        "2030-01-01, true",
        "2026-11-30, true",
        "1999-12-31, false"
    })
    void theNewestVersionOfTheDayOrBeforeCounts(String header, boolean listsAttachments) {
        for (Instant now : new Instant[] {LAST_MOMENT, LAST_MOMENT.plusMillis(1)}) {
            assertThat(versions(null, now).of(header).listsAttachments()).isEqualTo(listsAttachments);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-02-30", "2026-9-1", "01-09-2026", "2026-09-01T00:00:00Z", "latest"})
    void whatIsNoDateIsNoVersion(String header) {
        assertThat(versions(null, LAST_MOMENT).of(header).listsAttachments()).isFalse();
        assertThat(versions(null, LAST_MOMENT.plusMillis(1)).of(header).listsAttachments())
                .isTrue();
    }

    @Test
    void withoutAVersionTheSettingSaysWhenTheListComes() {
        assertThat(versions("2026-10-01", LAST_MOMENT).of((String) null).listsAttachments())
                .isTrue();
        assertThat(versions("2999-01-01", LAST_MOMENT.plusMillis(1))
                        .of((String) null)
                        .listsAttachments())
                .isFalse();
        assertThatThrownBy(() -> versions("soon", LAST_MOMENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sequitur.attachment-lists-from is a date such as 2026-12-01, not 'soon'");
    }
}
