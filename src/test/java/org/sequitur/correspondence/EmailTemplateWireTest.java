package org.sequitur.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import tools.jackson.databind.JsonNode;

/** What a company writes of its own comes before the built-in texts, and goes back to them. */
class EmailTemplateWireTest {

    private static final String PATH = "/sequitur/v1/email_templates";

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();

    @Test
    void thereIsOneOfEachKindInEachLanguage() throws Exception {
        V2Client.Answer list = company.get(PATH + "?per_page=100").expect(200);
        assertThat(list.header("X-Total-Count")).isEqualTo("40");
        assertThat(list.body().path("email_templates")).hasSize(40);
        assertThat(company.get(PATH + "?per_page=7&page=6").body().path("email_templates"))
                .hasSize(5);
        for (JsonNode template : list.body().path("email_templates")) {
            String url = template.path("url").asString();
            JsonNode one = company.get(url.substring(url.indexOf(PATH)))
                    .expect(200)
                    .body()
                    .path("email_template");
            assertThat(one).isEqualTo(template);
            assertThat(one.path("built_in").asBoolean()).isTrue();
        }
        for (String name : new String[] {"reminder", "reminder-xx", "nothing-en", "1", "-", "REMINDER-en"}) {
            company.get(PATH + "/" + name).expect(404);
            company.put(PATH + "/" + name, Map.of("email_template", Map.of("subject", "x")))
                    .expect(404);
            company.delete(PATH + "/" + name).expect(404);
        }
    }

    @Test
    void ownTextsAreUsedUntilTheyAreDeleted() throws Exception {
        LetterFixture letters = new LetterFixture(server, company);
        String invoice = letters.invoice(Map.of());
        JsonNode put = put("new_invoice-en", Map.of("subject", "No. [reference]", "body", "Hi [contact_name]"))
                .expect(200)
                .body()
                .path("email_template");
        assertThat(put.path("built_in").asBoolean()).isFalse();
        assertThat(company.get(PATH + "/new_invoice-en").body().path("email_template"))
                .isEqualTo(put);
        letters.sendOnly(invoice, Map.of("use_template", true)).expect(200);
        put("new_invoice-en", Map.of("subject", "N. [reference]")).expect(200);
        letters.sendOnly(invoice, Map.of("use_template", true)).expect(200);
        company.delete(PATH + "/new_invoice-en").expect(200);
        company.delete(PATH + "/new_invoice-en").expect(200);
        letters.sendOnly(invoice, Map.of("use_template", true)).expect(200);
        assertThat(letters.mails())
                .extracting(mail -> mail.subject().replaceFirst(" from .*", "") + "|"
                        + mail.body().replaceFirst("(?s),.*", ""))
                .containsExactly(
                        "No. 001|Hi Harbour Mills", "N. 001|Hi Harbour Mills", "Invoice 001|Hello Harbour Mills");
    }

    @Test
    void unknownTagsAndOtherMistakesAreRefused() throws Exception {
        assertThat(put("estimate-de", Map.of("subject", "[refrence] [x] [x]", "body", "[total] [y] [Z]"))
                        .expect(422)
                        .messages())
                .containsExactly("subject has unknown tags: [refrence], [x]", "body has unknown tags: [y]");
        assertThat(put("estimate-de", Map.of("subject", "a\nb", "body", ""))
                        .expect(422)
                        .messages())
                .containsExactly("body can't be blank", "subject must be one line");
        assertThat(put("estimate-de", Map.of("body", "x".repeat(20_001)))
                        .expect(422)
                        .messages())
                .containsExactly("body is too long (maximum is 20000 characters)");
        assertThat(put("estimate-de", Map.of("reminder_days", "3")).expect(422).messages())
                .containsExactly("reminder_days can only be set for reminders");
        assertThat(company.get(PATH + "/estimate-de")
                        .body()
                        .at("/email_template/built_in")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void remindersHaveDays() throws Exception {
        JsonNode built = company.get(PATH + "/reminder-fr").body().path("email_template");
        assertThat(built.path("reminder_days").asString()).isEqualTo("7, 14, 28");
        assertThat(put("reminder-fr", Map.of("reminder_days", "30,3 , 3"))
                        .expect(200)
                        .body()
                        .at("/email_template/reminder_days")
                        .asString())
                .isEqualTo("3, 30");
        for (String days : new String[] {"0", "366", "x", "1,,2", "1,2,3,4,5,6,7,8,9,10,11", "-1", "1.5"}) {
            assertThat(put("reminder-fr", Map.of("reminder_days", days))
                            .expect(422)
                            .messages())
                    .containsExactly("reminder_days must be 1 to 10 numbers from 1 to 365, separated by commas");
        }
    }

    @Test
    void onlyFullPermissionWritesThem() throws Exception {
        V2Client banking = new V2Client(server.baseUrl(), new Members(company).token(PermissionLevel.BANKING));
        banking.get(PATH + "/reminder-en").expect(200);
        banking.put(PATH + "/reminder-en", Map.of("email_template", Map.of("subject", "x")))
                .expect(403);
        banking.delete(PATH + "/reminder-en").expect(403);
    }

    private V2Client.Answer put(String name, Map<String, ?> attributes) throws Exception {
        return company.put(PATH + "/" + name, Map.of("email_template", attributes));
    }
}
