package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.store.CompanyAtWork;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

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

    @Test
    void noPictureOfAnEarlierFileIsKeptUnderTheSameId() throws Exception {
        TestCompany company = server.newCompany();
        ExplanationFiles explanations = new ExplanationFiles(company, ExplanationFiles.LISTED);
        String path = explanations.without();
        explanations.add(path, ExplanationFiles.uploads(1)).expect(201);
        JsonNode shown = explanations.listed(path).getFirst();
        AttachmentRows rows = new AttachmentRows(
                JdbcClient.create(server.dataSource()),
                new TransactionTemplate(new JdbcTransactionManager(server.dataSource())),
                new StoredFiles(
                        JdbcClient.create(server.dataSource()), new HouseConnections(server.dataSource()), null, false),
                new RecordClock(Clock.systemUTC()));
        Attachment earlier = rows.table().get(company.id(), Long.parseLong(V2Client.id(shown)));
        byte[] later = SampleFiles.picture("png", 60, 20);
        explanations
                .change(
                        path,
                        List.of(Map.of(
                                "url",
                                ExplanationFiles.url(shown),
                                "data",
                                SampleFiles.upload(later, "", "").get("data"))))
                .expect(200);

        Thumbnails thumbnails = new Thumbnails(
                JdbcClient.create(server.dataSource()),
                new TransactionTemplate(new JdbcTransactionManager(server.dataSource())),
                new StoredFiles(
                        JdbcClient.create(server.dataSource()), new HouseConnections(server.dataSource()), null, false),
                new Semaphore(1),
                Duration.ofSeconds(1));
        assertThatThrownBy(() -> thumbnails.of(company.id(), earlier, FileView.SMALL))
                .as("whoever drew the earlier file while it was changed keeps nothing")
                .hasMessageContaining("404");
        byte[] small = Download.of(explanations
                        .listed(path)
                        .getFirst()
                        .path("content_src_small")
                        .asString())
                .expect(200)
                .bytes();
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(small));
        assertThat(picture.getWidth()).isEqualTo(3 * picture.getHeight());
    }

    private <T> T atWork(ScopedValue.CallableOp<T, RuntimeException> work) {
        return CompanyAtWork.<T, RuntimeException>call(companyId, work);
    }
}
