package org.sequitur.timeslip;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.server.Server;
import tools.jackson.databind.JsonNode;

/** Time goes onto invoices as it was asked for, and an hour onto one of them only. */
class TimeslipBillingTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final V2Client client = company.client();

    private String contact = "";
    private String project = "";

    @BeforeEach
    void found() throws Exception {
        contact = client.newContact("Harbour Mills");
        project = client.newProject("Menu", contact);
    }

    @Test
    void linesArePutTogetherAsAskedFor() throws Exception {
        String draw = task(project, Map.of("name", "Draw", "billing_rate", 60));
        String print = task(project, Map.of("name", "Print", "billing_rate", 400, "billing_period", "day"));
        for (Map.Entry<String, List<String>> expected : Map.of(
                        "billed_grouped_by_single_timeslip",
                        List.of("01 Sep 26 \u2013 02 Sep 26 1.0 x 410.0 null"),
                        "billed_grouped_by_timeslip",
                        List.of("Draw: Sketches 1.5 x 60.0 Hours", "Print 0.5 x 400.0 Days", "Draw 2.0 x 60.0 Hours"),
                        "billed_grouped_by_timeslip_task",
                        List.of("Draw 3.5 x 60.0 Hours", "Print 0.5 x 400.0 Days"),
                        "billed_grouped_by_timeslip_date",
                        List.of("01 Sep 26 1.0 x 290.0 null", "02 Sep 26 2.0 x 60.0 Hours"))
                .entrySet()) {
            List<String> slips = List.of(
                    slip(draw, "2026-09-01", "1.5", "Sketches"),
                    slip(print, "2026-09-01", "4", ""),
                    slip(draw, "2026-09-02", "2", ""));
            JsonNode made = created(Map.of("include_timeslips", expected.getKey()));
            List<String> lines = made.path("invoice_items")
                    .valueStream()
                    .map(line -> text(line, "description") + " " + text(line, "quantity") + " x " + text(line, "price")
                            + " " + line.path("item_type").asString("null"))
                    .toList();
            assertThat(lines).as(expected.getKey()).isEqualTo(expected.getValue());
            assertThat(new BigDecimal(text(made, "net_value"))).isEqualByComparingTo("410");
            for (String slip : slips) {
                assertThat(text(read(slip), "billed_on_invoice")).isEqualTo(text(made, "url"));
            }
        }
        assertThat(client.get("timeslips?view=unbilled").header("X-Total-Count"))
                .isEqualTo("0");
    }

    @Test
    void onlyUnbilledTimeOfBillableTasksOfTheProjectsOfTheContactIsTaken() throws Exception {
        String work = task(project, Map.of("name", "Work", "billing_rate", 10));
        String free = slip(task(project, Map.of("name", "Free", "is_billable", false)), "2026-09-01", "1", "");
        String second = client.newProject("Second", contact);
        String there = slip(task(second, Map.of("name", "There", "billing_rate", 10)), "2026-09-01", "1", "");
        String others = client.newProject("Others", client.newContact("Pier Six"));
        String foreign = slip(task(others, Map.of("name", "Foreign", "billing_rate", 10)), "2026-09-01", "1", "");
        String running = slip(work, "2026-09-01", "1", "");
        client.post(running + "/timer", "").expect(200);
        String billed = slip(work, "2026-09-01", "2", "");
        Map<String, Object> asked = new HashMap<>(Map.of("include_timeslips", "billed_grouped_by_timeslip"));

        assertThat(text(created(asked), "net_value")).isEqualTo("20.0");
        assertThat(read(billed).has("billed_on_invoice")).isTrue();
        for (String left : List.of(free, there, foreign, running)) {
            assertThat(read(left).has("billed_on_invoice")).isFalse();
        }
        TestCompany foreigner = server.newCompany();
        String elsewhere =
                foreigner.client().newProject("Elsewhere", foreigner.client().newContact("Harbour Mills"));
        asked.put("project_ids", List.of(id(second), id(project), id(others), id(elsewhere)));
        assertThat(text(created(asked), "net_value")).isEqualTo("10.0");
        assertThat(read(there).has("billed_on_invoice")).isTrue();
        assertThat(read(foreign).has("billed_on_invoice")).isFalse();

        slip(work, "2026-09-01", "3", "");
        Map<String, Object> without = new HashMap<>(invoice(asked));
        without.remove("project");
        assertThat(client.post("invoices", Map.of("invoice", without))
                        .expect(201)
                        .body()
                        .at("/invoice/net_value")
                        .asString())
                .as("nothing is billed without a project")
                .isEqualTo("0.0");
        assertThat(create(Map.of("include_timeslips", "all")).expect(422).messages())
                .containsExactly("include_timeslips is not included in the list");
    }

    @Test
    void linesThatWereSentComeFirstAndDeletingTheDraftReleasesTheTime() throws Exception {
        String work = slip(task(project, Map.of("name", "Work", "billing_rate", 10)), "2026-09-01", "2", "");
        Map<String, Object> asked = Map.of(
                "include_timeslips",
                "billed_grouped_by_timeslip",
                "invoice_items",
                List.of(Map.of("description", "Paper", "quantity", 1, "price", 5)));
        JsonNode made = created(asked);
        assertThat(made.path("invoice_items").valueStream().map(line -> text(line, "description")))
                .containsExactly("Paper", "Work");
        assertThat(made.path("invoice_items").valueStream().map(line -> text(line, "position")))
                .containsExactly("1", "2");
        assertThat(client.get("invoices/" + V2Client.id(made)).body().path("invoice"))
                .isEqualTo(made);
        client.delete("invoices/" + V2Client.id(made)).expect(200);
        assertThat(read(work).has("billed_on_invoice")).isFalse();
        assertThat(text(created(asked), "net_value")).isEqualTo("25.0");
    }

    @Test
    void anHourIsBilledOnceHoweverManyBillItAtOnceThroughTwoServers() throws Exception {
        String work = task(project, Map.of("name", "Work", "billing_rate", 10));
        for (int i = 0; i < 30; i++) {
            slip(work, "2026-09-01", "1", "");
        }
        List<String> references;
        List<BigDecimal> billed = new ArrayList<>();
        try (Server beside = server.beside(Map.of(), Clock.systemUTC())) {
            V2Client other = new V2Client("http://localhost:" + beside.port(), company.token());
            List<JsonNode> made = InFlight.atMost(
                    12,
                    IntStream.range(0, 24)
                            .mapToObj(i -> (Callable<JsonNode>) () -> (i % 2 == 0 ? client : other)
                                    .post(
                                            "invoices",
                                            Map.of(
                                                    "invoice",
                                                    invoice(Map.of(
                                                            "include_timeslips", "billed_grouped_by_timeslip_task"))))
                                    .expect(201)
                                    .body()
                                    .path("invoice"))
                            .toList());
            made.forEach(invoice -> billed.add(new BigDecimal(text(invoice, "net_value"))));
            references =
                    made.stream().map(invoice -> text(invoice, "reference")).toList();
        }
        assertThat(billed.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo("300");
        assertThat(references).doesNotHaveDuplicates();
        assertThat(client.get("timeslips?view=unbilled").header("X-Total-Count"))
                .isEqualTo("0");
    }

    @Test
    void moreLinesThanAnInvoiceMayHaveBillNothing() throws Exception {
        String work = task(project, Map.of("name", "Work", "billing_rate", 10));
        List<Map<String, Object>> many = IntStream.range(0, 1_000)
                .mapToObj(i -> slipOf(work, "2026-09-01", "1", ""))
                .toList();
        client.post("timeslips", Map.of("timeslips", many)).expect(201);
        slip(work, "2026-09-01", "1", "");
        assertThat(create(Map.of("include_timeslips", "billed_grouped_by_timeslip"))
                        .expect(422)
                        .messages())
                .containsExactly("invoice_items is too long (maximum is 1000 items)");
        assertThat(client.get("timeslips?view=unbilled").header("X-Total-Count"))
                .isEqualTo("1001");
        JsonNode made = created(Map.of("include_timeslips", "billed_grouped_by_timeslip_task"));
        assertThat(text(made, "net_value")).isEqualTo("10010.0");
        assertThat(text(made, "reference")).as("the refused one took no number").isEqualTo("001");
    }

    private Map<String, Object> invoice(Map<String, ?> attributes) {
        Map<String, Object> invoice = new HashMap<>(
                Map.of("contact", contact, "project", project, "dated_on", "2026-09-30", "payment_terms_in_days", 14));
        invoice.putAll(attributes);
        return invoice;
    }

    private Answer create(Map<String, ?> attributes) throws Exception {
        return client.post("invoices", Map.of("invoice", invoice(attributes)));
    }

    private JsonNode created(Map<String, ?> attributes) throws Exception {
        return create(attributes).expect(201).body().path("invoice");
    }

    private String task(String ofProject, Map<String, ?> attributes) throws Exception {
        return "tasks/"
                + V2Client.id(client.post("tasks?project=" + id(ofProject), Map.of("task", attributes))
                        .expect(201)
                        .body()
                        .path("task"));
    }

    private Map<String, Object> slipOf(String task, String day, String hours, String comment) {
        return Map.of("user", company.ownerId(), "task", task, "dated_on", day, "hours", hours, "comment", comment);
    }

    private String slip(String task, String day, String hours, String comment) throws Exception {
        return "timeslips/"
                + V2Client.id(client.post("timeslips", Map.of("timeslip", slipOf(task, day, hours, comment)))
                        .expect(201)
                        .body()
                        .path("timeslip"));
    }

    private JsonNode read(String slip) throws Exception {
        return client.get(slip).expect(200).body().path("timeslip");
    }

    private static String id(String path) {
        return path.replaceFirst(".*/", "");
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
