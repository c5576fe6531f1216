package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.sequitur.LockWaiters;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.explanation.Till;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The files of one explanation as a list: added, changed, removed, and by whom. */
class ExplanationAttachmentListTest {

    private static final byte[] OTHER = SampleFiles.picture("png", 60, 20);

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final JdbcClient jdbc = JdbcClient.create(server.dataSource());
    private final ExplanationFiles files;

    ExplanationAttachmentListTest() throws Exception {
        files = new ExplanationFiles(company, ExplanationFiles.LISTED);
    }

    @Test
    void filesAreAddedInTheirOrderAndTheExplanationMoves() throws Exception {
        String path = files.without();
        String before = files.read(path).path("updated_at").asString();
        assertThat(files.listed(path)).isEmpty();
        Answer added = files.add(
                        path,
                        List.of(
                                ExplanationFiles.upload("a"),
                                Map.of(
                                        "data",
                                        ExplanationFiles.upload("b").get("data"),
                                        "file_name",
                                        "b",
                                        "description",
                                        "Second")))
                .expect(201);
        assertThat(added.header("Location")).endsWith("/v2/" + path + "/attachments");
        assertThat(added.body().propertyNames()).containsExactly("attachments");
        assertThat(added.body().at("/attachments/1/description").asString()).isEqualTo("Second");
        assertThat(added.body().at("/attachments/1/content_type").asString()).isEqualTo("image/png");
        assertThat(files.add(path, List.of(ExplanationFiles.upload("c")))
                        .expect(201)
                        .body()
                        .path("attachments"))
                .hasSize(3);
        assertThat(files.names(path)).containsExactly("a", "b", "c");
        assertThat(files.read(path).path("updated_at").asString()).isGreaterThan(before);
        assertThat(company.get(path + "/attachments").expect(200).body().path("attachments"))
                .as("whatever version is asked for")
                .hasSize(3);
    }

    @Test
    void ofSeveralFilesAllAreAddedOrNone() throws Exception {
        String path = files.without();
        assertThat(files.add(path, List.of(ExplanationFiles.upload("a"), Map.of("data", "!", "file_name", "")))
                        .expect(422)
                        .messages())
                .contains("attachments[1].data is invalid", "attachments[1].file_name can't be blank");
        assertThat(files.add(path, List.of(SampleFiles.upload(new byte[5 * 1024 * 1024 + 1], "a", "image/png")))
                        .expect(422)
                        .messages())
                .containsExactly("attachments[0].data is too big (maximum is 5 MB)");
        for (String empty : List.of("", "{}", "{\"attachments\":[]}", "{\"attachments\":[1]}")) {
            company.post(path + "/attachments", empty).expect(400);
            company.put(path + "/attachments", empty).expect(400);
        }
        assertThat(files.listed(path)).isEmpty();
        assertThat(keptFiles()).isZero();
    }

    @Test
    void thereAreNeverMoreThanTenAtOnceAndFiftyInAll() throws Exception {
        String path = files.without();
        assertThat(files.add(path, ExplanationFiles.uploads(11)).expect(422).messages())
                .containsExactly("attachments is too long (maximum is 10 at once)");
        for (int i = 0; i < 4; i++) {
            files.add(path, ExplanationFiles.uploads(10)).expect(201);
        }
        files.add(path, ExplanationFiles.uploads(9)).expect(201);
        String tooLong = "attachments is too long (maximum is 50)";
        assertThat(files.add(path, ExplanationFiles.uploads(2)).expect(422).messages())
                .containsExactly(tooLong);
        assertThat(files.change(path, ExplanationFiles.uploads(2)).expect(422).messages())
                .containsExactly(tooLong);
        assertThat(files.change(path, ExplanationFiles.uploads(51)).expect(422).messages())
                .containsExactly("attachments is too long (maximum is 50 at once)");
        assertThat(files.listed(path)).hasSize(49);

        assertThat(statusesOfFourAtOnce(path)).containsOnly(201, 422).containsOnlyOnce(201);
        assertThat(files.listed(path)).hasSize(50);
        assertThat(files.put(path, Map.of("attachment", ExplanationFiles.upload("one more")))
                        .expect(422)
                        .messages())
                .containsExactly(tooLong);
        Map<String, Object> removed =
                Map.of("url", ExplanationFiles.url(files.listed(path).getFirst()), "_destroy", true);
        assertThat(files.change(path, List.of(ExplanationFiles.upload("in its place"), removed))
                        .expect(200)
                        .body()
                        .path("attachments"))
                .hasSize(50);
    }

