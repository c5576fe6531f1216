package org.sequitur.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.Documents;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import tools.jackson.databind.JsonNode;

class ProjectWireTest {

    private final TestCompany company = TestServer.shared().newCompany();
    private final V2Client client = company.client();
    private final Documents documents = new Documents(company);

    @Test
    void aNewProjectHasTheDefaultsOfTheWire() throws Exception {
        String contact = client.newContact("Pier Six Foods");
        V2Client.Answer answer = client.post(
                        "projects",
                        Map.of(
                                "project",
                                Map.of(
                                        "name", "Menu redesign",
                                        "contact", "https://elsewhere.example/v2/" + contact,
                                        "status", "Active",
                                        "currency", "EUR",
                                        "budget_units", "Hours",
                                        "budget", "40.7",
                                        "normal_billing_rate", 65)))
                .expect(201);
        JsonNode project = answer.body().get("project");

        assertThat(answer.header("Location")).isEqualTo(project.get("url").asString());
        assertThat(project.get("contact").asString()).endsWith("/v2/" + contact);
        assertThat(project.get("contact_name").asString()).isEqualTo("Pier Six Foods");
        assertThat(project.get("budget").toString()).isEqualTo("40");
        assertThat(project.get("normal_billing_rate").asString()).isEqualTo("65.0");
        assertThat(project.get("hours_per_day").asString()).isEqualTo("8.0");
        assertThat(project.get("billing_period").asString()).isEqualTo("hour");
        assertThat(project.get("uses_project_invoice_sequence").asBoolean()).isFalse();
        assertThat(project.get("include_unbilled_time_in_profitability").asBoolean())
                .isTrue();
        assertThat(project.get("is_deletable").asBoolean()).isTrue();
        assertThat(project.propertyNames()).doesNotContain("is_ir35", "starts_on", "contract_po_reference");
        V2Client.Answer shown = client.get("projects/" + V2Client.id(project)).expect(200);
        assertThat(shown.body().get("project")).isEqualTo(project);
        assertThat(shown.header("Last-Modified")).isNotEmpty();
    }

    @Test
    void theContactHasToBeOneOfTheCompany() throws Exception {
        String foreign = TestServer.shared().newCompany().client().newContact("Pier Six");
        String project = client.newProject("Menu", client.newContact("Pier Seven"));

        assertThat(client.post("projects", Map.of("project", Map.of("name", "Menu", "contact", foreign)))
                        .expect(422)
                        .messages())
                .contains("Contact not found", "status can't be blank");
        assertThat(client.put(project, Map.of("contact", "nobody")).expect(422).messages())
                .containsExactly("Contact not found");
        assertThat(client.put(project, Map.of("contact", "")).expect(422).messages())
                .containsExactly("contact can't be blank");
    }

    @Test
    void anUpdateKeepsWhatWasNotSent() throws Exception {
        String path = client.newProject("Menu", client.newContact("Pier Six"));
        JsonNode before = client.get(path).body().get("project");
        JsonNode after = client.put(
                        path, "{\"project\":{\"is_ir35\":false,\"starts_on\":\"2026-09-01\",\"budget\":null}}")
                .expect(200)
                .body()
                .get("project");

        assertThat(after.get("name").asString()).isEqualTo("Menu");
        assertThat(after.get("is_ir35").asBoolean(true)).isFalse();
        assertThat(after.get("starts_on").asString()).isEqualTo("2026-09-01");
        assertThat(after.get("is_deletable").asBoolean()).isTrue();
        assertThat(after.get("updated_at").asString())
                .isGreaterThan(before.get("updated_at").asString());
        assertThat(client.put(path, "{\"project\":{\"ends_on\":\"2026-09-01\"}}")
                        .expect(422)
                        .messages())
                .containsExactly("ends_on must be later than starts_on");
        client.put("projects/999999999", "{\"project\":{\"budget\":1}}").expect(404);
    }

