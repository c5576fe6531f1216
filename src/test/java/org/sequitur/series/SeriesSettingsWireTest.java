package org.sequitur.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Series and the switch. */
class SeriesSettingsWireTest {

    private final TestServer server = TestServer.shared();
    private TestCompany tenant;
    private StrictCompany company;

    @BeforeEach
    void found() throws Exception {
        tenant = server.newCompany();
        company = StrictCompany.of(tenant.client());
    }

    @Test
    void freeAgentsNumberingIsTheDefaultAndSeriesAloneChangeNothing() throws Exception {
        company.addSeries("Invoices", Map.of("prefix", "INV-")).expect(201);
        JsonNode numbering =
                tenant.get("/sequitur/v1/numbering").expect(200).body().path("numbering");
        assertThat(numbering.path("mode").stringValue()).isEqualTo("freeagent");
        assertThat(numbering.has("default_series")).isFalse();
        assertThat(StrictCompany.reference(company.create(Map.of()))).isEqualTo("001");
        assertThat(StrictCompany.reference(company.create(Map.of("reference", "INV-7"))))
                .isEqualTo("INV-7");
    }

    @Test
    void aSeriesIsMadeShownAndChangedUntilSomethingIsIssued() throws Exception {
        int year = TestServer.today().getYear();
        Answer created = company.addSeries(
                        "Invoices",
                        Map.of("prefix", "RE {year}-", "padding", 5, "yearly_reset", true, "first_number", 12))
                .expect(201);
        JsonNode series = created.body().path("series");
        String path = "/sequitur/v1/series/" + V2Client.id(series);
        assertThat(created.header("Location")).isEqualTo(series.path("url").stringValue());
        assertThat(series.path("next_reference").stringValue()).isEqualTo("RE " + year + "-00012");
        assertThat(tenant.get(path).expect(200).body().path("series")).isEqualTo(series);
        assertThat(tenant.get("/sequitur/v1/series").expect(200).header("X-Total-Count"))
                .isEqualTo("1");
        JsonNode changed = tenant.put(path, Map.of("series", Map.of("padding", 3, "first_number", 1)))
                .expect(200)
                .body()
                .path("series");
        assertThat(changed.path("next_reference").stringValue()).isEqualTo("RE " + year + "-001");

        company.numbering(Map.of("mode", "strict", "default_series", "Invoices"))
                .expect(200);
        assertThat(company.sent(company.draftOn("2026-01-05"))).isEqualTo("RE 2026-001");
        assertThat(tenant.put(
                                path,
                                Map.of(
                                        "series",
                                        Map.of(
                                                "name",
                                                "N",
                                                "prefix",
                                                "N-{year}-",
                                                "padding",
                                                4,
                                                "yearly_reset",
                                                false,
                                                "first_number",
                                                5)))
                        .expect(422)
                        .messages())
                .hasSize(5)
                .allMatch(message -> message.contains("is locked and cannot be changed"));
        tenant.put(path, Map.of("series", Map.of("name", "Invoices"))).expect(200);
        assertThat(tenant.get("/sequitur/v1/series/1").status()).isEqualTo(404);
    }

    @Test
    void formatsThatCouldBeMistakenAreRefused() throws Exception {
        for (Map<String, ?> wrong : List.<Map<String, ?>>of(
                Map.of("prefix", "INV2"),
                Map.of("prefix", "INV{year}"),
                Map.of("prefix", "{year}-{year}-"),
                Map.of("prefix", "{month}-"),
                Map.of("prefix", " INV-"),
                Map.of("prefix", "Draft-"),
                Map.of("prefix", "A\tB-"),
                Map.of("prefix", "X".repeat(41)),
                Map.of("prefix", "INV-", "padding", 0),
                Map.of("prefix", "INV-", "padding", 13),
                Map.of("prefix", "INV-", "yearly_reset", true),
                Map.of("prefix", "INV-", "first_number", 0))) {
            assertThat(company.addSeries("S", wrong).messages())
                    .as(wrong.toString())
                    .hasSize(1);
        }
        assertThat(company.addSeries("", Map.of()).expect(422).messages()).containsExactly("name can't be blank");
        company.addSeries("A", Map.of("prefix", "A{year}/")).expect(201);
        assertThat(company.addSeries("A", Map.of("prefix", "B")).expect(422).messages())
                .containsExactly("name has already been taken");
        assertThat(company.addSeries("B", Map.of("prefix", "A2030/"))
                        .expect(422)
                        .messages())
                .containsExactly("prefix can't be the same as that of the series A, in any year");
        company.addSeries("C", Map.of("prefix", "")).expect(201);
    }

