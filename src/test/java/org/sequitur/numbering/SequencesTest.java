package org.sequitur.numbering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sequitur.Draft;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Seeing what comes next in a sequence, and setting it. */
class SequencesTest {

    private static final String COMPANY = "/sequitur/v1/sequences/company";

    private final TestServer server = TestServer.shared();
    private final JdbcClient jdbc = JdbcClient.create(server.dataSource());
    private TestCompany company;
    private String contact;

    @BeforeEach
    void found() throws Exception {
        company = server.newCompany();
        contact = company.client().newContact("Ash Hollow");
    }

    @Test
    void lookingTakesNothing() throws Exception {
        assertThat(next(COMPANY)).isEqualTo("001");
        assertThat(next(COMPANY)).isEqualTo("001");
        assertThat(create(null)).isEqualTo("001");
        assertThat(next(COMPANY)).isEqualTo("002");
        assertThat(company.get(COMPANY).body().at("/sequence/last_reference").asString())
                .isEqualTo("001");
    }

    @Test
    void whatIsShownIsWhatTheNextDocumentGetsThoughOthersAreInTheWay() throws Exception {
        create("020");
        for (int taken = 2; taken <= 19; taken++) {
            create("%03d".formatted(taken));
        }
        create("001");

        String next = next(COMPANY);

        assertThat(next).isEqualTo("021");
        assertThat(create(null)).isEqualTo(next);
    }

    @Test
    void aRunOfReferencesInUseIsPassedOverUpToItsBound() throws Exception {
        create("1");
        fill(2, NextReferences.MOST_PASSED + 1);
        assertThat(next(COMPANY)).isEqualTo(Integer.toString(NextReferences.MOST_PASSED + 2));

        fill(NextReferences.MOST_PASSED + 2, NextReferences.MOST_PASSED + 2);
        assertThat(company.get(COMPANY).expect(200).body().path("sequence").has("next_reference"))
                .isFalse();
        assertThat(create(null)).isEqualTo(Integer.toString(NextReferences.MOST_PASSED + 3));
    }

    /** Documents of another sequence. */
    private void fill(int from, int to) {
        List<String> columns = jdbc.sql("""
                        SELECT attname FROM pg_attribute WHERE attrelid = CAST('document' AS regclass) AND attnum > 0
                            AND NOT attisdropped AND attname NOT IN ('id', 'reference', 'sequence_scope', 'sequence_owner_id')
                        """).query(String.class).list();
        String others = String.join(", ", columns);
        jdbc.sql("INSERT INTO document (id, reference, sequence_scope, sequence_owner_id, " + others + ")"
                        + " SELECT -n, CAST(n AS text), 'contact', contact_id, " + others
                        + " FROM document, generate_series(?, ?) AS n WHERE company_id = ? AND id > 0")
                .params(from, to, company.id())
                .update();
    }

    @Test
    void theNextDocumentGetsWhatWasSetAndTheOthersFollow() throws Exception {
        create(null);

        Answer answer = set(COMPANY, "INV-1000").expect(200);

        assertThat(answer.body().at("/sequence/next_reference").asString()).isEqualTo("INV-1000");
        assertThat(answer.body().at("/sequence/last_reference").asString()).isEqualTo("001");
        assertThat(next(COMPANY)).isEqualTo("INV-1000");
        assertThat(create(null)).isEqualTo("INV-1000");
        assertThat(create(null)).isEqualTo("INV-1001");
    }

    @Test
    void concurrentCreatesGoOnFromItWithoutGapOrDuplicate() throws Exception {
        set(COMPANY, "2027/098").expect(200);

        List<String> given = InFlight.atMost(16, Collections.nCopies(60, () -> create(null)));

        assertThat(new TreeSet<>(given.stream()
                        .map(reference -> Integer.parseInt(reference.substring("2027/".length())))
                        .toList()))
                .containsExactlyElementsOf(IntStream.range(98, 158).boxed().toList());
    }

