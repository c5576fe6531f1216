package org.sequitur.invoice;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.sequitur.reference.AllocatorBounds;
import org.sequitur.reference.Batch;
import org.sequitur.reference.BatchKind;
import org.sequitur.reference.ReferenceAllocator;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Database;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Answer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

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
    InvoiceTransactions invoiceTransactions(Invoices invoices, RegisterTransactions registers) {
        return new InvoiceTransactions(invoices, registers);
    }

    @Bean
    InvoiceChanges invoiceChanges(
            InvoiceTransactions transactions,
            ItemIds itemIds,
            RecordClock clock,
            ObjectProvider<BilledRecords> billed) {
        return new InvoiceChanges(
                transactions,
                new DraftEdit(itemIds, clock),
                clock,
                billed.orderedStream().toList());
    }

    @Bean
    InvoiceIssuing invoiceIssuing(InvoiceTransactions transactions, ItemIds itemIds, RecordClock clock) {
        return new InvoiceIssuing(transactions, itemIds, clock);
    }

    @Bean
    ScheduledSending scheduledSending(
            Invoices invoices, InvoiceIssuing issuing, RegisterTransactions registers, RecordClock clock) {
        return new ScheduledSending(invoices, issuing, registers, clock);
    }

    @Bean(destroyMethod = "close")
    ReferenceAllocator<NewInvoices, Answer> invoiceAllocator(
            Database database, ItemIds itemIds, RecordClock clock, Environment environment) {
        return new ReferenceAllocator<>(
                new NewInvoiceBatches(itemIds, clock), database::connectWriter, bounds(environment, database));
    }

    @Bean
    Billings billings(List<Billing> billings) {
        return new Billings(billings);
    }

    @Bean
    DocumentCreation documentCreation(ReferenceAllocator<NewInvoices, Answer> allocator) {
        return new DocumentCreation(allocator);
    }

    @Bean
    RecurringRuns recurringRuns(
            HouseConnections house,
            JdbcClient jdbc,
            RecurringInvoices recurring,
            DocumentCreation creation,
            Clock clock,
            @Value("${sequitur.recurring-look:1m}") Duration between) {
        return new RecurringRuns(house, jdbc, recurring, creation, clock, between);
    }

    private record NewInvoiceBatches(ItemIds itemIds, RecordClock clock) implements BatchKind<NewInvoices, Answer> {

        @Override
        public Batch<Answer> batch(List<NewInvoices> requests, boolean careful) {
            return new InvoiceBatch(requests, careful, itemIds, clock::now);
        }

        @Override
        public int documents(NewInvoices request) {
            return request.invoices().size();
        }
    }

    private static AllocatorBounds bounds(Environment settings, Database database) {
        AllocatorBounds standard = AllocatorBounds.STANDARD;
        int batch = settings.getProperty("sequitur.batch-size", Integer.class, standard.mostPerBatch());
        return new AllocatorBounds(
                settings.getProperty("sequitur.writers", Integer.class, standard.workers()),
                batch,
                settings.getProperty("sequitur.queue-per-company", Integer.class, standard.mostPerCompany()),
                settings.getProperty("sequitur.queue-in-total", Integer.class, standard.mostInTotal()),
                settings.getProperty("sequitur.queue-wait", Duration.class, standard.longestWait()),
                settings.getProperty("sequitur.batch-work", Duration.class, standard.longestWork()),
                database.isDistributed() ? 1 : batch);
    }
}
