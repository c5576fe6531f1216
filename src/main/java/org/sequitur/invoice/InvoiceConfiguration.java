package org.sequitur.invoice;

import java.time.Clock;
import java.time.Duration;
import org.sequitur.reference.AllocatorBounds;
import org.sequitur.reference.ReferenceAllocator;
import org.sequitur.store.Database;
import org.sequitur.store.RecordClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Wires what creates and changes invoices. */
@Configuration(proxyBeanMethods = false)
class InvoiceConfiguration {

    @Bean
    ItemIds itemIds() {
        return new ItemIds();
    }

    @Bean
    Invoices invoices(JdbcClient jdbc, Clock clock) {
        return new Invoices(jdbc, clock);
    }

    @Bean
    InvoiceTimeline invoiceTimeline(JdbcClient jdbc) {
        return new InvoiceTimeline(jdbc);
    }

    @Bean
    InvoiceChanges invoiceChanges(
            Invoices invoices,
            JdbcOperations jdbc,
            TransactionOperations transactions,
            ItemIds itemIds,
            RecordClock clock) {
        return new InvoiceChanges(invoices, jdbc, transactions, itemIds, clock);
    }

    @Bean(destroyMethod = "close")
    ReferenceAllocator<NewInvoice, Invoice> invoiceAllocator(
            Database database, ItemIds itemIds, RecordClock clock, Environment environment) {
        return new ReferenceAllocator<>(
                (requests, careful) -> new InvoiceBatch(requests, careful, itemIds, clock::now),
                database::connect,
                bounds(environment));
    }

    private static AllocatorBounds bounds(Environment settings) {
        AllocatorBounds standard = AllocatorBounds.STANDARD;
        return new AllocatorBounds(
                settings.getProperty("sequitur.writers", Integer.class, standard.workers()),
                settings.getProperty("sequitur.batch-size", Integer.class, standard.mostPerBatch()),
                settings.getProperty("sequitur.queue-per-company", Integer.class, standard.mostPerCompany()),
                settings.getProperty("sequitur.queue-in-total", Integer.class, standard.mostInTotal()),
                settings.getProperty("sequitur.queue-wait", Duration.class, standard.longestWait()),
                settings.getProperty("sequitur.batch-work", Duration.class, standard.longestWork()));
    }
}
