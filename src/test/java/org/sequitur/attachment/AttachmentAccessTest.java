package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import tools.jackson.databind.JsonNode;

/** Whose files may be seen, removed and copied by whom, and how other rooms read them. */
class AttachmentAccessTest {

    private static final byte[] PDF = SampleFiles.pdf(1, 5_000);
    private static final byte[] PNG = SampleFiles.picture("png", 40, 30);

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final V2Client client = company.client();
    private Receipts receipts;

    @BeforeEach
    void receipts() throws Exception {
        receipts = Receipts.of(client);
    }

    @Test
    void anExistingFileIsCopiedByItsAddress() throws Exception {
        JsonNode source = receipts.with(PNG, "image/png");
        String address = source.at("/attachment/url").stringValue();
        JsonNode copy =
                receipts.post(Map.of("file", address)).expect(201).body().path("expense");
        Map<String, Object> attributes = receipts.attributes();
        attributes.put("file", address);
        JsonNode other = client.post("expenses", Map.of("expense", attributes))
                .expect(201)
                .body()
                .path("expense");
        client.delete(Receipts.path(source)).expect(200);

        for (JsonNode expense : List.of(copy, other)) {
            assertThat(Receipts.attachmentPath(expense)).isNotEqualTo(Receipts.attachmentPath(source));
            assertThat(Download.of(Receipts.link(expense, "content_src"))
                            .expect(200)
                            .bytes())
                    .isEqualTo(PNG);
        }
        assertThat(receipts.post(Map.of("file", address)).expect(422).messages())
                .containsExactly("File not found");
        TestCompany stranger = server.newCompany();
        assertThat(Receipts.of(stranger.client())
                        .post(Map.of("file", copy.at("/attachment/url").stringValue()))
                        .expect(422)
                        .messages())
                .containsExactly("File not found");
    }

    @Test
    void whoMaySeeAnExpenseMaySeeAndRemoveItsFileAndNobodyElse() throws Exception {
        Members members = new Members(company);
        V2Client own = new V2Client(server.baseUrl(), members.token(PermissionLevel.MY_MONEY));
        V2Client banking = new V2Client(server.baseUrl(), members.token(PermissionLevel.BANKING));
        V2Client tax = new V2Client(server.baseUrl(), members.token(PermissionLevel.TAX_ACCOUNTING_AND_USERS));
        V2Client time = new V2Client(server.baseUrl(), members.token(PermissionLevel.TIME));
        JsonNode owners = receipts.with(PDF, "application/pdf");
        JsonNode theirs = Receipts.of(own).with(PNG, "image/png");
        String path = Receipts.attachmentPath(owners);

        for (V2Client blind : List.of(own, banking)) {
            blind.get(path).expect(404);
            blind.delete(path).expect(404);
            assertThat(Receipts.of(blind)
                            .post(Map.of("file", owners.at("/attachment/url").stringValue()))
                            .expect(422)
                            .messages())
                    .containsExactly("File not found");
        }
        time.get(path).expect(403);
        time.delete(path).expect(403);
        server.newCompany().get(path).expect(404);
        server.newCompany().delete(path).expect(404);
        tax.get(path).expect(200);
        own.get(Receipts.attachmentPath(theirs)).expect(200);
        tax.delete(path).expect(200);
        own.delete(Receipts.attachmentPath(theirs)).expect(200);
    }
}
