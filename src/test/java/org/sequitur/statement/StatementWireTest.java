package org.sequitur.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

class StatementWireTest {

    private static final String BOUNDARY = "stroke";
    private static final String TWO_LINES = """
            {"statement":[
              {"dated_on":"2026-08-14","amount":-42.5,"description":"Card payment","fitid":"B-1","transaction_type":"POS","x":1},
              {"dated_on":"2026-08-15","amount":"1000","description":" PIER  SIX FOODS ","fitid":"B-2","transaction_type":"directdep"}
            ]}
            """;

    private final TestCompany company = TestServer.shared().newCompany();
    private String account = "";

    @BeforeEach
    void anAccount() throws Exception {
        company.put("/sequitur/v1/company", """
                        {"company":{"company_start_date":"2026-01-01","freeagent_start_date":"2026-01-01",
                         "first_accounting_year_end":"2026-12-31"}}
                        """).expect(200);
        account = newAccount();
    }

    @Test
    void aLineOfAStatementHasAllThatTheWireSaysOfIt() throws Exception {
        Answer answer = upload(account, TWO_LINES).expect(200);
        assertThat(answer.text()).as("as FreeAgent answers").isEmpty();
        assertThat(answer.header("X-Statement-Lines")).isEqualTo("2");
        assertThat(answer.header("X-Statement-Lines-New")).isEqualTo("2");
        List<JsonNode> lines = lines("");
        JsonNode line = lines.getFirst();
        Map<String, String> texts = Map.of(
                "amount", "1000.0",
                "dated_on", "2026-08-15",
                "description", "PIER SIX FOODS//DIRECTDEP/",
                "full_description", "PIER SIX FOODS//DIRECTDEP/£1,000.00",
                "unexplained_amount", "1000.0",
                "transaction_id", "B-2");
        texts.forEach((name, text) ->
                assertThat(line.path(name).asString("")).as(name).isEqualTo(text));
        assertThat(line.path("bank_account").asString()).endsWith("/v2/" + account);
        assertThat(line.path("is_manual").asBoolean(true)).isFalse();
        assertThat(line.path("matching_transactions_count").asInt(-1)).isZero();
        assertThat(line.path("bank_transaction_explanations").isArray()).isTrue();
        assertThat(line.path("uploaded_at")).isEqualTo(line.path("created_at")).isEqualTo(line.path("updated_at"));
        assertThat(company.get("bank_transactions/" + V2Client.id(line))
                        .expect(200)
                        .body()
                        .path("bank_transaction"))
                .isEqualTo(line);
        assertThat(lines.getLast().path("full_description").asString()).isEqualTo("Card payment//POS/£42.50");
    }

    @Test
    void theNewestDayComesFirstAndThenTheHighestId() throws Exception {
        upload(account, """
                {"statement":[{"dated_on":"2026-08-02","description":"b"},{"dated_on":"2026-08-03","description":"c"},
                 {"dated_on":"2026-08-02","description":"b2"},{"dated_on":"2026-08-01","description":"a"}]}
                """).expect(200);
        assertThat(texts("")).containsExactly("c", "b2", "b", "a");
        assertThat(texts("&per_page=2&page=2")).containsExactly("b", "a");
    }

    @Test
    void theKindOfALineSaysWhichWayTheMoneyWent() throws Exception {
        upload(account, """
                {"statement":[{"dated_on":"2026-08-01","amount":5,"transaction_type":"FEE"},
                 {"dated_on":"2026-08-02","amount":-6,"transaction_type":"CREDIT"},
                 {"dated_on":"2026-08-03","amount":-7,"transaction_type":"ATM"},
                 {"dated_on":"2026-08-04","amount":8,"transaction_type":"unheard of"},
                 {"dated_on":"2026-08-05","amount":9.005},
                 {"dated_on":"2026-08-06"}]}
                """).expect(200);
        List<String> amounts = new ArrayList<>();
        lines("").forEach(line -> amounts.add(line.path("amount").asString()));
        assertThat(amounts).containsExactly("0.0", "9.01", "8.0", "-7.0", "6.0", "-5.0");
        assertThat(lines("").getFirst().path("description").asString()).isEqualTo("//OTHER/");
    }

