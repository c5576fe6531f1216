package org.sequitur.log;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Which levels may be set. What libraries tell below {@code INFO} is whatever clients send: headers with tokens, forms with passwords.
 * Nobody who looks for a fault should have them in his log without knowing.
 */
final class LogLevels {

    private static final String LEVELS = "logging.level";
    private static final String OWN = "org.sequitur";
    private static final List<String> TALKATIVE = List.of("TRACE", "DEBUG", "ALL");

    private LogLevels() {}

    /** @throws UnusableLogSettingException when a level would have secrets logged */
    static void check(Environment settings) {
        Map<String, String> levels = Binder.get(settings)
                .bind(LEVELS, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        levels.forEach((logger, level) -> {
            boolean isOwn = logger.equals(OWN) || logger.startsWith(OWN + '.');
            if (!isOwn && TALKATIVE.contains(level.strip().toUpperCase(Locale.ROOT))) {
                throw new UnusableLogSettingException(
                        LEVELS + '.' + logger + " cannot be " + level + ": what clients send would be logged, secrets"
                                + " too; only " + OWN + " may be set below INFO");
            }
        });
    }
}
