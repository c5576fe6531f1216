package org.sequitur.monitoring;

import org.sequitur.wire.Admission;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires who may read the figures. */
@Configuration(proxyBeanMethods = false)
class MonitoringConfiguration {

    @Bean
    MetricsReaders metricsReaders(@Value("${sequitur.metrics.token:}") String token, Admission admission) {
        return new MetricsReaders(token, admission);
    }
}
