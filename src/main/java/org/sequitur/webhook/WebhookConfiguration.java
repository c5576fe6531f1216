package org.sequitur.webhook;

import java.time.Clock;
import java.time.Duration;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.BaseUrl;
import org.springframework.beans.factory.annotation.Value;
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
    WebhookFigures webhookFigures(
            HouseConnections house, RecordClock clock, @Value("${sequitur.metrics.kept:10s}") Duration kept) {
        return new WebhookFigures(house, clock, kept);
    }

    @Bean
    Deliveries webhookDeliveries(
            HouseConnections house, RecordClock clock, WebhookBounds bounds, WebhookFigures figures) {
        return new Deliveries(house, clock, bounds, figures);
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
