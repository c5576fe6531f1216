package org.sequitur.timeslip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
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
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class TimeslipWireTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final V2Client client = company.client();

    private String project = "";
    private String task = "";

    @BeforeEach
    void found() throws Exception {
        project = client.newProject("Menu", client.newContact("Harbour Mills"));
        task = newTask("Illustration");
    }

    @Test
    void aTimeslipIsOfItsTasksProjectWhateverIsSent() throws Exception {
        Answer answer = create(Map.of("hours", "1.5", "comment", "Sketches", "project", "1"))
                .expect(201);
        JsonNode slip = answer.body().path("timeslip");
        assertThat(answer.header("Location")).isEqualTo(text(slip, "url"));
        assertThat(text(slip, "project")).endsWith("/v2/" + project);
        assertThat(text(slip, "task")).endsWith("/v2/" + task);
        assertThat(text(slip, "hours")).isEqualTo("1.5");
        assertThat(slip.has("timer") || slip.has("billed_on_invoice")).isFalse();
        JsonNode changed = client.put(path(slip), Map.of("timeslip", Map.of("hours", 2, "dated_on", "2026-09-02")))
                .expect(200)
                .body()
                .path("timeslip");
        assertThat(List.of(text(changed, "hours"), text(changed, "dated_on"), text(changed, "comment")))
                .containsExactly("2.0", "2026-09-02", "Sketches");
        assertThat(client.get(path(slip)).body().path("timeslip")).isEqualTo(changed);
        client.delete(path(slip)).expect(200);
        assertThat(client.get(path(slip)).status()).isEqualTo(404);
        assertThat(text(create(Map.of()).expect(201).body().path("timeslip"), "hours"))
                .isEqualTo("0.0");
    }

    @Test
    void whatIsWrongIsToldAndOfAListNothingIsStored() throws Exception {
        assertThat(client.post("timeslips", "{\"timeslip\":{\"hours\":1}}")
                        .expect(422)
                        .messages())
                .containsExactlyInAnyOrder("user can't be blank", "task can't be blank", "dated_on can't be blank");
        assertThat(create(Map.of("hours", -1)).expect(422).messages())
                .containsExactly("hours must be greater than or equal to 0");
        assertThat(create(Map.of("hours", "24.01")).expect(422).messages())
                .containsExactly("hours must be less than or equal to 24");
        assertThat(create(Map.of("task", 1, "user", 1)).expect(422).messages())
                .containsExactly("User not found", "Task not found");
        assertThat(list(Map.of("hours", 1), Map.of("hours", -1)).expect(422).messages())
                .containsExactly("timeslips[1]: hours must be greater than or equal to 0");
        assertThat(client.post("timeslips", Map.of("timeslips", List.of())).status())
                .isEqualTo(400);
        assertThat(client.post(
                                "timeslips",
                                Map.of(
                                        "timeslips",
                                        IntStream.range(0, 1_001)
                                                .mapToObj(i -> Map.of())
                                                .toList()))
                        .expect(422)
                        .messages())
                .containsExactly("timeslips is too long (maximum is 1000 timeslips)");
        assertThat(client.get("timeslips").header("X-Total-Count")).isEqualTo("0");
        JsonNode both =
                list(Map.of("hours", 1), Map.of("hours", 2)).expect(201).body().path("timeslips");
        assertThat(both.valueStream().map(slip -> text(slip, "hours"))).containsExactly("1.0", "2.0");
    }

    @Test
    void listsAreNarrowedAndTheNewestDayIsFirst() throws Exception {
        String early = id(create(Map.of("dated_on", "2026-09-01")));
        String late = id(create(Map.of("dated_on", "2026-09-03")));
        task = newTask("Second");
        String other = id(create(Map.of("dated_on", "2026-09-02")));
        client.post("timeslips/" + other + "/timer", "").expect(200);
        assertThat(ids("")).containsExactly(late, other, early);
        assertThat(ids("?sort=dated_on")).containsExactly(early, other, late);
        assertThat(ids("?sort=-created_at")).containsExactly(other, late, early);
        assertThat(ids("?from_date=2026-09-02&to_date=2026-09-02")).containsExactly(other);
        assertThat(ids("?view=running")).containsExactly(other);
        assertThat(ids("?task=" + task.replaceFirst(".*/", ""))).containsExactly(other);
        assertThat(ids("?project=" + project.replaceFirst(".*/", ""))).hasSize(3);
        assertThat(ids("?user=" + company.ownerId())).hasSize(3);
        assertThat(ids("?user=1")).isEmpty();
        bill(late);
        assertThat(ids("?view=unbilled")).containsExactly(other, early);
        for (String unknown : List.of("task=1", "project=1")) {
            assertThat(client.get("timeslips?" + unknown).status()).isEqualTo(404);
        }
        assertThat(client.get("timeslips?view=billed").status()).isEqualTo(400);
    }

    @Test
    void ofAUserOneTimerRunsHoweverManyAreStartedAtOnce() throws Exception {
        List<String> slips = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            slips.add(id(create(Map.of("hours", "0.5"))));
        }
        List<Integer> statuses = InFlight.atMost(
                8,
                slips.stream()
                        .map(slip -> (Callable<Integer>) () ->
                                client.post("timeslips/" + slip + "/timer", "").status())
                        .toList());
        assertThat(statuses).containsOnly(200);
        assertThat(ids("?view=running")).hasSize(1);
        String running = ids("?view=running").getFirst();
        JsonNode slip = client.get("timeslips/" + running).body().path("timeslip");
        assertThat(slip.path("timer").path("running").asBoolean()).isTrue();
        assertThat(slip.path("timer").has("start_from")).isTrue();
        JsonNode again = client.post("timeslips/" + running + "/timer", "")
                .expect(200)
                .body()
                .path("timeslip");
        assertThat(again).isEqualTo(slip);
        JsonNode stopped = client.delete("timeslips/" + running + "/timer")
                .expect(200)
                .body()
                .path("timeslip");
        assertThat(stopped.has("timer")).isFalse();
        assertThat(client.delete("timeslips/" + running + "/timer")
                        .expect(200)
                        .body()
                        .path("timeslip"))
                .isEqualTo(stopped);
        assertThat(ids("?view=running")).isEmpty();
    }

    @Test
    void billedTimeIsChangedButNotDeletedAndNoTimerRunsOnIt() throws Exception {
        String slip = id(create(Map.of("hours", 1)));
        String invoice = bill(slip);
        assertThat(text(client.get("timeslips/" + slip).body().path("timeslip"), "billed_on_invoice"))
                .endsWith("/v2/invoices/" + invoice);
        Answer refused = client.delete("timeslips/" + slip);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).isEmpty();
        assertThat(client.post("timeslips/" + slip + "/timer", "").expect(422).messages())
                .containsExactly("timeslip cannot be locked");
        client.put("timeslips/" + slip, Map.of("timeslip", Map.of("hours", 2))).expect(200);
        client.delete("invoices/" + invoice).expect(200);
        assertThat(client.get("timeslips/" + slip).body().path("timeslip").has("billed_on_invoice"))
                .isFalse();
        client.delete("timeslips/" + slip).expect(200);
    }

    @Test
    void whoSeesTimeOnlySeesAndWritesTheirOwn() throws Exception {
        String owners = id(create(Map.of()));
        V2Client low = new V2Client(server.baseUrl(), new Members(company).token(PermissionLevel.TIME));
        String me = V2Client.id(low.get("users/me").body().path("user"));
        String own = V2Client.id(low.post("timeslips", Map.of("timeslip", attributes(Map.of("user", me))))
                .expect(201)
                .body()
                .path("timeslip"));
        assertThat(low.get("timeslips").header("X-Total-Count")).isEqualTo("1");
        assertThat(low.get("timeslips?user=" + company.ownerId()).header("X-Total-Count"))
                .isEqualTo("0");
        assertThat(low.post("timeslips", Map.of("timeslip", attributes(Map.of())))
                        .status())
                .isEqualTo(403);
        for (Answer answer : List.of(
                low.get("timeslips/" + owners),
                low.put("timeslips/" + owners, Map.of("timeslip", Map.of("hours", 1))),
                low.delete("timeslips/" + owners),
                low.post("timeslips/" + owners + "/timer", ""),
                low.delete("timeslips/" + owners + "/timer"))) {
            assertThat(answer.status()).as(answer.request()).isEqualTo(404);
        }
        assertThat(low.put("timeslips/" + own, Map.of("timeslip", Map.of("user", company.ownerId())))
                        .status())
                .isEqualTo(403);
        low.post("timeslips/" + own + "/timer", "").expect(200);
        assertThat(ids("")).containsExactlyInAnyOrder(owners, own);
    }

    @Test
    void wholeRecordsComeOnRequestAsFarAsOneMaySeeThem() throws Exception {
        String slip = id(create(Map.of()));
        JsonNode whole = client.get("timeslips/" + slip + "?nested=true").body().path("timeslip");
        assertThat(whole.at("/user/email").isMissingNode()).isFalse();
        assertThat(whole.at("/project/name").asString()).isEqualTo("Menu");
        assertThat(whole.at("/task/billing_rate").isMissingNode()).isFalse();
        assertThat(client.get("timeslips?nested=true")
                        .body()
                        .at("/timeslips/0/task/name")
                        .asString())
                .isEqualTo("Illustration");
        V2Client low = new V2Client(server.baseUrl(), new Members(company).token(PermissionLevel.TIME));
        String me = V2Client.id(low.get("users/me").body().path("user"));
        JsonNode less = low.post("timeslips?nested=true", Map.of("timeslip", attributes(Map.of("user", me))))
                .expect(201)
                .body()
                .path("timeslip");
        assertThat(less.at("/user/url").isMissingNode()).isFalse();
        assertThat(less.path("project").isString()).isTrue();
        assertThat(less.at("/task/name").asString()).isEqualTo("Illustration");
        assertThat(less.at("/task/billing_rate").isMissingNode()).isTrue();
    }

    private Map<String, Object> attributes(Map<String, ?> attributes) {
        Map<String, Object> slip =
                new HashMap<>(Map.of("user", company.ownerId(), "task", task, "dated_on", "2026-09-01"));
        slip.putAll(attributes);
        return slip;
    }

    private Answer create(Map<String, ?> attributes) throws Exception {
        return client.post("timeslips", Map.of("timeslip", attributes(attributes)));
    }

    private Answer list(Map<String, ?> first, Map<String, ?> second) throws Exception {
        return client.post("timeslips", Map.of("timeslips", List.of(attributes(first), attributes(second))));
    }

    private String newTask(String name) throws Exception {
        return "tasks/"
                + V2Client.id(client.post("tasks", Map.of("task", Map.of("name", name, "project", project)))
                        .expect(201)
                        .body()
                        .path("task"));
    }

    /** As billing will leave it. */
    private String bill(String slip) throws Exception {
        String invoice = V2Client.id(
                client.post("invoices", Draft.of(client.newContact("Pier Six")).body())
                        .expect(201)
                        .body()
                        .path("invoice"));
        JdbcClient.create(server.dataSource())
                .sql("UPDATE timeslip SET billed_on_invoice_id = ? WHERE company_id = ? AND id = ?")
                .params(Long.parseLong(invoice), company.id(), Long.parseLong(slip))
                .update();
        return invoice;
    }

    private List<String> ids(String query) throws Exception {
        return client.get("timeslips" + query)
                .expect(200)
                .body()
                .path("timeslips")
                .valueStream()
                .map(V2Client::id)
                .toList();
    }

    private static String id(Answer created) {
        return V2Client.id(created.expect(201).body().path("timeslip"));
    }

    private static String path(JsonNode slip) {
        return "timeslips/" + V2Client.id(slip);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