    @Test
    void aStatementThatIsUploadedAgainAddsNothing() throws Exception {
        upload(account, TWO_LINES).expect(200);
        Answer again = upload(account, TWO_LINES).expect(200);
        assertThat(again.header("X-Statement-Lines-New")).isEqualTo("0");
        assertThat(lines("")).hasSize(2);
        assertThat(lines("&last_uploaded=true"))
                .as("the last one brought nothing")
                .isEmpty();
        String other = newAccount();
        upload(other, TWO_LINES).expect(200);
        assertThat(lines(other, "")).as("another account's are its own").hasSize(2);
    }

    @Test
    void alikeLinesOfOneStatementAreLinesOfTheirOwnAndOnlyWhatIsMissingIsAdded() throws Exception {
        String coffee = "{\"dated_on\":\"2026-08-14\",\"amount\":-3,\"description\":\"Coffee\"}";
        upload(account, statement(coffee, coffee)).expect(200);
        assertThat(texts("")).hasSize(2);
        upload(account, statement(coffee)).expect(200);
        assertThat(texts("")).hasSize(2);
        upload(account, statement(coffee, coffee, coffee)).expect(200);
        assertThat(texts("")).hasSize(3);
        assertThat(lines("").getFirst().path("matching_transactions_count").asInt())
                .isEqualTo(2);
        assertThat(lines("&last_uploaded=true")).hasSize(1);
    }

    @Test
    void theBanksOwnNameOfALineIsItsNameInTheAccount() throws Exception {
        String first = "{\"dated_on\":\"2026-08-14\",\"amount\":-3,\"description\":\"Coffee\",\"fitid\":\"1\"}";
        String second = first.replace("\"1\"", "\"2\"");
        String renamed =
                "{\"dated_on\":\"2026-08-15\",\"amount\":-4,\"description\":\"Now with more text\",\"fitid\":\"1\"}";
        upload(account, statement(first, first)).expect(200);
        assertThat(texts("")).as("one name, one line").hasSize(1);
        upload(account, statement(first, second)).expect(200);
        assertThat(texts(""))
                .as("alike, but of another name, and the first speaks for its own")
                .hasSize(2);
        upload(account, statement(renamed)).expect(200);
        assertThat(texts("")).containsExactly("Coffee", "Coffee");
    }

