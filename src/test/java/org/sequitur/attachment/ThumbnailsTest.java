package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;
import org.sequitur.store.CompanyAtWork;
import org.sequitur.store.HouseConnections;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A bounded number of pictures is decoded at a time. */
class ThumbnailsTest {

    private final TestServer server = TestServer.shared();
    private final long companyId = server.newCompany().id();

    @Test
    void whoeverWaitsTooLongForTheirTurnIsRefused() {
        DataSource companies = server.database().companyPool();
        JdbcClient jdbc = JdbcClient.create(companies);
        StoredFiles files = new StoredFiles(jdbc, new HouseConnections(server.dataSource()), null, false);
        Semaphore turn = new Semaphore(0);
        Thumbnails thumbnails = new Thumbnails(
                jdbc,
                new TransactionTemplate(new JdbcTransactionManager(companies)),
                files,
                turn,
                Duration.ofMillis(1));
        byte[] png = SampleFiles.picture("png", 3, 2);
        long fileId = atWork(() -> files.keep(companyId, png));
        Attachment attachment = new Attachment(
                1,
                new Attachable(Attachable.Kind.EXPENSE, 1),
                fileId,
                new StoredFiles.Place(png.length, null),
                "a.png",
                "image/png",
                null,
                true,
                Instant.EPOCH);

        assertThatThrownBy(() -> atWork(() -> thumbnails.of(companyId, attachment, FileView.SMALL)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("503 Too many pictures");
        turn.release();
        assertThatThrownBy(() -> atWork(() -> thumbnails.of(companyId, attachment, FileView.SMALL)))
                .as("nothing hangs on anything under that id: it has been removed meanwhile")
                .isInstanceOf(WireException.class)
                .hasMessageContaining("404");
        assertThat(turn.availablePermits()).isEqualTo(1);
    }

    private <T> T atWork(ScopedValue.CallableOp<T, RuntimeException> work) {
        return CompanyAtWork.<T, RuntimeException>call(companyId, work);
    }
}
