package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Attachments over HTTP, on expenses: taken in, shown, replaced, removed, and by whom. */
class AttachmentWireTest {

    private static final byte[] PDF = SampleFiles.pdf(1, 5_000);
    private static final byte[] PNG = SampleFiles.picture("png", 40, 30);

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final V2Client client = company.client();
    private final JdbcClient jdbc = JdbcClient.create(server.dataSource());
    private Receipts receipts;

    @BeforeEach
    void receipts() throws Exception {
        receipts = Receipts.of(client);
    }

    @Test
    void aFileIsShownWithItsExpenseAndAloneAndIsWhatWasSent() throws Exception {
        Map<String, Object> sent = new HashMap<>(SampleFiles.upload(PNG, "Beleg März.png", "image/x-png"));
        sent.put("description", "Lunch with Ash");
        JsonNode created = receipts.post(sent).expect(201).body().at("/expense/attachment");
        JsonNode alone =
                client.get(Receipts.attachmentPath(created)).expect(200).body().path("attachment");

        for (JsonNode shown : List.of(created, alone, receipts.all().getFirst().path("attachment"))) {
            assertThat(shown.propertyNames())
                    .containsExactlyInAnyOrder(
                            "url",
                            "content_src",
                            "content_src_medium",
                            "content_src_small",
                            "expires_at",
                            "content_type",
                            "file_name",
                            "file_size",
                            "description");
            assertThat(shown.path("url").stringValue())
                    .isEqualTo(created.path("url").stringValue());
            assertThat(shown.path("content_type").stringValue()).isEqualTo("image/x-png");
            assertThat(shown.path("file_name").stringValue()).isEqualTo("Beleg März.png");
            assertThat(shown.path("description").stringValue()).isEqualTo("Lunch with Ash");
            assertThat(shown.path("file_size").isIntegralNumber()).isTrue();
            assertThat(shown.path("file_size").intValue()).isEqualTo(PNG.length);
            Instant end = Instant.parse(shown.path("expires_at").stringValue());
            assertThat(end)
                    .isBetween(
                            TestServer.now().plus(Duration.ofMinutes(59)),
                            TestServer.now().plus(Duration.ofHours(1)));
            assertThat(Download.of(shown.path("content_src").stringValue())
                            .expect(200)
                            .bytes())
                    .isEqualTo(PNG);
        }
        assertThat(created.path("url").stringValue()).startsWith(server.baseUrl() + "/v2/attachments/");
    }

    @Test
    void aFileThatIsNoPictureHasNoThumbnailsAndNoDescriptionUnlessItWasSent() throws Exception {
        JsonNode expense = receipts.with(PDF, "application/pdf");
        assertThat(expense.path("attachment").propertyNames())
                .containsExactlyInAnyOrder(
                        "url", "content_src", "expires_at", "content_type", "file_name", "file_size");
        assertThat(receipts.without().has("attachment")).isFalse();
    }

    @Test
    void eachExpenseOfAListHasItsOwn() throws Exception {
        List<Map<String, Object>> each = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Map<String, Object> attributes = receipts.attributes();
            attributes.put("description", "number " + i);
            if (i != 1) {
                attributes.put(
                        "attachment", SampleFiles.upload(SampleFiles.pdf(i, 100 + i), i + ".pdf", "application/pdf"));
            }
            each.add(attributes);
        }
        JsonNode created = client.post("expenses", Map.of("expenses", each))
                .expect(201)
                .body()
                .path("expenses");