    @Test
    void howeverManyUploadTheSameAtOnceEachLineIsThereOnceAndTheBalanceIsRight() throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String own = "{\"dated_on\":\"2026-08-%02d\",\"amount\":%d,\"description\":\"Own\"}".formatted(i + 1, i);
            String shared = "{\"dated_on\":\"2026-08-31\",\"amount\":1,\"description\":\"Shared\"}";
            String named = "{\"dated_on\":\"2026-08-30\",\"amount\":10,\"description\":\"Named %d\",\"fitid\":\"N\"}"
                    .formatted(i);
            List<String> lines = new ArrayList<>(Collections.nCopies(500, shared));
            lines.addAll(List.of(own, named));
            calls.add(() ->
                    upload(account, statement(lines.toArray(String[]::new))).status());
        }
        assertThat(Set.copyOf(InFlight.atMost(8, calls))).containsExactly(200);
        JsonNode after = company.get(account).expect(200).body().path("bank_account");
        assertThat(after.path("current_balance").asString()).isEqualTo("750.0");
        assertThat(after.path("latest_activity_date").asString()).isEqualTo("2026-08-31");
        assertThat(after.path("total_count").asInt()).isEqualTo(521);
        assertThat(after.path("unexplained_transaction_count").asInt()).isEqualTo(521);
        assertThat(after.path("manually_added_transaction_count").asInt(-1)).isZero();
    }

    @Test
    void aListIsOfOneAccountAndCanBeNarrowed() throws Exception {
        assertThat(company.get("bank_transactions").expect(400).messages())
                .containsExactly("A bank account must be specified");
        company.get("bank_transactions?bank_account=999999999").expect(404);
        upload(account, TWO_LINES).expect(200);
        String url = TestServer.shared().baseUrl() + "/v2/" + account;
        assertThat(company.get("bank_transactions?bank_account=" + url)
                        .expect(200)
                        .header("X-Total-Count"))
                .isEqualTo("2");
        for (String view : List.of("all", "unexplained", "imported")) {
            assertThat(lines("&view=" + view)).as(view).hasSize(2);
        }
        for (String view : List.of("explained", "manual", "marked_for_review")) {
            assertThat(lines("&view=" + view)).as(view).isEmpty();
        }
        company.get("bank_transactions?bank_account=" + account + "&view=guessed")
                .expect(400);
        assertThat(texts("&from_date=2026-08-15")).containsExactly("PIER SIX FOODS");
        assertThat(texts("&to_date=2026-08-14")).containsExactly("Card payment");
        assertThat(texts("&from_date=2026-08-14&to_date=2026-08-15")).hasSize(2);
        assertThat(texts("&updated_since=2999-01-01")).isEmpty();
        String updated = lines("").getFirst().path("updated_at").asString();
        assertThat(texts("&updated_since=" + updated)).hasSize(2);
        upload(account, statement("{\"dated_on\":\"2026-08-01\",\"description\":\"Late\"}"))
                .expect(200);
        assertThat(texts("&last_uploaded=true")).containsExactly("Late");
    }

    @Test
    void aLineThatNothingExplainsCanBeDeletedByEitherPath() throws Exception {
        upload(account, TWO_LINES).expect(200);
        List<JsonNode> lines = lines("");
        Answer answer = company.delete("bank_transactions/" + V2Client.id(lines.getFirst()))
                .expect(200);
        assertThat(answer.text()).isEmpty();
        company.delete("bank_transaction/" + V2Client.id(lines.getLast())).expect(200);
        assertThat(lines("")).isEmpty();
        company.delete("bank_transactions/" + V2Client.id(lines.getLast())).expect(404);
        upload(account, TWO_LINES).expect(200);
        assertThat(lines("")).as("who deleted it may upload it again").hasSize(2);
    }

    @Test
    void whatIsBeforeTheAccountsBeginIsLeftOut() throws Exception {
        Answer answer = upload(
                        account,
                        statement(
                                "{\"dated_on\":\"2025-12-31\",\"amount\":1}",
                                "{\"dated_on\":\"2026-01-01\",\"amount\":2}"))
                .expect(200);
        assertThat(answer.header("X-Statement-Lines")).isEqualTo("2");
        assertThat(answer.header("X-Statement-Lines-New")).isEqualTo("1");
        assertThat(lines("")).hasSize(1);
    }

    @Test
    void anAccountWithLinesStaysAndKeepsItsCurrency() throws Exception {
        upload(account, TWO_LINES).expect(200);
        assertThat(company.delete(account).expect(403).messages())
                .containsExactly("Bank account has transactions and cannot be deleted");
        assertThat(company.put(account, "{\"bank_account\":{\"currency\":\"EUR\"}}")
                        .expect(422)
                        .messages())
                .containsExactly("currency is locked and cannot be changed");
        company.put(account, "{\"bank_account\":{\"currency\":\"GBP\",\"name\":\"Renamed\"}}")
                .expect(200);
        for (JsonNode line : lines("")) {
            company.delete("bank_transactions/" + V2Client.id(line)).expect(200);
        }
        company.put(account, "{\"bank_account\":{\"currency\":\"EUR\"}}").expect(200);
        company.delete(account).expect(200);
    }

    @Test
    void anAccountThatGoesOrChangesItsCurrencyWhileAStatementComesDoesNeitherWithLines() throws Exception {
        for (int round = 0; round < 6; round++) {
            String racing = newAccount();
            List<Callable<Answer>> calls = List.of(
                    () -> upload(racing, TWO_LINES),
                    () -> company.put(racing, "{\"bank_account\":{\"currency\":\"EUR\"}}"),
                    () -> company.delete(racing));
            List<Answer> answers = InFlight.atMost(3, calls);
            assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 403, 404, 422));
            boolean isThere = company.get(racing).status() == 200;
            assertThat(answers.getLast().status() == 200).isEqualTo(!isThere);
            if (isThere) {
                assertThat(lines(racing, "")).hasSize(2);
            }
        }
    }

    @Test
    void whatCannotBeReadIsRefusedWhole() throws Exception {
        Map<String, String> wrong = Map.of(
                statement("{\"dated_on\":\"2026-08-14\"}", "{\"amount\":1}"),
                "statement[1].dated_on can't be blank",
                statement("{\"dated_on\":\"soon\"}"),
                "statement[0].dated_on is not a valid date",
                statement("{\"dated_on\":\"2026-08-14\",\"amount\":\"many\"}"),
                "statement[0].amount is not a number",
                statement("{\"dated_on\":\"2026-08-14\",\"description\":\"\\u0000\"}"),
                "statement[0].description contains invalid characters",
                statement("{\"dated_on\":\"2026-08-14\",\"fitid\":\"" + "x".repeat(256) + "\"}"),
                "A transaction id is too long (maximum is 255 characters)",
                statement("1"),
                "'statement' parameter does not match expected type 'array'",
                "{\"statement\":{\"dated_on\":\"2026-08-14\"}}",
                "'statement' parameter does not match expected type 'array'",
                "{",
                "The body is not valid JSON");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            assertThat(upload(account, one.getKey()).expect(400).messages())
                    .as(one.getKey())
                    .containsExactly(one.getValue());
        }
        for (String nothing : List.of("", "{}", "{\"statement\":[]}", "{\"statement\":null}", "{\"lines\":[1]}")) {
            upload(account, nothing).expect(406);
        }
        upload("bank_accounts/999999999", TWO_LINES).expect(404);
        company.post("bank_transactions/statement", TWO_LINES).expect(400);
        assertThat(lines("")).isEmpty();
    }

    @Test
    void aStatementHasSoManyLinesAndNoMore() throws Exception {
        String line = "{\"dated_on\":\"2026-08-14\",\"amount\":1}";
        Answer most = upload(
                        account, statement(Collections.nCopies(10_000, line).toArray(String[]::new)))
                .expect(200);
        assertThat(most.header("X-Statement-Lines-New")).isEqualTo("10000");
        assertThat(upload(account, statement(Collections.nCopies(10_001, line).toArray(String[]::new)))
                        .expect(400)
                        .messages())
                .containsExactly("The statement has more than 10000 lines");
        assertThat(company.get(account)
                        .body()
                        .at("/bank_account/current_balance")
                        .asString())
                .isEqualTo("10050.0");
    }

    @Test
    void aLongDescriptionIsCut() throws Exception {
        upload(
                        account,
                        statement(
                                "{\"dated_on\":\"2026-08-14\",\"description\":\"" + "\ud83d\ude00".repeat(501) + "\"}"))
                .expect(200);
        assertThat(texts("")).containsExactly("\ud83d\ude00".repeat(500));
    }

    @Test
    void filesOfAllFormsAreRead() throws Exception {
        String ofx = """
                OFXHEADER:100
                DATA:OFXSGML

                <OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><BANKACCTFROM><ACCTID>12345678</BANKACCTFROM><BANKTRANLIST>
                <STMTTRN><TRNTYPE>POS<DTPOSTED>20260814120000[0:GMT]<TRNAMT>-42.50<FITID>B-1<NAME>Card payment</STMTTRN>
                </BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
                """;
        upload(account, ofx, "statement").expect(200);
        upload(account, "!Type:Bank\nD15/08/2026\nT1,000.00\nPPIER SIX FOODS\n^\n", "statement")
                .expect(200);
        upload(account, "16/08/2026,-7.20,Post office\n", "statement").expect(200);
        assertThat(texts("")).containsExactly("Post office", "PIER SIX FOODS", "Card payment");
        assertThat(lines("").getLast().path("description").asString()).isEqualTo("Card payment//POS/");
        upload(account, ofx, "statement").expect(200);
        assertThat(lines("")).hasSize(3);
    }

    @Test
    void aFormWithoutTheFileIsNothingAndWhatIsNoFormIsRefused() throws Exception {
        upload(account, "16/08/2026,1,x", "file").expect(406);
        upload(account, "", "statement").expect(406);
        assertThat(upload(account, "no statement", "statement").expect(400).messages())
                .containsExactly("Line 1: there is no valid date");
        V2Client form = company.client().with("Content-Type", "multipart/form-data");
        form.post(path(account), "--x\r\n").expect(400);
        V2Client cut = company.client().with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        cut.post(
                        path(account),
                        "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"statement\"\r\n\r\n1/8/2026,1")
                .expect(400);
        cut.post("contacts", "--" + BOUNDARY + "--\r\n").expect(415);
        company.client()
                .with("Content-Type", "text/csv")
                .post(path(account), "x")
                .expect(415);
        assertThat(lines("")).isEmpty();
    }

    @Test
    void aUploadWithAKeyIsDoneOnce() throws Exception {
        V2Client keyed =
                company.client().keyed("statement-1").with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        keyed.post(path(account), form("16/08/2026,1,x", "statement")).expect(200);
        company.delete("bank_transactions/" + V2Client.id(lines("").getFirst())).expect(200);
        Answer again =
                keyed.post(path(account), form("16/08/2026,1,x", "statement")).expect(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void xmlIsTakenToo() throws Exception {
        company.client()
                .with("Content-Type", "application/xml")
                .post(path(account), """
                        <statement type="array"><line><dated-on>2026-08-14</dated-on><amount>-1.5</amount></line></statement>
                        """)
                .expect(200);
        assertThat(lines("").getFirst().path("amount").asString()).isEqualTo("-1.5");
    }

    private String newAccount() throws Exception {
        JsonNode made = company.post(
                        "bank_accounts", "{\"bank_account\":{\"name\":\"Current\",\"opening_balance\":50}}")
                .expect(201)
                .body()
                .path("bank_account");
        return "bank_accounts/" + V2Client.id(made);
    }

    private static String path(String account) {
        return "bank_transactions/statement?bank_account=" + account;
    }

    private static String statement(String... lines) {
        return "{\"statement\":[" + String.join(",", lines) + "]}";
    }

    private Answer upload(String account, String body) throws Exception {
        return company.post(path(account), body);
    }

    private Answer upload(String account, String file, String field) throws Exception {
        return company.client()
                .with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .post(path(account), form(file, field));
    }

    private static String form(String file, String field) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--" + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"bank.csv\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + file + "\r\n--" + BOUNDARY + "--\r\n";
    }

    private List<JsonNode> lines(String query) throws Exception {
        return lines(account, query);
    }

    private List<JsonNode> lines(String account, String query) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        company.get("bank_transactions?bank_account=" + account + query)
                .expect(200)
                .body()
                .path("bank_transactions")
                .forEach(lines::add);
        return lines;
    }

    private List<String> texts(String query) throws Exception {
        return lines(query).stream()
                .map(line -> line.path("description").asString().replaceFirst("//.*", ""))
                .toList();
    }
}
