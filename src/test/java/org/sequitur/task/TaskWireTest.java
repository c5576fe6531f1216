package org.sequitur.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import tools.jackson.databind.JsonNode;

class TaskWireTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();

    private String project = "";

    @BeforeEach
    void found() throws Exception {
        String contact = company.client().newContact("Harbour Mills");
        project = company.client().newProject("Menu", contact);
        company.put(project, Map.of("project", Map.of("normal_billing_rate", "65.5", "billing_period", "day")))
                .expect(200);
    }

    @Test
    void aTaskCostsWhatItsProjectUsuallyCostsUnlessItIsSaid() throws Exception {
        Answer answer = create(Map.of()).expect(201);
        JsonNode task = answer.body().path("task");
        assertThat(answer.header("Location")).isEqualTo(text(task, "url"));
        assertThat(text(task, "project")).endsWith("/v2/" + project);
        assertThat(List.of(text(task, "billing_rate"), text(task, "billing_period"), text(task, "currency")))
                .containsExactly("65.5", "day", "GBP");
        assertThat(List.of(text(task, "status"), text(task, "is_billable"), text(task, "is_deletable")))
                .containsExactly("Active", "true", "true");
        JsonNode changed = company.put(
                        path(task),
                        Map.of(
                                "task",
                                Map.of(
                                        "billing_rate",
                                        "70.125",
                                        "is_billable",
                                        false,
                                        "project",
                                        "1",
                                        "status",
                                        "Hidden")))
                .expect(200)
                .body()
                .path("task");
        assertThat(text(changed, "billing_rate")).isEqualTo("70.125");
        assertThat(text(changed, "project")).endsWith("/v2/" + project);
        assertThat(text(changed, "is_billable")).isEqualTo("false");
        assertThat(company.get(path(task)).body().path("task")).isEqualTo(changed);
        company.delete(path(task)).expect(200);
        assertThat(company.get(path(task)).status()).isEqualTo(404);
    }

    @Test
    void theProjectIsInTheQueryOrInTheBodyAndMustBeThere() throws Exception {
        company.post("tasks", Map.of("task", Map.of("name", "In the body", "project", project)))
                .expect(201);
        assertThat(company.post("tasks", Map.of("task", Map.of("name", "x")))
                        .expect(422)
                        .messages())
                .containsExactly("project can't be blank");
        assertThat(company.post("tasks?project=1", Map.of("task", Map.of("name", "x")))
                        .status())
                .isEqualTo(404);
        assertThat(company.get("tasks?project=1").status()).isEqualTo(404);
    }

    @Test
    void aNameIsUniqueInItsProjectAndPricesAreNotNegative() throws Exception {
        create(Map.of("name", "Proofs")).expect(201);
        JsonNode other = create(Map.of("name", "Prints")).expect(201).body().path("task");
        assertThat(create(Map.of("name", "Proofs")).expect(422).messages())
                .containsExactly("name has already been taken");
        assertThat(company.put(path(other), Map.of("task", Map.of("name", "Proofs")))
                        .expect(422)
                        .messages())
                .containsExactly("name has already been taken");
        assertThat(create(Map.of("billing_rate", -1)).expect(422).messages())
                .containsExactly("billing_rate must be greater than or equal to 0");
        assertThat(create(Map.of("name", "")).expect(422).messages()).containsExactly("name can't be blank");
        String second = company.client().newProject("Second", company.client().newContact("Pier Six"));
        company.post("tasks?project=" + id(second), Map.of("task", Map.of("name", "Proofs")))
                .expect(201);
    }

    @Test
    void viewsAndOrdersShowWhatTheySay() throws Exception {
        create(Map.of("name", "b", "billing_rate", 1)).expect(201);
        create(Map.of("name", "C", "status", "Completed", "billing_rate", 3)).expect(201);
        create(Map.of("name", "a", "status", "Hidden", "billing_rate", 2)).expect(201);
        assertThat(names("")).containsExactly("a", "b", "C");
        assertThat(names("?sort=-billing_rate")).containsExactly("C", "a", "b");
        assertThat(names("?sort=created_at&per_page=2")).containsExactly("b", "C");
        assertThat(names("?view=active")).containsExactly("b");
        assertThat(names("?view=completed")).containsExactly("C");
        assertThat(names("?view=hidden&project=" + id(project))).containsExactly("a");
        assertThat(company.get("tasks?view=done").status()).isEqualTo(400);
        assertThat(company.get("tasks?updated_since=soon").status()).isEqualTo(400);
    }

    @Test
    void pricesAreForThoseWhoMaySeeProjects() throws Exception {
        String path = path(create(Map.of()).expect(201).body().path("task"));
        V2Client low = new V2Client(server.baseUrl(), new Members(company).token(PermissionLevel.TIME));
        JsonNode task = low.get(path).expect(200).body().path("task");
        assertThat(task.has("billing_rate") || task.has("billing_period")).isFalse();
        assertThat(low.get("tasks").expect(200).text()).doesNotContain("billing_");
    }

    @Test
    void aTaskWithTimeStaysAndKeepsItsProject() throws Exception {
        JsonNode task = create(Map.of()).expect(201).body().path("task");
        Map<String, Object> slip =
                Map.of("task", text(task, "url"), "user", company.ownerId(), "dated_on", "2026-09-01");
        JsonNode timeslip = company.post("timeslips", Map.of("timeslip", slip))
                .expect(201)
                .body()
                .path("timeslip");
        assertThat(company.delete(path(task)).expect(422).messages())
                .containsExactly("task has timeslips and cannot be deleted");
        assertThat(text(company.get(path(task)).body().path("task"), "is_deletable"))
                .isEqualTo("false");
        assertThat(text(company.get(project).body().path("project"), "is_deletable"))
                .isEqualTo("false");
        assertThat(company.delete(project).status()).isEqualTo(409);
        company.delete("timeslips/" + V2Client.id(timeslip)).expect(200);
        company.delete(project).expect(200);
        assertThat(company.get(path(task)).status()).isEqualTo(404);
    }

    private Answer create(Map<String, ?> attributes) throws Exception {
        Map<String, Object> task = new HashMap<>(Map.of("name", "Illustration"));
        task.putAll(attributes);
        return company.post("tasks?project=" + id(project), Map.of("task", task));
    }

    private List<String> names(String query) throws Exception {
        return company.get("tasks" + query)
                .expect(200)
                .body()
                .path("tasks")
                .valueStream()
                .map(task -> text(task, "name"))
                .toList();
    }

    private static String path(JsonNode task) {
        return "tasks/" + V2Client.id(task);
    }

    private static String id(String path) {
        return path.replaceFirst(".*/", "");
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
