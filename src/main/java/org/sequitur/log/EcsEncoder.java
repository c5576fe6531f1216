package org.sequitur.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Writes each line as JSON in the Elastic Common Schema, also before there is an application, and in commands that have none. It is made
 * for the first line: what makes it logs something itself, which it cannot do while the log is being set up.
 */
public final class EcsEncoder extends EncoderBase<ILoggingEvent> {

    private @Nullable StructuredLogEncoder encoder;

    @Override
    public byte[] encode(ILoggingEvent event) {
        return encoder().encode(event);
    }

    private synchronized StructuredLogEncoder encoder() {
        StructuredLogEncoder made = encoder;
        if (made == null) {
            String environment = Environment.class.getName();
            if (getContext().getObject(environment) == null) {
                getContext().putObject(environment, new StandardEnvironment());
            }
            made = new StructuredLogEncoder();
            made.setContext(getContext());
            made.setFormat("ecs");
            made.start();
            encoder = made;
        }
        return made;
    }

    @Override
    public byte @Nullable [] headerBytes() {
        return null;
    }

    @Override
    public byte @Nullable [] footerBytes() {
        return null;
    }
}
