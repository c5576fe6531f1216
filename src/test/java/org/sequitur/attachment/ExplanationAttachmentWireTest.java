package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.explanation.Till;
import org.sequitur.server.Server;
import tools.jackson.databind.JsonNode;

/** The file inside an explanation, in both versions of the API. */
class ExplanationAttachmentWireTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final ExplanationFiles original;
    private final ExplanationFiles listed;

    ExplanationAttachmentWireTest() throws Exception {
        original = new ExplanationFiles(company, ExplanationFiles.ORIGINAL);
        listed = new ExplanationFiles(company, ExplanationFiles.LISTED);
    }

    private static Map<String, Object> with(Object attachment) {
        return Map.of("attachment", attachment);
    }

    @Test
    void aFileIsShownWithItsExplanationWithItsLineAndAloneAndIsWhatWasSent() throws Exception {
        JsonNode created = original.created(with(ExplanationFiles.upload("a.png")));
        String path = Till.path(created);
        JsonNode inList = original.client()
                .get("bank_transaction_explanations?bank_account="
                        + created.path("bank_account").asString())
                .expect(200)
                .body()
                .at("/bank_transaction_explanations/0/attachment");
        String line = created.path("bank_transaction").asString().replaceFirst(".*/v2/", "");
        String withLine = "/bank_transaction/bank_transaction_explanations/0/";
        JsonNode inLine = original.client().get(line).expect(200).body().at(withLine + "attachment");
        JsonNode alone =
                company.get(Receipts.attachmentPath(created)).expect(200).body().path("attachment");
        for (JsonNode shown :
                List.of(created.path("attachment"), original.read(path).path("attachment"), inList, inLine, alone)) {
            assertThat(ExplanationFiles.url(shown)).isEqualTo(ExplanationFiles.url(created.path("attachment")));
            assertThat(shown.path("file_name").asString()).isEqualTo("a.png");
            assertThat(shown.path("file_size").asInt()).isEqualTo(ExplanationFiles.PNG.length);
            assertThat(Download.of(shown.path("content_src").asString())
                            .expect(200)
                            .bytes())
                    .isEqualTo(ExplanationFiles.PNG);
        }
        assertThat(Download.of(alone.path("content_src_small").asString())
                        .expect(200)
                        .bytes())
                .isNotEmpty();
        assertThat(created.has("attachments")).isFalse();
        JsonNode inLineListed = listed.client().get(line).expect(200).body();
        assertThat(inLineListed.at(withLine + "attachments")).hasSize(1);
        assertThat(inLineListed.at(withLine + "attachment").isMissingNode()).isTrue();
        JsonNode newer = listed.read(path);
        assertThat(newer.path("attachments")).hasSize(1);
        assertThat(newer.has("attachment")).isFalse();
        assertThat(listed.read(listed.without()).path("attachments").isArray()).isTrue();
        assertThat(original.read(original.without()).has("attachment")).isFalse();
    }

    @Test
    void withoutAVersionTheDayDecides() throws Exception {
        String path = Till.path(original.created(with(ExplanationFiles.upload("a.png"))));
        Clock before =
                Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), Instant.parse("2026-11-30T12:00:00Z")));
        Clock after = Clock.offset(before, Duration.ofDays(1));
        for (boolean isListed : List.of(false, true)) {
            try (Server other = server.beside(Map.of(), isListed ? after : before)) {
                String token = other.accessTokens()
                        .create(company.id(), company.ownerId(), "versions")
                        .text();
                V2Client client = new V2Client(other.baseUrl().of(""), token);
                for (V2Client asking : List.of(client, client.with("X-Api-Version", "first of September"))) {
                    JsonNode shown = asking.get(path).expect(200).body().path("bank_transaction_explanation");
                    assertThat(shown.has("attachments")).isEqualTo(isListed);
                    assertThat(shown.has("attachment")).isNotEqualTo(isListed);
                }
            }
        }
    }

    @Test
    void inTheOriginalVersionOneFileTakesThePlaceOfTheOtherOrIsRemoved() throws Exception {
        JsonNode first = original.created(with(ExplanationFiles.upload("first")));
        String path = Till.path(first);
        JsonNode second = original.put(path, with(ExplanationFiles.upload("second")))
                .expect(200)
                .body()
                .path("bank_transaction_explanation");
        assertThat(second.at("/attachment/file_name").asString()).isEqualTo("second");
        assertThat(second.path("updated_at").asString())
                .isGreaterThan(first.path("updated_at").asString());
        company.get(Receipts.attachmentPath(first)).expect(404);
        original.put(path, with(second.path("attachment"))).expect(200);
        original.put(path, Map.of("description", "Same")).expect(200);
        assertThat(original.names(path)).containsExactly("second");
        original.put(path, with(Map.of("_destroy", true))).expect(200);
        assertThat(original.read(path).has("attachment")).isFalse();
        original.put(path, with(Map.of("_destroy", true))).expect(200);
    }

    @Test
    void whoKnowsOneFileOnlyLeavesTheOthers() throws Exception {
        String path = listed.without();
        listed.add(path, List.of(ExplanationFiles.upload("old"), ExplanationFiles.upload("new")))
                .expect(201);
        assertThat(original.read(path).at("/attachment/file_name").asString()).isEqualTo("new");
        original.put(path, with(ExplanationFiles.upload("newer"))).expect(200);
        assertThat(original.read(path).at("/attachment/file_name").asString()).isEqualTo("newer");
        assertThat(listed.names(path)).containsExactly("old", "newer");
        original.put(path, with(Map.of("_destroy", "true"))).expect(200);
        assertThat(listed.names(path)).containsExactly("old");
    }

    @Test
    void inTheListedVersionAFileInsideIsAdded() throws Exception {
        JsonNode created = listed.created(with(ExplanationFiles.upload("first")));
        String path = Till.path(created);
        assertThat(created.at("/attachments/0/file_name").asString()).isEqualTo("first");
        JsonNode changed = listed.put(path, with(ExplanationFiles.upload("second")))
                .expect(200)
                .body()
                .path("bank_transaction_explanation");
        assertThat(changed.path("attachments").valueStream())
                .extracting(file -> file.path("file_name").asString())
                .containsExactly("first", "second");
        listed.put(path, with(changed.at("/attachments/0"))).expect(200);
        listed.put(path, Map.of("attachments", List.of())).expect(200);
        assertThat(listed.put(path, with(Map.of("_destroy", true))).expect(422).messages())
                .containsExactly("attachment is added; take one away by attachments");
        assertThat(listed.names(path)).containsExactly("first", "second");
    }

    @Test
    void aWrongFileIsRefusedAndNothingIsStored() throws Exception {
        String account = new Till(company).account();
        Map<Object, String> wrong = Map.of(
                Map.of("data", "!", "file_name", "a", "content_type", "image/png"),
                "attachment.data is invalid",
                SampleFiles.upload(new byte[5 * 1024 * 1024 + 1], "a", "image/png"),
                "attachment.data is too big (maximum is 5 MB)",
                SampleFiles.upload(ExplanationFiles.PNG, "a", "text/html"),
                "attachment.content_type is not included in the list",
                SampleFiles.upload(ExplanationFiles.PNG, "../a", "image/png"),
                "attachment.file_name is invalid",
                "text",
                "attachment is invalid");
        for (Map.Entry<Object, String> each : wrong.entrySet()) {
            assertThat(original.create(with(each.getKey())).expect(422).messages())
                    .containsExactly(each.getValue());
        }
        assertThat(company.get("bank_transaction_explanations?bank_account=" + account)
                        .expect(200)
                        .header("X-Total-Count"))
                .isEqualTo("0");
        String path = original.without();
        assertThat(original.put(path, with(Map.of("data", "!", "file_name", "a")))
                        .expect(422)
                        .messages())
                .contains("attachment.data is invalid");
        Map<String, Object> elsewhere = Map.of("attachment", ExplanationFiles.upload("a.png"), "project", "projects/1");
        assertThat(original.put(path, elsewhere).expect(422).messages()).containsExactly("Project not found");
        assertThat(listed.names(path)).isEmpty();
    }
}
