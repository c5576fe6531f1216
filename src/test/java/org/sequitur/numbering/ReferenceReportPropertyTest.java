package org.sequitur.numbering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import tools.jackson.databind.JsonNode;

/** Whatever two users do to references, the report explains each number that is missing afterwards. */
class ReferenceReportPropertyTest {

    private static final String REPORT = "/sequitur/v1/reference_report";
    private static final int PLACES = 3;

    /** @param position of the document, counted from the newest; of a create or choice of no matter */
    record Step(
            Deed deed, int place, int position, @Nullable String reference, int user) {}

    enum Deed {
        CREATE,
        CHANGE,
        DELETE,
        CHOOSE
    }

    @Property(tries = 40)
    void everyGapIsExplainedAndThereIsNoDuplicate(@ForAll("histories") List<Step> steps) throws Exception {
        LiveHistory history = new LiveHistory();
        for (Step step : steps) {
            history.perform(step);
        }
        Answer json = history.users.getFirst().get(REPORT).expect(200);
        JsonNode report = json.body().path("reference_report");

        assertThat(report.path("gaps").valueStream().map(ReferenceReportPropertyTest::comparable))
                .as("after %s, with %s", steps, history.model.documents().values())
                .containsExactlyInAnyOrderElementsOf(
                        history.model.gaps().stream().map(history::comparable).toList());
        history.checkTimes(report.path("gaps"));
        assertThat(report.path("duplicates")).isEmpty();
        assertThat(report.at("/totals/unexplained_gaps").asInt()).isZero();
        assertThat(report.at("/totals/documents").asInt())
                .isEqualTo(history.model.documents().size());
        assertThat(report.path("sequences")
                        .valueStream()
                        .map(row -> sequence(row) + ": "
                                + row.path("first_reference").asString("") + " to "
                                + row.path("last_reference").asString("") + ", " + row.path("count") + ", "
                                + row.path("unnumbered")))
                .containsExactlyInAnyOrderElementsOf(history.sequences());
        checkCsv(report, history.users.getFirst().get(REPORT + "?format=csv").expect(200));
    }

    private static void checkCsv(JsonNode report, Answer csv) {
        ReportTable table = ReportTable.of(csv.text());
        List<List<String>> gaps = new ArrayList<>();
        report.path("gaps")
                .forEach(gap -> gaps.add(List.of(
                        gap.path("scope").asString(),
                        gap.path("contact").asString(gap.path("project").asString("")),
                        gap.path("first_missing").asString(),
                        gap.path("last_missing").asString(),
                        gap.path("count").toString(),
                        gap.path("cause").asString(),
                        gap.path("reference").asString(""),
                        gap.path("invoice").asString(""),
                        gap.path("by").asString(""),
                        gap.path("by_name").asString(""),
                        Instant.parse(gap.path("at").asString()).toString())));
        assertThat(table.of(ReportRow.Kind.GAP))
                .extracting(row -> List.of(
                        row.get("scope"),
                        row.get("owner"),
                        row.get("first_reference"),
                        row.get("last_reference"),
                        row.get("count"),
                        row.get("cause"),
                        row.get("reference"),
                        row.get("invoice"),
                        row.get("by"),
                        row.get("by_name"),
                        row.get("at")))
                .containsExactlyElementsOf(gaps);
        assertThat(table.of(ReportRow.Kind.SEQUENCE))
                .hasSize(report.path("sequences").size());
        assertThat(table.of(ReportRow.Kind.RUN)).hasSize(report.path("runs").size());
        assertThat(table.rows().getLast()).containsEntry("record", "end");
    }

    private static String comparable(JsonNode gap) {
        return String.join(
                " | ",
                sequence(gap),
                gap.path("first_missing").asString(),
                gap.path("last_missing").asString(),
                gap.path("count").toString(),
                gap.path("cause").asString(),
                gap.path("reference").asString(""),
                id(gap.path("invoice")),
                id(gap.path("by")));
    }

    private static String sequence(JsonNode row) {
        String scope = row.path("scope").asString();
        return scope + " " + id(row.path(scope));
    }