    /** Nobody can write an attachment before all four have looked how many there are, or wait for whoever has. */
    private List<Integer> statusesOfFourAtOnce(String path) throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Connection gate = server.dataSource().getConnection()) {
            gate.setAutoCommit(false);
            try (Statement lock = gate.createStatement()) {
                lock.execute("LOCK TABLE attachment IN SHARE MODE");
            }
            for (int i = 0; i < 4; i++) {
                answers.add(clients.submit(() -> files.add(path, List.of(ExplanationFiles.upload("last")))
                        .status()));
            }
            LockWaiters.await(server.dataSource(), 4);
            gate.commit();
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        return statuses;
    }

    @Test
    void thoseThatAreNamedAreChangedOrRemovedAndOthersAdded() throws Exception {
        String path = files.without();
        files.add(path, ExplanationFiles.uploads(4)).expect(201);
        List<JsonNode> before = files.listed(path);
        String small = before.get(1).path("content_src_small").asString();
        byte[] oldSmall = Download.of(small).expect(200).bytes();
        Map<String, Object> described =
                Map.of("url", ExplanationFiles.url(before.get(0)), "description", "Paper", "file_name", "paper.png");
        Map<String, Object> otherFile = Map.of(
                "url",
                V2Client.id(before.get(1)),
                "data",
                SampleFiles.upload(OTHER, "", "").get("data"));
        Map<String, Object> removed = Map.of("url", ExplanationFiles.url(before.get(2)), "_destroy", "true");

        List<JsonNode> after = files.change(
                        path, List.of(described, otherFile, removed, ExplanationFiles.upload("added")))
                .expect(200)
                .body()
                .path("attachments")
                .valueStream()
                .toList();

        assertThat(after)
                .extracting(ExplanationFiles::url)
                .startsWith(
                        ExplanationFiles.url(before.get(0)),
                        ExplanationFiles.url(before.get(1)),
                        ExplanationFiles.url(before.get(3)));
        assertThat(after)
                .extracting(file -> file.path("file_name").asString())
                .containsExactly("paper.png", "file1", "file3", "added");
        assertThat(after.get(0).path("description").asString()).isEqualTo("Paper");
        assertThat(bytes(after.get(0))).isEqualTo(ExplanationFiles.PNG);
        assertThat(bytes(after.get(1))).isEqualTo(OTHER);
        assertThat(Download.of(small).expect(200).bytes())
                .as("the small picture is of the new file")
                .isNotEqualTo(oldSmall);
        company.get("attachments/" + V2Client.id(before.get(2))).expect(404);
        files.change(path, List.of(Map.of("url", ExplanationFiles.url(before.get(0)), "description", "")))
                .expect(200);
        assertThat(files.listed(path).getFirst().has("description")).isFalse();
    }

    @Test
    void whatIsNotItsOwnIsNotChangedAndNothingElseIsThen() throws Exception {
        String path = files.without();
        String neighbour = files.without();
        files.add(path, ExplanationFiles.uploads(2)).expect(201);
        files.add(neighbour, List.of(ExplanationFiles.upload("neighbour"))).expect(201);
        String own = ExplanationFiles.url(files.listed(path).getFirst());
        String foreign = ExplanationFiles.url(files.listed(neighbour).getFirst());
        Map<String, Object> removal = Map.of("url", own, "_destroy", true);
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("url", foreign, "_destroy", true),
                Map.of("url", foreign, "description", "Mine"),
                removal,
                Map.of("url", "attachments/1"))) {
            assertThat(files.change(path, List.of(removal, wrong)).expect(422).messages())
                    .containsExactly("attachments[1].url is not one of its attachments");
        }
        assertThat(files.change(
                                path,
                                List.of(
                                        removal,
                                        Map.of(
                                                "url",
                                                V2Client.id(files.listed(path).get(1)),
                                                "file_name",
                                                "")))
                        .expect(422)
                        .messages())
                .containsExactly("attachments[1].file_name can't be blank");
        assertThat(files.change(path, List.of(Map.of("url", own, "_destroy", "perhaps")))
                        .expect(422)
                        .messages())
                .containsExactly("attachments[0]._destroy must be true or false");
        assertThat(files.names(path)).containsExactly("file0", "file1");
        assertThat(files.names(neighbour)).containsExactly("neighbour");
    }

    @Test
    void filesGoOneByOneTogetherAndWithTheirExplanation() throws Exception {
        String path = files.without();
        files.add(path, ExplanationFiles.uploads(3)).expect(201);
        String before = files.read(path).path("updated_at").asString();
        company.delete("attachments/" + V2Client.id(files.listed(path).get(1))).expect(200);
        assertThat(files.names(path)).containsExactly("file0", "file2");
        String between = files.read(path).path("updated_at").asString();
        assertThat(between).isGreaterThan(before);
        assertThat(files.client().delete(path + "/attachments").expect(200).text())
                .isEqualTo("{\"attachments\":[]}");
        assertThat(files.listed(path)).isEmpty();
        assertThat(files.read(path).path("updated_at").asString()).isGreaterThan(between);

        String transfer = Till.path(files.created(Map.of(
                "transfer_bank_account",
                new Till(company).account("Savings", "GBP"),
                "category",
                "",
                "description",
                "")));
        files.add(transfer, ExplanationFiles.uploads(2)).expect(201);
        String other = files.read(transfer)
                .path("linked_transfer_explanation")
                .asString()
                .replaceFirst(".*/v2/", "");
        assertThat(files.listed(other)).isEmpty();
        String attachment = "attachments/" + V2Client.id(files.listed(transfer).getFirst());
        company.delete(other).expect(200);
        company.get(attachment).expect(404);
        files.client().get(transfer + "/attachments").expect(404);
        assertThat(keptFiles()).isZero();
    }

    @Test
    void onlyWhoMayBankSeesAndChangesThem() throws Exception {
        String path = files.without();
        files.add(path, List.of(ExplanationFiles.upload("a"))).expect(201);
        String attachment = "attachments/" + V2Client.id(files.listed(path).getFirst());
        Members members = new Members(company);
        V2Client bills = new V2Client(server.baseUrl(), members.token(PermissionLevel.BILLS));
        V2Client banking = new V2Client(server.baseUrl(), members.token(PermissionLevel.BANKING));
        for (Answer refused : List.of(
                bills.get(attachment),
                bills.delete(attachment),
                bills.get(path + "/attachments"),
                bills.post(path + "/attachments", "{}"),
                bills.put(path + "/attachments", "{}"),
                bills.delete(path + "/attachments"))) {
            assertThat(refused.expect(403).messages()).containsExactly(Requires.NOT_ALLOWED);
        }
        assertThat(Receipts.of(bills)
                        .post(Map.of("file", attachment))
                        .expect(422)
                        .messages())
                .containsExactly("File not found");
        Receipts.of(banking).post(Map.of("file", attachment)).expect(201);
        banking.get(attachment).expect(200);
        banking.get(path + "/attachments").expect(200);
        TestCompany stranger = server.newCompany();
        for (Answer unknown : List.of(
                stranger.get(attachment),
                stranger.delete(attachment),
                stranger.get(path + "/attachments"),
                stranger.post(path + "/attachments", Map.of("attachments", ExplanationFiles.uploads(1))),
                stranger.put(path + "/attachments", Map.of("attachments", ExplanationFiles.uploads(1))),
                stranger.delete(path + "/attachments"))) {
            unknown.expect(404);
        }
        assertThat(files.names(path)).containsExactly("a");
        banking.delete(attachment).expect(200);
        assertThat(files.listed(path)).isEmpty();
    }

    @Test
    void aRepeatedRequestAddsOnceAndWhatWasDoneIsLogged() throws Exception {
        String path = files.without();
        V2Client keyed = files.client().keyed("files");
        Map<String, Object> sent = Map.of("attachments", ExplanationFiles.uploads(2));
        Answer first = keyed.post(path + "/attachments", sent).expect(201);
        Answer again = keyed.post(path + "/attachments", sent).expect(201);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(files.listed(path)).hasSize(2);
        files.client().delete(path + "/attachments").expect(200);
        List<String> log = new ArrayList<>();
        company.get("/sequitur/v1/audit?per_page=2")
                .expect(200)
                .body()
                .iterator()
                .next()
                .forEach(entry -> log.add(entry.path("action").asString() + " "
                        + entry.path("record").asString() + " "
                        + entry.path("record_id").asString()));
        assertThat(log).hasSize(2).allMatch(entry -> entry.startsWith("attachments bank_transaction_explanations "));
    }

    @Test
    void verifyMissesAFileOfAnExplanation() throws Exception {
        String path = files.without();
        files.add(path, ExplanationFiles.uploads(1)).expect(201);
        assertThat(breaches()).isEmpty();
        String id = V2Client.id(files.listed(path).getFirst());
        jdbc.sql("UPDATE stored_file SET data = decode(repeat('00', size), 'hex') WHERE company_id = ?")
                .param(company.id())
                .update();
        assertThat(breaches()).containsExactly("the file of attachment " + id + " is not as it was sent");
    }

    private List<String> breaches() throws Exception {
        List<String> told = new ArrayList<>();
        try (Connection connection = server.dataSource().getConnection()) {
            new FilesCheck(null).run(connection, company.id(), told::add);
        }
        return told;
    }

    private static byte[] bytes(JsonNode attachment) throws Exception {
        return Download.of(attachment.path("content_src").asString())
                .expect(200)
                .bytes();
    }

    private long keptFiles() {
        return jdbc.sql("SELECT count(*) FROM stored_file WHERE company_id = ? AND state = 'kept'")
                .param(company.id())
                .query(Long.class)
                .single();
    }
}
