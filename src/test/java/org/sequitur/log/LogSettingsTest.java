package org.sequitur.log;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** Which levels may be set; that the start ends with one line is {@code LogProcessTest}'s. */
class LogSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "root, DEBUG",
        "ROOT, trace",
        "web, debug",
        "sql, ALL",
        "org.apache.coyote.http11, Debug",
        "org.sequiturs, TRACE",
        "org, DEBUG"
    })
    void whatLibrariesTellOfClientsCannotBeAskedFor(String logger, String level) {
        assertThatThrownBy(() -> LogLevels.check(new MockEnvironment().withProperty("logging.level." + logger, level)))
                .isInstanceOf(UnusableLogSettingException.class)
                .hasMessageStartingWith("logging.level." + logger + " cannot be " + level);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"root=INFO", "root=OFF", "org.flywaydb=info", "org.sequitur=TRACE", "org.sequitur.outbox=DEBUG"})
    void everythingElseCan(String setting) {
        String[] parts = setting.split("=", 2);
        assertThatCode(() -> LogLevels.check(new MockEnvironment().withProperty("logging.level." + parts[0], parts[1])))
                .doesNotThrowAnyException();
    }
}
