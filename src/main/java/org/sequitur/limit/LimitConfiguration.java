package org.sequitur.limit;

import java.time.Clock;
import org.sequitur.store.Database;
import org.sequitur.wire.Admission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the limits of the profile that is set before every route. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    static LimitProfile limitProfile(Environment settings) {
        return LimitProfile.of(settings);
    }

    @Bean
    static SharedCounts sharedCounts(Database database) {
        return new SharedCounts(database.pool());
    }

    @Bean
    static Admission admission(LimitProfile profile, Clock clock, SharedCounts shared) {
        return new RequestLimit(profile, clock, shared);
    }

    @Bean
    static RefreshLimit refreshLimit(LimitProfile profile, Clock clock, SharedCounts shared) {
        return new RefreshLimit(profile, clock, shared);
    }
}
