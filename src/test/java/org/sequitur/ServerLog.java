package org.sequitur;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What is logged from here to the end, by everything in this process, and all that Sequitur has to say at the lowest level that may be
 * set: a test that reads it has to be isolated.
 */
public final class ServerLog implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger own = (Logger) LoggerFactory.getLogger("org.sequitur");
    private final @Nullable Level level = own.getLevel();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    public ServerLog() {
        events.start();
        root.addAppender(events);
        own.setLevel(Level.TRACE);
    }

    public List<ILoggingEvent> lines() {
        return List.copyOf(events.list);
    }

    /** What one logger has said. */
    public List<ILoggingEvent> of(String logger) {
        return lines().stream()
                .filter(event -> event.getLoggerName().equals(logger))
                .toList();
    }

    /** With what went wrong. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (ILoggingEvent event : lines()) {
            text.append(event)
                    .append(event.getFormattedMessage())
                    .append(event.getMDCPropertyMap())
                    .append(event.getKeyValuePairs())
                    .append('\n');
            for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                text.append(cause.getMessage()).append('\n');
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        own.setLevel(level);
        root.detachAppender(events);
    }
}
