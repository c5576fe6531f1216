package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireObjects;

/** A batch at the edges that no client can bring about when it wants to. */
class InvoiceBatchTest {

    private final DataSource database = TestServer.shared().dataSource();
    private final TestCompany company = TestServer.shared().newCompany();

    /** Of what the batches came to, in their order. */
    private final List<Long> ids = new ArrayList<>();

    /** In a careful batch the decisions themselves ask the database. */
    @Test
    void aBatchThatLostItsConnectionAmidItsDecisionsIsNotStored() throws Exception {
        InvoiceBatch batch = batch(company.client().newContact("Harbour Mills"), true);
        Connection lost = connection();
        batch.look(lost);
        lost.close();
        assertThatThrownBy(() -> batch.store(lost)).isNotNull();
        try (Connection next = connection()) {
            assertThat(batch.isStored(next)).isFalse();
            next.rollback();
        }
        assertThat(company.client().invoices()).isEmpty();
    }

    @Test
    void aBatchOfRefusalsHasNothingToStoreAndIsDone() throws Exception {
        InvoiceBatch batch = batch("contacts/1", true);
        try (Connection connection = connection()) {
            batch.look(connection);
            batch.store(connection);
            assertThat(batch.isStored(connection)).isTrue();
            assertThat(batch.outcomes()).hasSize(1);
            connection.rollback();
        }
    }

    /** A new primary, or one that starts again, knows nothing of a sequence's steps that no commit followed. */
    @Test
    void aBatchIsNotTakenForAnotherThatCameToItsIdAfterAFailover() throws Exception {
        String contact = company.client().newContact("Harbour Mills");
        InvoiceBatch lost = batch(contact, false);
        InvoiceBatch other = batch(contact, false);
        Connection broken = connection();
        lost.look(broken);
        broken.rollback();
        broken.close();
        assertThatThrownBy(() -> lost.store(broken)).isNotNull();

        try (Connection next = connection();
                Statement statement = next.createStatement()) {
            statement.execute("SELECT setval('document_id', last_value, false) FROM document_id");
            other.look(next);
            other.store(next);
            assertThat(ids).hasSize(2).containsOnly(ids.getFirst());
            assertThat(lost.isStored(next)).isFalse();
            assertThat(other.isStored(next)).isTrue();
        }
    }

    private Connection connection() throws Exception {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private InvoiceBatch batch(String contact, boolean careful) {
        NewInvoice invoice = InvoiceReading.newInvoice(
                DocumentKind.INVOICE, WireObjects.of("""
                {"contact":"%s","dated_on":"%s","payment_terms_in_days":30}
                """.formatted(contact, LocalDate.EPOCH.plusYears(56))));
        NewInvoices request = new NewInvoices(
                new Caller(company.id(), 1, PermissionLevel.FULL, 0, ""), List.of(invoice), false, null, stored -> {
                    stored.forEach(document -> ids.add(document.id()));
                    return Answer.ok(out -> {});
                });
        return new InvoiceBatch(List.of(request), careful, new ItemIds(), () -> Instant.parse("2026-11-23T12:00:00Z"));
    }
}
