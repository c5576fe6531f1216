package org.sequitur.outbox;

import java.time.Duration;
import org.sequitur.mail.MailServer;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires what sends the mails of the outbox. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

    @Bean
    DeliveryBounds deliveryBounds(Environment settings) {
        return DeliveryBounds.of(settings);
    }

    @Bean
    OutboxFigures outboxFigures(
            HouseConnections house, RecordClock clock, @Value("${sequitur.metrics.kept:10s}") Duration kept) {
        return new OutboxFigures(house, clock, kept);
    }

    @Bean
    OutgoingMails outgoingMails(
            HouseConnections house, RecordClock clock, DeliveryBounds bounds, OutboxFigures figures) {
        return new OutgoingMails(house, clock, bounds.lease(), bounds.keptAfterwards(), figures);
    }

    @Bean
    Delivery delivery(
            MailServer server, OutgoingMails mails, DeliveryBounds bounds, ObjectProvider<EnclosedDocument> documents) {
        return new Delivery(server, mails, bounds, new MailPreparation(mails, documents::getIfAvailable));
    }

    @Bean(destroyMethod = "close")
    DroppedEnclosures droppedEnclosures(OutgoingMails mails) {
        return new DroppedEnclosures(mails);
    }
}
