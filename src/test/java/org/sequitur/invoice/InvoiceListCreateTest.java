package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.Draft;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** Several invoices in one POST: all or none, under consecutive references, in the order sent. */
class InvoiceListCreateTest {

    private TestCompany company;
    private V2Client client;
    private String contact;

    @BeforeEach
    void found() throws Exception {
        company = TestServer.shared().newCompany();
        client = company.client();
        contact = client.newContact("Harbour Mills");
    }

    @Test
    void aListIsStoredInItsOrderUnderConsecutiveReferences() throws Exception {
        Answer answer = post(draft().withLines(1), draft().withLines(3), draft().withLines(2));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).endsWith("/v2/invoices");
        JsonNode invoices = answer.body().path("invoices");
        assertThat(references(invoices)).containsExactly("001", "002", "003");
        assertThat(invoices.valueStream().map(one -> one.path("invoice_items").size()))
                .containsExactly(1, 3, 2);
        assertThat(client.invoices())
                .containsExactlyElementsOf(invoices.valueStream().toList());
        assertThat(client.get("invoices?per_page=1").header("X-Total-Count")).isEqualTo("3");
    }

    @Test
    void oneThatIsWrongKeepsAllFromBeingStoredAndIsNamed() throws Exception {
        Map<String, Object> undated = Map.of("contact", contact, "payment_terms_in_days", 14);
        Answer answer = client.post(
                "invoices", Map.of("invoices", List.of(draft().attributes(), undated, draft().attributes())));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.messages()).containsExactly("invoices[1]: dated_on can't be blank");
        Answer unknown = post(draft(), draft(), Draft.of("contacts/1"));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.messages()).containsExactly("invoices[2]: Contact not found");
        assertThat(client.invoices()).isEmpty();
        assertThat(next()).isEqualTo("001");
    }

    @Test
    void explicitReferencesWithinAListMoveTheSequence() throws Exception {
        Answer answer = post(draft(), draft().withReference("B-07"), draft());
        assertThat(references(answer.expect(201).body().path("invoices"))).containsExactly("001", "B-07", "B-08");
        assertThat(next()).isEqualTo("B-09");
    }

    @Test
    void aReferenceThatIsTakenTwiceWithinAListIsRefused() throws Exception {
        Answer twice = post(draft().withReference("X1"), draft().withReference("X1"));
        assertThat(twice.status()).isEqualTo(422);
        assertThat(twice.messages()).containsExactly("invoices[1]: reference has already been taken");
        Answer byTheSequence = post(draft().withReference("Y1"), draft(), draft().withReference("Y2"));
        assertThat(byTheSequence.status()).isEqualTo(422);
        assertThat(byTheSequence.messages()).containsExactly("invoices[2]: reference has already been taken");
        assertThat(client.invoices()).isEmpty();
        assertThat(next()).isEqualTo("001");
    }

    @Test
    void aListWhoseReferencesOutgrowTheirLengthTakesNone() throws Exception {
        String last = "9".repeat(254);
        client.post("invoices", draft().withReference("a" + last).body()).expect(201);
        client.post("invoices", draft().withReference("b").body()).expect(201);
        client.post("invoices", draft().withReference("9".repeat(254) + "8").body())
                .expect(201);
        Answer answer = post(draft(), draft());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.messages()).containsExactly("invoices[1]: reference is too long (maximum is 255 characters)");
        assertThat(client.invoices()).hasSize(3);
        assertThat(next()).isEqualTo("9".repeat(255));
    }

    @Test
    void aListHasABeginningAndAnEnd() throws Exception {
        assertThat(client.post("invoices", Map.of("invoices", List.of())).messages())
                .containsExactly("param is missing or the value is empty: invoices");
        assertThat(client.post("invoices", Map.of("invoices", "none")).status()).isEqualTo(400);
        assertThat(client.post("invoices", Map.of("invoices", List.of("none"))).status())
                .isEqualTo(400);
        Answer tooLong = client.post("invoices", Draft.list(Collections.nCopies(1_001, draft())));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.messages()).containsExactly("invoices is too long (maximum is 1000 invoices)");
        assertThat(client.invoices()).isEmpty();
        Answer longest = client.post("invoices", Draft.list(Collections.nCopies(1_000, draft())));
        assertThat(references(longest.expect(201).body().path("invoices")))
                .containsExactlyElementsOf(numbers(1, 1_000));
    }

    @Test
    void theLinesOfAListTogetherHaveABound() throws Exception {
        List<Draft> drafts = new ArrayList<>(Collections.nCopies(20, draft().withLines(1_000)));
        drafts.add(draft().withLines(1));
        Answer tooMany = client.post("invoices", Draft.list(drafts));
        assertThat(tooMany.status()).isEqualTo(422);
        assertThat(tooMany.messages())
                .containsExactly("invoices have too many invoice_items (maximum is 20000 together)");
        assertThat(client.invoices()).isEmpty();
        drafts.set(20, draft().withLines(0));
        Answer most = client.post("invoices", Draft.list(drafts));
        assertThat(references(most.expect(201).body().path("invoices"))).containsExactlyElementsOf(numbers(1, 21));
    }

    @Test
    void aListIsReadAsXmlToo() throws Exception {
        String one = "<invoice><contact>" + contact + "</contact><dated-on>2026-03-02</dated-on>"
                + "<payment-terms-in-days>14</payment-terms-in-days></invoice>";
        V2Client xml = client.with("Content-Type", "application/xml");
        assertThat(references(xml.post("invoices", "<invoices>" + one + one + "</invoices>")
                        .expect(201)
                        .body()
                        .path("invoices")))
                .containsExactly("001", "002");
        assertThat(references(xml.post("invoices", "<invoices type=\"array\">" + one + "</invoices>")
                        .expect(201)
                        .body()
                        .path("invoices")))
                .containsExactly("003");
    }

    @Test
    void listsStayContiguousAmongSinglesInFlight() throws Exception {
        List<Callable<List<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(() -> List.of(client.post("invoices", draft().body())
                    .expect(201)
                    .body()
                    .path("invoice")
                    .path("reference")
                    .stringValue("")));
            if (i % 10 == 0) {
                int size = i % 20 == 0 ? 7 : 300;
                calls.add(() -> references(client.post("invoices", Draft.list(Collections.nCopies(size, draft())))
                        .expect(201)
                        .body()
                        .path("invoices")));
            }
        }
        List<String> all = new ArrayList<>();
        for (List<String> references : InFlight.atMost(32, calls)) {
            int first = Integer.parseInt(references.getFirst());
            assertThat(references).containsExactlyElementsOf(numbers(first, first + references.size() - 1));
            all.addAll(references);
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(numbers(1, all.size()));
    }

    private Draft draft() {
        return Draft.of(contact);
    }

    private Answer post(Draft... drafts) throws Exception {
        return client.post("invoices", Draft.list(List.of(drafts)));
    }

    private String next() throws Exception {
        return client.post("invoices", draft().body())
                .expect(201)
                .body()
                .path("invoice")
                .path("reference")
                .stringValue("");
    }

    private static List<String> references(JsonNode invoices) {
        return invoices.valueStream()
                .map(one -> one.path("reference").stringValue(""))
                .toList();
    }

    private static List<String> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj("%03d"::formatted).toList();
    }
}