    @Test
    void documentsLockContactAndCurrencyAndForbidDeleting() throws Exception {
        String contact = client.newContact("Pier Six");
        String path = client.newProject("Menu", contact);
        documents.add(contact, path, "invoice", "draft", "1", "0", "1");

        assertThat(client.get(path).body().at("/project/is_deletable").asBoolean(true))
                .isFalse();
        assertThat(client.put(path, "{\"project\":{\"currency\":\"USD\"}}")
                        .expect(422)
                        .messages())
                .containsExactly("currency is locked and cannot be changed");
        assertThat(client.put(path, Map.of("contact", client.newContact("Pier Seven")))
                        .expect(422)
                        .messages())
                .containsExactly("contact_id is locked and cannot be changed");
        client.put(path, "{\"project\":{\"currency\":\"GBP\",\"name\":\"Menus\"}}")
                .expect(200);
        assertThat(client.delete(path).expect(409).text()).isEmpty();
    }

    @Test
    void aProjectWithoutDocumentsCanBeDeleted() throws Exception {
        String path = client.newProject("Menu", client.newContact("Pier Six"));
        assertThat(client.delete(path).expect(200).text()).isEmpty();
        client.get(path).expect(404);
        client.delete(path).expect(404);
    }

    @Test
    void listsAreChosenByStatusAndContact() throws Exception {
        String ash = client.newContact("Ash");
        String beech = client.newContact("Beech");
        client.newProject("One", ash);
        withStatus(client.newProject("Two", ash), "Completed");
        withStatus(client.newProject("Three", beech), "Cancelled");
        withStatus(client.newProject("Four", beech), "Hidden");

        assertThat(names("projects")).containsExactly("Four", "One", "Three", "Two");
        assertThat(names("projects?view=all")).hasSize(4);
        assertThat(names("projects?view=active")).containsExactly("One");
        assertThat(names("projects?view=completed")).containsExactly("Two");
        assertThat(names("projects?view=cancelled")).containsExactly("Three");
        assertThat(names("projects?view=hidden")).containsExactly("Four");
        assertThat(names("projects?contact=" + ash)).containsExactly("One", "Two");
        assertThat(names("projects?updated_since=2999-01-01")).isEmpty();
        client.get("projects?view=dreams").expect(400);
        client.get("projects?contact=999999999").expect(404);
        assertThat(client.get("projects").body().at("/projects/0").has("is_deletable"))
                .isFalse();
    }

    @Test
    void listsAreSortedByTheirOwnNamesOrThoseOfTheirContacts() throws Exception {
        String nadia = person("Nadia", "Birch");
        String beatrix = person("Beatrix", "Yew");
        client.newProject("alpha", beatrix);
        client.newProject("Beta", nadia);

        assertThat(names("projects")).containsExactly("alpha", "Beta");
        assertThat(names("projects?sort=-name")).containsExactly("Beta", "alpha");
        assertThat(names("projects?sort=contact_name")).containsExactly("Beta", "alpha");
        assertThat(names("projects?sort=contact_display_name")).containsExactly("alpha", "Beta");
        assertThat(names("projects?sort=-created_at")).containsExactly("Beta", "alpha");
        assertThat(names("projects?sort=updated_at")).containsExactly("alpha", "Beta");
        client.get("projects?sort=budget").expect(400);
    }

    @Test
    void nestedListsHoldTheWholeContact() throws Exception {
        String contact = client.newContact("Pier Six");
        client.newProject("Menu", contact);
        JsonNode project = client.get("projects?nested=true").expect(200).body().at("/projects/0");

        assertThat(project.get("contact")).isEqualTo(client.get(contact).body().get("contact"));
        assertThat(project.at("/contact/active_projects_count").asInt()).isEqualTo(1);
        assertThat(project.has("contact_name")).isFalse();
    }

    private String person(String first, String last) throws IOException, InterruptedException {
        JsonNode contact = client.post("contacts", Map.of("first_name", first, "last_name", last))
                .expect(201)
                .body()
                .get("contact");
        return "contacts/" + V2Client.id(contact);
    }

    private void withStatus(String path, String status) throws IOException, InterruptedException {
        client.put(path, Map.of("status", status)).expect(200);
    }

    private List<String> names(String path) throws IOException, InterruptedException {
        return client.get(path)
                .expect(200)
                .body()
                .get("projects")
                .valueStream()
                .map(project -> project.get("name").asString())
                .toList();
    }
}
