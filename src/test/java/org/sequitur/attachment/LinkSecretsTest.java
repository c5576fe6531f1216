package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.sequitur.ServerLog;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Neither the log nor an answer repeats the key that links are signed with, and the log repeats no link. */
@Isolated("it reads the log of everything")
class LinkSecretsTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final JdbcClient jdbc = JdbcClient.create(server.dataSource());

    @Test
    void neitherTheLogNorAnAnswerTellsTheKey() throws Exception {
        byte[] key = jdbc.sql("SELECT signing_key FROM file_house")
                .query(byte[].class)
                .single();
        List<String> forms =
                List.of(HexFormat.of().formatHex(key), Base64.getEncoder().encodeToString(key));
        List<String> told = new ArrayList<>();
        String signature;
        try (ServerLog log = new ServerLog()) {
            JsonNode expense = Receipts.of(company.client()).with(SampleFiles.pdf(1, 100), "application/pdf");
            told.add(expense.toString());
            String link = Receipts.link(expense, "content_src");
            signature = link.replaceFirst(".*sig=", "");
            told.add(new String(
                    Download.of(link.replaceFirst(".$", "g")).expect(400).bytes(), StandardCharsets.UTF_8));
            told.add(new String(
                    Download.of(link.replaceFirst("expires=1", "expires=2"))
                            .expect(403)
                            .bytes(),
                    StandardCharsets.UTF_8));
            // A failure of the server, which is logged with what was asked.
            jdbc.sql("UPDATE stored_file SET name = repeat('0', 32), data = NULL WHERE company_id = ?")
                    .param(company.id())
                    .update();
            told.add(new String(Download.of(link).expect(503).bytes(), StandardCharsets.UTF_8));
            told.add(log.text());
        }
        assertThat(told.getLast()).as("the log has the failure").contains("is in a directory");
        assertThat(told).allSatisfy(text -> assertThat(text).doesNotContain(forms));
        assertThat(told.getLast()).doesNotContain(signature, "sig=");
    }
}
