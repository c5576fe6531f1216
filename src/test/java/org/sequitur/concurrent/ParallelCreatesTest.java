package org.sequitur.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sequitur.Draft;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.cli.LoopOfCreates;
import org.sequitur.cli.ReferenceTally;

/** N creates at once without a reference: N times 201, and references that follow one another. */
class ParallelCreatesTest {

    private static final int IN_FLIGHT = 64;

    @Test
    void aThousandOnOneCompany() throws Exception {
        TestCompany company = TestServer.shared().newCompany();
        V2Client client = company.client();
        LoopOfCreates loop = new LoopOfCreates(URI.create(company.baseUrl()), company.token());

        LoopOfCreates.Result result = loop.run(client.newContact("Harbour Mills"), 1000, IN_FLIGHT, _ -> {});

        assertThat(result.refusals()).isEmpty();
        assertThat(result.references()).containsExactlyInAnyOrderElementsOf(numbers("", 1, 1000));
        assertThat(storedReferences(client)).containsExactlyElementsOf(numbers("", 1, 1000));
    }

    @Test
    void threeScopesWithTextsOfTheirOwn() throws Exception {
        V2Client client = TestServer.shared().newCompany().client();
        ThreeScopes scopes = new ThreeScopes(client);
        client.post("invoices", scopes.ofContact.withReference("JB001").body()).expect(201);
        client.post("invoices", scopes.ofProject.withReference("BIGPROJ-0001").body())
                .expect(201);

        List<Answer> answers = InFlight.atMost(IN_FLIGHT, scopes.creates(client, 999));

        List<String> expected = new ArrayList<>(numbers("", 1, 333));
        expected.addAll(numbers("JB", 2, 334));
        expected.addAll(IntStream.rangeClosed(2, 334)
                .mapToObj("BIGPROJ-%04d"::formatted)
                .toList());
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(references(answers)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void threeScopesWithoutTextsShareTheNumbersWithoutAHole() throws Exception {
        V2Client client = TestServer.shared().newCompany().client();

        List<Answer> answers = InFlight.atMost(IN_FLIGHT, new ThreeScopes(client).creates(client, 600));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(references(answers)).containsExactlyInAnyOrderElementsOf(numbers("", 1, 600));
    }

    @Test
    void anInvalidOneInAHundredIsRefusedAloneAndTakesNoNumber() throws Exception {
        V2Client client = TestServer.shared().newCompany().client();
        Draft good = Draft.of(client.newContact("Harbour Mills"));
        List<Callable<Answer>> calls = IntStream.range(0, 1000)
                .<Callable<Answer>>mapToObj(n -> switch (n % 300) {
                    case 100 -> () -> client.post("invoices", good.bodyWithoutDate());
                    case 200 ->
                        () -> client.post(
                                "invoices", Draft.of("contacts/999999999").body());
                    case 299 ->
                        () -> client.post(
                                "invoices", good.withReference("x".repeat(256)).body());
                    default -> () -> client.post("invoices", good.body());
                })
                .toList();

        List<Answer> answers = InFlight.atMost(IN_FLIGHT, calls);

        List<String> created = new ArrayList<>();
        for (int n = 0; n < answers.size(); n++) {
            Answer answer = answers.get(n);
            if (List.of(100, 200, 299).contains(n % 300)) {
                assertThat(answer.status()).as(answer.text()).isEqualTo(422);
                assertThat(answer.messages())
                        .as(answer.text())
                        .singleElement()
                        .asString()
                        .contains(
                                switch (n % 300) {
                                    case 100 -> "dated_on";
                                    case 200 -> "ontact";
                                    default -> "reference is too long (maximum is 255 characters)";
                                });
            } else {
                created.add(answer.expect(201)
                        .body()
                        .path("invoice")
                        .path("reference")
                        .stringValue(""));
            }
        }
        assertThat(created).containsExactlyInAnyOrderElementsOf(numbers("", 1, created.size()));
        assertThat(storedReferences(client)).containsExactlyElementsOf(numbers("", 1, created.size()));
    }

    @Test
    void manyCompaniesAtOnce() throws Exception {
        int companies = 50;
        int each = 20;
        List<V2Client> clients = new ArrayList<>();
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < companies; i++) {
            V2Client client = TestServer.shared().newCompany().client();
            clients.add(client);
            Draft draft = Draft.of(client.newContact("Harbour Mills"));
            calls.addAll(Collections.nCopies(each, () -> client.post("invoices", draft.body())));
        }
        Collections.shuffle(calls, new Random(2026));

        assertThat(InFlight.atMost(IN_FLIGHT, calls)).extracting(Answer::status).containsOnly(201);

        for (V2Client client : clients) {
            assertThat(storedReferences(client)).containsExactlyElementsOf(numbers("", 1, each));
        }
    }

    static List<String> numbers(String prefix, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> prefix + "%03d".formatted(n))
                .toList();
    }

    private static List<String> references(List<Answer> answers) {
        return answers.stream()
                .map(answer -> answer.body().path("invoice").path("reference").stringValue(""))
                .toList();
    }

    private static List<String> storedReferences(V2Client client) throws Exception {
        List<String> references = client.invoices().stream()
                .map(invoice -> invoice.path("reference").stringValue(""))
                .toList();
        assertThat(ReferenceTally.of(references).duplicates()).isZero();
        return references;
    }

    private static final class ThreeScopes {

        private final Draft global;
        private final Draft ofContact;
        private final Draft ofProject;

        ThreeScopes(V2Client client) throws Exception {
            String contact = client.newContact("Jam & Bread");
            client.put(contact, Map.of("contact", Map.of("uses_contact_invoice_sequence", true)))
                    .expect(200);
            String project = client.newProject("Big project", contact);
            client.put(project, Map.of("project", Map.of("uses_project_invoice_sequence", true)))
                    .expect(200);
            global = Draft.of(client.newContact("Harbour Mills"));
            ofContact = Draft.of(contact);
            ofProject = ofContact.inProject(project);
        }

        List<Callable<Answer>> creates(V2Client client, int count) {
            return IntStream.range(0, count)
                    .mapToObj(n -> List.of(global, ofContact, ofProject).get(n % 3))
                    .<Callable<Answer>>map(draft -> () -> client.post("invoices", draft.body()))
                    .collect(Collectors.toList());
        }
    }
}