    private static String id(JsonNode url) {
        return url.asString("").replaceFirst(".*/", "");
    }

    /** A company, what was done in it, and the model of it. */
    private static final class LiveHistory {
        private final GapModel model = new GapModel();
        private final List<V2Client> users = new ArrayList<>();
        private final List<String> userIds = new ArrayList<>();
        private final List<Draft> places = new ArrayList<>();
        private final List<String> sequences = new ArrayList<>();
        private final List<String> paths = new ArrayList<>();
        private final List<String> created = new ArrayList<>();

        LiveHistory() throws Exception {
            TestCompany company = TestServer.shared().newCompany();
            users.add(company.client());
            users.add(new V2Client(company.baseUrl(), new Members(company).token(PermissionLevel.FULL)));
            for (V2Client user : users) {
                userIds.add(V2Client.id(user.get("users/me").expect(200).body().path("user")));
            }
            String own = company.client().newContact("Harbour Mills");
            String other = company.client().newContact("Jam & Bread");
            String project = company.client().newProject("Big", other);
            company.put(own, Map.of("contact", Map.of("uses_contact_invoice_sequence", true)))
                    .expect(200);
            company.put(project, Map.of("project", Map.of("uses_project_invoice_sequence", true)))
                    .expect(200);
            add(Draft.of(other), "company ", "company");
            add(Draft.of(own), own.replaceFirst("contacts/", "contact "), own);
            add(Draft.of(other).inProject(project), project.replaceFirst("projects/", "project "), project);
        }

        private void add(Draft draft, String sequence, String path) {
            places.add(draft);
            sequences.add(sequence);
            paths.add("/sequitur/v1/sequences/" + path);
        }

        void perform(Step step) throws Exception {
            long from = TestServer.now().toEpochMilli();
            switch (step.deed()) {
                case CREATE -> create(step, from);
                case CHOOSE -> choose(step, from);
                case CHANGE, DELETE -> {
                    int index = created.size() - 1 - step.position();
                    if (index >= 0) {
                        changeOrDelete(step, created.get(index), from);
                    }
                }
            }
        }

        private void create(Step step, long from) throws Exception {
            String next = next(step.place());
            Answer answer = users.get(step.user())
                    .post(
                            "invoices",
                            places.get(step.place())
                                    .withReference(step.reference())
                                    .body());
            if (answer.status() == 422) {
                assertThat(answer.messages()).containsExactly("reference has already been taken");
                return;
            }
            JsonNode invoice = answer.expect(201).body().path("invoice");
            String reference = invoice.path("reference").asString();
            assertThat(reference).isEqualTo(step.reference() == null ? next : step.reference());
            String document = V2Client.id(invoice);
            created.add(document);
            model.created(
                    document,
                    sequences.get(step.place()),
                    reference,
                    reference.equals(next),
                    userIds.get(step.user()),
                    from,
                    TestServer.now().toEpochMilli());
        }

        private String next(int place) throws Exception {
            return users.getFirst()
                    .get(paths.get(place))
                    .expect(200)
                    .body()
                    .at("/sequence/next_reference")
                    .asString();
        }

        private void choose(Step step, long from) throws Exception {
            String reference = String.valueOf(step.reference());
            Answer answer = users.get(step.user())
                    .put(paths.get(step.place()), Map.of("sequence", Map.of("next_reference", reference)));
            if (answer.status() != 422) {
                answer.expect(200);
                assertThat(next(step.place())).isEqualTo(reference);
                model.chosen(
                        reference,
                        userIds.get(step.user()),
                        from,
                        TestServer.now().toEpochMilli());
            }
        }

        private void changeOrDelete(Step step, String document, long from) throws Exception {
            V2Client user = users.get(step.user());
            String path = "invoices/" + document;
            if (step.deed() == Deed.DELETE) {
                user.delete(path).expect(200);
                created.remove(document);
                model.deleted(
                        document,
                        userIds.get(step.user()),
                        from,
                        TestServer.now().toEpochMilli());
                return;
            }
            String reference = String.valueOf(step.reference());
            Answer answer = user.put(path, Map.of("invoice", Map.of("reference", reference)));
            if (answer.status() != 422) {
                answer.expect(200);
                model.changed(
                        document,
                        reference,
                        userIds.get(step.user()),
                        from,
                        TestServer.now().toEpochMilli());
            }
        }