    @Test
    void switchingOnNeedsASeriesThatMeetsNoNumberOfBefore() throws Exception {
        company.create(Map.of("reference", "INV-0007")).expect(201);
        company.create(Map.of("reference", "INV-2025-300")).expect(201);
        company.create(Map.of("reference", "INV-2026-120")).expect(201);
        assertThat(company.numbering(Map.of("mode", "strict")).expect(422).messages())
                .containsExactly("default_series can't be blank");
        company.numbering(Map.of("mode", "strict", "default_series", "None")).expect(422);
        company.numbering(Map.of("mode", "loose")).expect(422);

        Answer plain = company.addSeries("Plain", Map.of("prefix", "INV-")).expect(201);
        String path = "/sequitur/v1/series/" + V2Client.id(plain.body().path("series"));
        Map<String, String> on = Map.of("mode", "strict", "default_series", "Plain");
        assertThat(company.numbering(on).expect(422).messages())
                .containsExactly(
                        "series Plain would come to numbers that documents have already, up to 7: it needs another"
                                + " prefix or a higher first_number");
        tenant.put(path, Map.of("series", Map.of("first_number", 8))).expect(200);
        company.addSeries("Yearly", Map.of("prefix", "INV-{year}-", "yearly_reset", true))
                .expect(201);
        assertThat(company.numbering(on).expect(422).messages()).hasSize(2);
        String yearly = company.series("Yearly").path("url").stringValue("");
        tenant.put(yearly.substring(yearly.indexOf("/sequitur")), Map.of("series", Map.of("first_number", 121)))
                .expect(200);
        company.numbering(on).expect(200);

        assertThat(company.sent(company.draft(Map.of()))).isEqualTo("INV-0008");
        assertThat(StrictCompany.breaches(server.dataSource(), tenant.id())).isEmpty();
        assertThat(company.addSeries("Late", Map.of("prefix", "INV-2026-", "first_number", 500))
                        .expect(422)
                        .messages())
                .hasSize(1);
    }

