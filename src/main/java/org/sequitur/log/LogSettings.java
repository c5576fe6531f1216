package org.sequitur.log;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/** Looks at the settings of the log before they come into force, since a level that should not be set would tell much by then. */
public final class LogSettings implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    /** @throws UnusableLogSettingException which ends the start */
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        LogForm.check();
        LogLevels.check(event.getEnvironment());
    }

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER - 1;
    }
}