        String comparable(GapModel.Gap gap) {
            GapModel.Deed deed = Objects.requireNonNull(gap.deed(), () -> "the model does not explain " + gap);
            return String.join(
                    " | ",
                    gap.sequence(),
                    gap.first(),
                    gap.last(),
                    gap.count().toString(),
                    deed.cause(),
                    deed.reference(),
                    deed.document(),
                    deed.user());
        }

        void checkTimes(JsonNode gaps) {
            Map<String, GapModel.Deed> deeds = new HashMap<>();
            model.gaps().forEach(gap -> deeds.put(gap.first(), Objects.requireNonNull(gap.deed())));
            // A record's time is made later than its last change, which may have been in the same millisecond.
            gaps.forEach(gap -> {
                GapModel.Deed deed = Objects.requireNonNull(
                        deeds.get(gap.path("first_missing").asString()));
                assertThat(Instant.parse(gap.path("at").asString()).toEpochMilli())
                        .isBetween(deed.from(), deed.until() + 20);
            });
        }

        List<String> sequences() {
            Map<String, List<GapModel.Holder>> all = new TreeMap<>();
            model.documents()
                    .values()
                    .forEach(holder -> all.computeIfAbsent(holder.sequence(), sequence -> new ArrayList<>())
                            .add(holder));
            return all.entrySet().stream()
                    .map(entry -> {
                        List<String> numbered = entry.getValue().stream()
                                .map(GapModel.Holder::reference)
                                .filter(reference ->
                                        GapModel.Parted.of(reference).isPresent())
                                .toList();
                        return entry.getKey() + ": " + (numbered.isEmpty() ? "" : numbered.getFirst()) + " to "
                                + (numbered.isEmpty() ? "" : numbered.getLast()) + ", "
                                + entry.getValue().size() + ", "
                                + (entry.getValue().size() - numbered.size());
                    })
                    .toList();
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Arbitraries.frequencyOf(
                        Tuple.of(10, steps(Deed.CREATE, references().injectNull(1))),
                        Tuple.of(5, steps(Deed.CREATE, references())),
                        Tuple.of(4, steps(Deed.CHANGE, references())),
                        Tuple.of(5, steps(Deed.DELETE, references())),
                        Tuple.of(2, steps(Deed.CHOOSE, numbered())))
                .list()
                .ofMinSize(20)
                .ofMaxSize(90);
    }

    private static Arbitrary<Step> steps(Deed deed, Arbitrary<String> references) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, PLACES - 1),
                        Arbitraries.integers().between(0, 20).withDistribution(RandomDistribution.biased()),
                        references,
                        Arbitraries.integers().between(0, 1))
                .as((place, position, reference, user) -> new Step(deed, place, position, reference, user));
    }

    private static Arbitrary<String> references() {
        return Arbitraries.frequencyOf(
                Tuple.of(20, numbered()),
                Tuple.of(1, Arbitraries.of("Retainer March", "041A", "-", "=1+A", "\u0667", "a,\"b\"")));
    }

    // Few texts, so that they meet each other, and around the borders of blocks, of eighteen digits and of widths.
    private static Arbitrary<String> numbered() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(0, 15).map("%03d"::formatted)),
                Tuple.of(2, Arbitraries.integers().between(3, 13).map(String::valueOf)),
                Tuple.of(3, Arbitraries.integers().between(46, 53).map("INV-%d"::formatted)),
                Tuple.of(2, Arbitraries.integers().between(97, 102).map("INV-%d"::formatted)),
                Tuple.of(
                        1,
                        Arbitraries.of("=2", "=5", "@-9", "@-12", "\u00c9 \"1", "\u00c9 \"3", "2026/007", "2026/012")),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "999999999999999998",
                                "1000000000000000001",
                                "0999999999999999997",
                                "99999999999999999999",
                                "100000000000000000003",
                                "L" + "9".repeat(40),
                                "L1" + "0".repeat(39) + "3")));
    }
}