    @Test
    void aDraftOfBeforeKeepsItsNumberUntilItIsIssuedAndThatIsWrittenDown() throws Exception {
        String old = company.draft(Map.of());
        String older = company.draft(Map.of());
        company.addSeries("Invoices", Map.of("prefix", "INV-")).expect(201);
        company.numbering(Map.of("mode", "strict", "default_series", "Invoices"))
                .expect(200);
        assertThat(company.sent(older)).isEqualTo("INV-0001");
        assertThat(jdbc().sql("SELECT kind || ' ' || reference FROM reference_event WHERE company_id = ? ORDER BY id")
                        .param(tenant.id())
                        .query(String.class)
                        .list())
                .containsExactly("chosen INV-0001", "issued 002");
        assertThat(jdbc().sql("SELECT last_reference FROM reference_sequence WHERE company_id = ?")
                        .param(tenant.id())
                        .query(String.class)
                        .list())
                .containsExactly("001");
        assertThat(company.sent(old)).isEqualTo("INV-0002");
        assertThat(jdbc().sql("SELECT count(last_reference) FROM reference_sequence WHERE company_id = ?")
                        .param(tenant.id())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(StrictCompany.breaches(server.dataSource(), tenant.id())).isEmpty();
    }

    @Test
    void whatWasSentBeforeStaysAsItWas() throws Exception {
        String old = company.draft(Map.of());
        company.send(old).expect(200);
        company.addSeries("Invoices", Map.of("prefix", "INV-")).expect(201);
        company.numbering(Map.of("mode", "strict", "default_series", "Invoices"))
                .expect(200);
        tenant.put(old + "/transitions/mark_as_cancelled", "").expect(200);
        assertThat(company.sent(old)).isEqualTo("001");
        tenant.put(old + "/transitions/mark_as_draft", "").expect(200);
        assertThat(company.sent(old)).isEqualTo("INV-0001");
    }

    @Test
    void theWayBackIsOpenUntilADraftWithoutNumberOrAnythingIssuedIsThere() throws Exception {
        company.addSeries("Invoices", Map.of("prefix", "INV-")).expect(201);
        company.numbering(Map.of("mode", "strict", "default_series", "Invoices"))
                .expect(200);
        String draft = company.draft(Map.of());
        assertThat(company.numbering(Map.of("mode", "freeagent")).expect(409).messages())
                .containsExactly(
                        "mode can't be freeagent: there are drafts without a number, which must be deleted first");
        tenant.delete(draft).expect(200);
        company.numbering(Map.of("mode", "freeagent")).expect(200);
        assertThat(StrictCompany.reference(company.create(Map.of()))).isEqualTo("001");
        company.numbering(Map.of("mode", "strict")).expect(200);
        company.sent(company.draft(Map.of()));
        assertThat(company.numbering(Map.of("mode", "freeagent")).expect(409).messages())
                .containsExactly("mode can't be freeagent any more: documents have been issued in a strict series");
    }

    @Test
    void sequencesRestAsLongAsStrictSeriesAreOn() throws Exception {
        company.create(Map.of()).expect(201);
        List<String> paths = List.of("/sequitur/v1/sequences/company", "/sequitur/v1/sequences/" + company.contact());
        for (String path : paths) {
            setSequence(path, "NEXT-1").expect(200);
        }
        company.addSeries("Invoices", Map.of("prefix", "INV-")).expect(201);
        company.numbering(Map.of("mode", "strict", "default_series", "Invoices"))
                .expect(200);

        for (String path : paths) {
            assertThat(tenant.get(path).expect(200).body().path("sequence").has("next_reference"))
                    .isFalse();
            assertThat(setSequence(path, "NEXT-5").expect(403).messages())
                    .containsExactly(
                            "This company numbers in strict series: what comes next in a sequence has no effect");
        }
        assertThat(tenant.get("/sequitur/v1/sequences").expect(200).body().path("sequences"))
                .hasSize(2)
                .noneMatch(sequence -> sequence.has("next_reference"));
        assertThat(tenant.get(paths.getFirst())
                        .body()
                        .at("/sequence/last_reference")
                        .stringValue(""))
                .isEqualTo("001");

        company.numbering(Map.of("mode", "freeagent")).expect(200);
        for (String path : paths) {
            assertThat(tenant.get(path).body().at("/sequence/next_reference").stringValue(""))
                    .isEqualTo("NEXT-1");
        }
    }

    private Answer setSequence(String path, String next) throws Exception {
        return tenant.put(path, Map.of("sequence", Map.of("next_reference", next)));
    }

    @Test
    void aReferenceThatLooksLikeADraftsKeepsTheSwitchOff() throws Exception {
        company.create(Map.of("reference", "DRAFT (5)")).expect(201);
        company.addSeries("Invoices", Map.of("prefix", "INV-")).expect(201);
        assertThat(company.numbering(Map.of("mode", "strict", "default_series", "Invoices"))
                        .expect(422)
                        .messages())
                .hasSize(1);
    }

    @Test
    void theSettingsNeedFullAccess() throws Exception {
        jdbc().sql("UPDATE users SET permission_level = 7 WHERE company_id = ?")
                .param(tenant.id())
                .update();
        V2Client lower = new V2Client(server.baseUrl(), token());
        assertThat(lower.get("/sequitur/v1/series").status()).isEqualTo(403);
        assertThat(lower.post("/sequitur/v1/series", "{\"series\":{\"name\":\"A\"}}")
                        .status())
                .isEqualTo(403);
        assertThat(lower.get("/sequitur/v1/numbering").status()).isEqualTo(403);
        assertThat(lower.put("/sequitur/v1/numbering", "{\"numbering\":{\"mode\":\"freeagent\"}}")
                        .status())
                .isEqualTo(403);
        assertThat(new V2Client(server.baseUrl(), "nobody")
                        .get("/sequitur/v1/series")
                        .status())
                .isEqualTo(401);
    }

    private String token() {
        return server.server()
                .accessTokens()
                .create(tenant.id(), tenant.ownerId(), "lower")
                .text();
    }

    /** Whatever is created before the switch has a number, whatever comes after has none, and nothing is in between. */
    @Test
    void switchingOnIsOrderedWithCreatesInFlight() throws Exception {
        company.addSeries("Invoices", Map.of("prefix", "INV-")).expect(201);
        Callable<Answer> create = () -> company.create(Map.of()).expect(201);
        Callable<Answer> switchOn = () -> company.numbering(Map.of("mode", "strict", "default_series", "Invoices"))
                .expect(200);
        List<Callable<Answer>> calls = Stream.of(
                        IntStream.range(0, 300).mapToObj(i -> create),
                        Stream.of(switchOn),
                        IntStream.range(0, 300).mapToObj(i -> create))
                .flatMap(part -> part)
                .toList();
        InFlight.atMost(64, calls);

        List<String> references = company.client().invoices().stream()
                .map(invoice -> invoice.path("reference").stringValue(""))
                .toList();
        int numbered = (int) references.stream()
                .takeWhile(reference -> !reference.startsWith("DRAFT"))
                .count();
        assertThat(numbered).isBetween(1, 599);
        assertThat(references.subList(0, numbered))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, numbered)
                        .mapToObj("%03d"::formatted)
                        .toList());
        assertThat(references.subList(numbered, 600)).allMatch(reference -> reference.matches("DRAFT \\(\\d+\\)"));
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(server.dataSource());
    }
}