    @Test
    void contactsAndProjectsHaveTheirOwn() throws Exception {
        String project = company.client().newProject("Barn", contact);
        company.put(contact, Map.of("contact", Map.of("uses_contact_invoice_sequence", true)))
                .expect(200);
        company.put(project, Map.of("project", Map.of("uses_project_invoice_sequence", true)))
                .expect(200);
        set("/sequitur/v1/sequences/" + contact, "A-01").expect(200);
        set("/sequitur/v1/sequences/" + project, "B-01").expect(200);

        assertThat(create(null)).isEqualTo("A-01");
        assertThat(company.post("invoices", Draft.of(contact).inProject(project).body())
                        .expect(201)
                        .body()
                        .at("/invoice/reference")
                        .asString())
                .isEqualTo("B-01");

        Answer list = company.get("/sequitur/v1/sequences").expect(200);
        assertThat(list.header("X-Total-Count")).isEqualTo("3");
        assertThat(list.body().path("sequences"))
                .extracting(
                        sequence -> sequence.path("scope").asString(),
                        sequence -> sequence.path("last_reference").asString(""),
                        sequence -> sequence.path("next_reference").asString(""))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("company", "", "001"),
                        org.assertj.core.groups.Tuple.tuple("contact", "A-01", "A-02"),
                        org.assertj.core.groups.Tuple.tuple("project", "B-01", "B-02"));
        assertThat(list.body().at("/sequences/1/contact").asString()).endsWith("/v2/" + contact);
        assertThat(list.body().at("/sequences/2/url").asString()).endsWith("/sequitur/v1/sequences/" + project);
        Answer second = company.get("/sequitur/v1/sequences?per_page=1&page=2").expect(200);
        assertThat(second.body().path("sequences")).hasSize(1);
        assertThat(second.body().at("/sequences/0/scope").asString()).isEqualTo("contact");
    }

    @ParameterizedTest
    @CsvSource({
        "INV-,next_reference must end in a digit",
        "'  ',next_reference can't be blank",
        "001,next_reference has already been taken"
    })
    void whatCannotComeNextIsRefusedAndChangesNothing(String reference, String complaint) throws Exception {
        create(null);

        assertThat(set(COMPANY, reference).expect(422).messages()).containsExactly(complaint);

        assertThat(next(COMPANY)).isEqualTo("002");
        assertThat(jdbc.sql("SELECT count(*) FROM reference_event WHERE company_id = ?")
                        .param(company.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aReferenceThatIsTooLongIsRefused() throws Exception {
        assertThat(set(COMPANY, "9".repeat(256)).expect(422).messages())
                .containsExactly("next_reference is too long (maximum is 255 characters)");
        set(COMPANY, "9".repeat(255)).expect(200);
        create(null);
        assertThat(company.get(COMPANY).expect(200).body().path("sequence").has("next_reference"))
                .isFalse();
    }

    @Test
    void sequencesOfOtherCompaniesAreNotThere() throws Exception {
        TestCompany stranger = server.newCompany();
        String project = company.client().newProject("Barn", contact);

        for (String path : List.of(contact, project, "contacts/1", "projects/1", "users/1001")) {
            stranger.get("/sequitur/v1/sequences/" + path).expect(404);
            stranger.put("/sequitur/v1/sequences/" + path, "{\"sequence\":{\"next_reference\":\"7\"}}")
                    .expect(404);
        }
        assertThat(jdbc.sql("SELECT count(*) FROM reference_sequence WHERE company_id = ?")
                        .param(stranger.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void lookingNeedsTheLevelOfInvoicesAndSettingTheFullOne() throws Exception {
        V2Client clerk = member(PermissionLevel.INVOICES_ESTIMATES_AND_FILES);
        V2Client worker = member(PermissionLevel.CONTACTS_AND_PROJECTS);
        V2Client accountant = member(PermissionLevel.TAX_ACCOUNTING_AND_USERS);

        clerk.get(COMPANY).expect(200);
        clerk.get("/sequitur/v1/reference_report").expect(200);
        accountant.put(COMPANY, "{\"sequence\":{\"next_reference\":\"7\"}}").expect(403);
        for (String path : List.of(COMPANY, "/sequitur/v1/sequences", "/sequitur/v1/reference_report")) {
            worker.get(path).expect(403);
        }
    }

    private V2Client member(PermissionLevel level) {
        return new V2Client(server.baseUrl(), new Members(company).token(level));
    }

    private Answer set(String path, String reference) throws Exception {
        return company.put(path, Map.of("sequence", Map.of("next_reference", reference)));
    }

    private String next(String path) throws Exception {
        JsonNode body = company.get(path).expect(200).body();
        return body.at("/sequence/next_reference").asString();
    }

    private String create(@Nullable String reference) throws Exception {
        return company.post(
                        "invoices", Draft.of(contact).withReference(reference).body())
                .expect(201)
                .body()
                .at("/invoice/reference")
                .asString();
    }
}
