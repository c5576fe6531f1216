package org.sequitur.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.Draft;
import org.sequitur.InFlight;
import org.sequitur.ServerProcesses;
import org.sequitur.TestDatabase;
import org.sequitur.V2Client;
import org.sequitur.series.StrictCompany;
import org.sequitur.store.Database;
import tools.jackson.databind.JsonNode;

/** Two server processes on one database send the invoices of one company, while others are created and deleted. */
class StrictSendingTest {

    private static final int SENT = 400;

    @TempDir
    private Path temporary;

    @RegisterExtension
    private final ServerProcesses processes = new ServerProcesses();

    @Test
    void numbersFollowEachOtherInTheOrderOfSending() throws Exception {
        try (TestDatabase postgres = TestDatabase.in(temporary.resolve("database"));
                Database database = Database.open(postgres.address())) {
            String url = TwoProcessesTest.urlOf(postgres.address());
            V2Client one = processes
                    .start(temporary.resolve("one"), "--database-url", url)
                    .client();
            V2Client two = processes
                    .start(temporary.resolve("two"), "--database-url", url)
                    .client();
            StrictCompany company = StrictCompany.with(one, Map.of("prefix", "INV-", "padding", 4));
            List<String> drafts = drafts(company, SENT);

            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < SENT; i++) {
                V2Client client = i % 2 == 0 ? one : two;
                String draft = drafts.get(i);
                calls.add(() -> StrictCompany.reference(
                        client.put(draft + "/transitions/mark_as_sent", "").expect(200)));
                if (i % 4 == 0) {
                    calls.add(() -> company.create(Map.of()).expect(201).request());
                    calls.add(() ->
                            client.delete(company.draft(Map.of())).expect(200).request());
                }
            }
            List<String> sent = InFlight.atMost(64, calls).stream()
                    .filter(answer -> answer.startsWith("INV-"))
                    .toList();

            List<String> expected = ParallelCreatesTest.numbers("INV-", 1, SENT).stream()
                    .map(reference -> "INV-%04d".formatted(Integer.parseInt(reference.replace("INV-", ""))))
                    .toList();
            assertThat(sent).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(company.chain(company.series("Invoices").path("url").stringValue("")))
                    .containsExactlyElementsOf(expected);
            long companyId = one.get("company").body().at("/company/id").longValue();
            assertThat(StrictCompany.breaches(database.pool(), companyId)).isEmpty();
            assertThat(two.get("invoices?view=draft").header("X-Total-Count")).isEqualTo(Integer.toString(SENT / 4));
        }
    }

    static List<String> drafts(StrictCompany company, int count) throws Exception {
        List<String> drafts = new ArrayList<>();
        for (int rest = count; rest > 0; rest -= 100) {
            List<Draft> list = Collections.nCopies(Math.min(rest, 100), Draft.of(company.contact()));
            for (JsonNode invoice : company.client()
                    .post("invoices", Draft.list(list))
                    .expect(201)
                    .body()
                    .path("invoices")) {
                drafts.add("invoices/" + V2Client.id(invoice));
            }
        }
        return drafts;
    }
}