        for (List<JsonNode> list : List.of(created.valueStream().toList(), receipts.all())) {
            assertThat(list).hasSize(3);
            for (JsonNode expense : list) {
                int i = expense.path("description").stringValue("").charAt(7) - '0';
                assertThat(expense.has("attachment")).isEqualTo(i != 1);
                if (i != 1) {
                    assertThat(expense.at("/attachment/file_name").stringValue(""))
                            .isEqualTo(i + ".pdf");
                    assertThat(Download.of(Receipts.link(expense, "content_src"))
                                    .expect(200)
                                    .bytes())
                            .isEqualTo(SampleFiles.pdf(i, 100 + i));
                }
            }
        }
    }

    @Test
    void aNewFileTakesThePlaceOfTheOldOne() throws Exception {
        JsonNode before = receipts.with(PDF, "application/pdf");
        JsonNode after = receipts.put(before, SampleFiles.upload(PNG, "b.png", "image/png"))
                .expect(200)
                .body()
                .path("expense");

        assertThat(after.at("/attachment/file_name").stringValue("")).isEqualTo("b.png");
        assertThat(after.path("updated_at").stringValue(""))
                .isGreaterThan(before.path("updated_at").stringValue(""));
        assertThat(Download.of(Receipts.link(after, "content_src")).expect(200).bytes())
                .isEqualTo(PNG);
        client.get(Receipts.attachmentPath(before)).expect(404);
        Download.of(Receipts.link(before, "content_src")).expect(404);
        assertThat(states()).containsExactlyInAnyOrder("kept", "released");
    }

    @Test
    void anExpenseThatIsSentBackAsItWasReadKeepsItsFile() throws Exception {
        JsonNode before = receipts.with(PDF, "application/pdf");
        client.put(Receipts.path(before), Map.of("expense", before)).expect(200);
        receipts.put(before, null).expect(200);
        receipts.put(before, "").expect(200);

        assertThat(Receipts.attachmentPath(receipts.read(before))).isEqualTo(Receipts.attachmentPath(before));
        assertThat(receipts.put(before, "receipt.pdf").expect(422).messages()).containsExactly("attachment is invalid");
    }

    @Test
    void destroyAndDeleteTakeTheFileOffAndMoveTheTimeOfTheExpense() throws Exception {
        JsonNode one = receipts.with(PDF, "application/pdf");
        JsonNode changed =
                receipts.put(one, Map.of("_destroy", 1)).expect(200).body().path("expense");
        assertThat(changed.has("attachment")).isFalse();
        client.get(Receipts.attachmentPath(one)).expect(404);

        JsonNode two = receipts.with(PDF, "application/pdf");
        Answer deleted = client.delete(Receipts.attachmentPath(two)).expect(200);
        assertThat(deleted.text()).isEmpty();
        JsonNode after = receipts.read(two);
        assertThat(after.has("attachment")).isFalse();
        assertThat(after.path("updated_at").stringValue(""))
                .isGreaterThan(two.path("updated_at").stringValue(""));
        client.delete(Receipts.attachmentPath(two)).expect(404);
        client.get(Receipts.attachmentPath(two)).expect(404);
        Download.of(Receipts.link(two, "content_src")).expect(404);
        assertThat(states()).containsExactly("released", "released");
    }

    @Test
    void aFileGoesWithItsExpense() throws Exception {
        JsonNode expense = receipts.with(PNG, "image/png");
        Download.of(Receipts.link(expense, "content_src_small")).expect(200);
        client.delete(Receipts.path(expense)).expect(200);

        client.get(Receipts.attachmentPath(expense)).expect(404);
        Download.of(Receipts.link(expense, "content_src")).expect(404);
        Download.of(Receipts.link(expense, "content_src_small")).expect(404);
        assertThat(states()).containsExactly("released");
        assertThat(count("attachment_thumbnail")).isZero();
    }

    @Test
    void aRefusedRequestChangesNothing() throws Exception {
        JsonNode standing = receipts.with(PDF, "application/pdf");
        Map<String, Object> bad = SampleFiles.upload(PNG, "a.pdf", "application/pdf");
        assertThat(receipts.post(bad).expect(422).messages())
                .containsExactly("attachment.data is not of the type application/pdf");
        assertThat(receipts.put(standing, bad).expect(422).messages())
                .containsExactly("attachment.data is not of the type application/pdf");
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("attachment", SampleFiles.upload(PNG, "b.png", "image/png"));
        attributes.put("dated_on", "never");
        client.put(Receipts.path(standing), Map.of("expense", attributes)).expect(422);
        Map<String, Object> fresh = receipts.attributes();
        fresh.putAll(attributes);
        client.post("expenses", Map.of("expense", fresh)).expect(422);
        Map<String, Object> good = receipts.attributes();
        good.put("attachment", SampleFiles.upload(PNG, "b.png", "image/png"));
        Map<String, Object> second = receipts.attributes();
        second.put("attachment", bad);
        assertThat(client.post("expenses", Map.of("expenses", List.of(good, second)))
                        .expect(422)
                        .messages())
                .containsExactly("expenses[1]: attachment.data is not of the type application/pdf");

        assertThat(receipts.all()).hasSize(1);
        assertThat(Receipts.attachmentPath(receipts.read(standing))).isEqualTo(Receipts.attachmentPath(standing));
        assertThat(states()).containsExactly("kept");
    }

    @Test
    void allThatIsWrongIsToldTogether() throws Exception {
        Map<String, Object> attributes = receipts.attributes();
        attributes.remove("description");
        attributes.put("attachment", Map.of("data", "!", "file_name", "a/b", "content_type", "text/html"));
        assertThat(client.post("expenses", Map.of("expense", attributes))
                        .expect(422)
                        .messages())
                .containsExactlyInAnyOrder(
                        "description can't be blank",
                        "attachment.data is invalid",
                        "attachment.file_name is invalid",
                        "attachment.content_type is not included in the list");
    }

    @Test
    void fiveMegabytesComeInAndGoOut() throws Exception {
        byte[] most = SampleFiles.pdf(9, 5 * 1024 * 1024);
        JsonNode expense = receipts.with(most, "application/pdf");
        Download download = Download.of(Receipts.link(expense, "content_src")).expect(200);
        assertThat(download.bytes()).isEqualTo(most);
        assertThat(download.header("Content-Length")).isEqualTo(Integer.toString(most.length));
        assertThat(receipts.post(SampleFiles.upload(SampleFiles.pdf(9, most.length + 1), "a.pdf", "application/pdf"))
                        .expect(422)
                        .messages())
                .containsExactly("attachment.data is too big (maximum is 5 MB)");
    }

    @Test
    void thereIsNoOtherWayIn() throws Exception {
        JsonNode expense = receipts.with(PDF, "application/pdf");
        Map<String, Object> upload = Map.of("attachment", SampleFiles.upload(PNG, "a.png", "image/png"));
        client.get("attachments").expect(404);
        client.post("attachments", upload).expect(404);
        client.put(Receipts.attachmentPath(expense), upload).expect(404);
        client.patch(Receipts.attachmentPath(expense), upload).expect(404);
    }

    @Test
    void ofUploadsAtOnceOneIsLeftAndTheOthersAreReleased() throws Exception {
        JsonNode expense = receipts.without();
        List<Callable<Answer>> puts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Map<String, Object> upload = SampleFiles.upload(SampleFiles.pdf(i, 20_000), i + ".pdf", "application/pdf");
            puts.add(() -> receipts.put(expense, upload));
        }
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : clients.invokeAll(puts)) {
                answer.get().expect(200);
            }
        }

        JsonNode left = receipts.read(expense);
        int winner = Integer.parseInt(
                left.at("/attachment/file_name").stringValue("").replace(".pdf", ""));
        assertThat(Download.of(Receipts.link(left, "content_src")).expect(200).bytes())
                .isEqualTo(SampleFiles.pdf(winner, 20_000));
        assertThat(states()).hasSize(12).containsOnlyOnce("kept");
        assertThat(count("attachment")).isEqualTo(1);
    }

    @Test
    void aRepeatedPostWithAKeyHasOneFile() throws Exception {
        Map<String, Object> attributes = receipts.attributes();
        attributes.put("attachment", SampleFiles.upload(PDF, "a.pdf", "application/pdf"));
        Answer first = client.keyed("k")
                .post("expenses", Map.of("expense", attributes))
                .expect(201);
        Answer again = client.keyed("k")
                .post("expenses", Map.of("expense", attributes))
                .expect(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(states()).containsExactly("kept");
    }

    @Test
    void aFileComesInAsXmlToo() throws Exception {
        String lines = Base64.getMimeEncoder().encodeToString(PDF);
        Answer answer = client.with("Content-Type", "application/xml")
                .post("expenses", """
                <expense><user>%d</user><category>285</category><dated-on>2026-01-05</dated-on>
                <gross-value>-1</gross-value><description>Lunch</description>
                <attachment><data>
                %s
                </data><file-name>a.pdf</file-name><content-type>application/pdf</content-type></attachment></expense>
                """.formatted(company.ownerId(), lines));
        JsonNode expense = answer.expect(201).body().path("expense");
        assertThat(Download.of(Receipts.link(expense, "content_src"))
                        .expect(200)
                        .bytes())
                .isEqualTo(PDF);
    }

    private List<String> states() {
        return jdbc.sql("SELECT state FROM stored_file WHERE company_id = ? ORDER BY id")
                .param(company.id())
                .query(String.class)
                .list();
    }

    private long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE company_id = ?")
                .param(company.id())
                .query(Long.class)
                .single();
    }
}
