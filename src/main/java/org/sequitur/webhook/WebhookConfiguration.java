package org.sequitur.webhook;

import java.time.Clock;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.BaseUrl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires what delivers webhooks. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    WebhookBounds webhookBounds(Environment settings) {
        return WebhookBounds.of(settings);
    }

    @Bean
    SecretVault secretVault(Environment settings) {
        return new SecretVault(settings.getProperty(SecretVault.SETTING, ""));
    }

    @Bean
    Deliveries webhookDeliveries(HouseConnections house, RecordClock clock, WebhookBounds bounds) {
        return new Deliveries(house, clock, bounds);
    }

    @Bean
    Dispatch webhookDispatch(
            Deliveries deliveries, SecretVault secrets, WebhookBounds bounds, BaseUrl baseUrl, Clock clock) {
        return new Dispatch(
                deliveries,
                secrets,
                new Receiver(bounds, clock),
                bounds,
                baseUrl,
                () -> clock.instant().getEpochSecond());
    }

    @Bean(destroyMethod = "close")
    ExpiredEvents expiredWebhookEvents(Deliveries deliveries) {
        return new ExpiredEvents(deliveries);
    }
}
