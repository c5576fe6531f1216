package org.sequitur.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import tools.jackson.databind.JsonNode;

class NoteWireTest {

    private final TestCompany company = TestServer.shared().newCompany();
    private final V2Client client = company.client();

    @Test
    void aNoteIsAboutWhatTheQueryNamesAndSaysWhoWroteIt() throws Exception {
        String contact = client.newContact("Harbour Mills");
        V2Client.Answer answer = client.post(
                        "notes?contact=https://elsewhere.example/v2/contact/" + id(contact),
                        Map.of(
                                "note",
                                Map.of("note", "Closed on Fridays.\nRing first.", "parent_url", "/v2/projects/1")))
                .expect(200);
        JsonNode note = answer.body().get("note");

        assertThat(note.get("note").asString()).isEqualTo("Closed on Fridays.\nRing first.");
        assertThat(note.get("parent_url").asString()).endsWith("/v2/" + contact);
        assertThat(note.get("author").asString()).isEqualTo(me());
        assertThat(answer.header("Location")).isEqualTo(note.get("url").asString());
        assertThat(client.get("notes/" + V2Client.id(note)).expect(200).body().get("note"))
                .isEqualTo(note);
    }

    @Test
    void aListHasTheNotesOfOneSubjectOldestFirst() throws Exception {
        String contact = client.newContact("Harbour Mills");
        String project = client.newProject("Menu", contact);
        write("contact=" + id(contact), "first");
        write("contact=" + id(contact), "second");
        write("contact=" + id(contact) + "&project=" + id(project), "about the project");

        assertThat(texts("notes?contact=" + id(contact))).containsExactly("first", "second");
        assertThat(texts("notes?project=" + id(project))).containsExactly("about the project");
        assertThat(client.get("notes?per_page=1&page=2&contact=" + id(contact))
                        .expect(200)
                        .header("X-Total-Count"))
                .isEqualTo("2");
    }

    @Test
    void withoutASubjectOrWithOneThatIsNotThereNothingIsDone() throws Exception {
        for (V2Client.Answer answer : List.of(client.get("notes"), client.post("notes", note("x")))) {
            assertThat(answer.expect(400).text()).contains("A contact or project must be specified");
        }
        String foreign = id(TestServer.shared().newCompany().client().newContact("Pier Six"));
        for (String subject : List.of("contact=" + foreign, "project=999999999", "contact=nobody")) {
            client.get("notes?" + subject).expect(404);
            client.post("notes?" + subject, note("x")).expect(404);
        }
    }

    @Test
    void theTextMustBeThereAndHasABound() throws Exception {
        String contact = "notes?contact=" + id(client.newContact("Harbour Mills"));
        assertThat(client.post(contact, note(" ")).expect(422).messages()).containsExactly("note can't be blank");
        client.post(contact, note("x".repeat(20_001))).expect(422);
        assertThat(client.post(contact, "{\"note\":\"without a root\"}")
                        .expect(200)
                        .body()
                        .at("/note/note")
                        .asString())
                .isEqualTo("without a root");
        String longest = path(client.post(contact, note("x".repeat(20_000))).expect(200));
        assertThat(client.put(longest, note("")).expect(422).messages()).containsExactly("note can't be blank");
        assertThat(client.put(longest, note("Short"))
                        .expect(200)
                        .body()
                        .at("/note/note")
                        .asString())
                .isEqualTo("Short");
    }

    @Test
    void aNoteIsRemovedWithItsSubjectAndAlone() throws Exception {
        String contact = client.newContact("Harbour Mills");
        String kept = write("contact=" + id(contact), "with the contact");
        String alone = write("contact=" + id(contact), "alone");
        assertThat(client.delete(alone).expect(200).text()).isEmpty();
        client.delete(alone).expect(404);
        client.get(kept).expect(200);
        client.delete(contact).expect(200);
        client.get(kept).expect(404);
    }

    @Test
    void theAuthorIsNamedAsTheyAreNowAndIsKeptWhenTheyAreGone() throws Exception {
        String contact = client.newContact("Harbour Mills");
        V2Client member = new V2Client(
                TestServer.shared().baseUrl(), new Members(company).token(PermissionLevel.CONTACTS_AND_PROJECTS));
        JsonNode user = member.get("users/me").expect(200).body().get("user");
        String note =
                path(member.post("notes?contact=" + id(contact), note("Mine")).expect(200));
        String written = author(note);
        client.put("users/" + V2Client.id(user), Map.of("user", Map.of("first_name", "Renamed")))
                .expect(200);
        assertThat(author(note)).startsWith("Renamed ");
        client.delete("users/" + V2Client.id(user)).expect(200);
        assertThat(author(note)).isEqualTo(written);
    }

    private String me() throws IOException, InterruptedException {
        JsonNode user = client.get("users/me").expect(200).body().get("user");
        return user.get("first_name").asString() + " " + user.get("last_name").asString();
    }

    private String author(String path) throws IOException, InterruptedException {
        return client.get(path).expect(200).body().at("/note/author").asString();
    }

    private List<String> texts(String path) throws IOException, InterruptedException {
        return client.get(path).expect(200).body().get("notes").values().stream()
                .map(note -> note.get("note").asString())
                .toList();
    }

    private String write(String subject, String text) throws IOException, InterruptedException {
        return path(client.post("notes?" + subject, note(text)).expect(200));
    }

    private static String path(V2Client.Answer answer) {
        return "notes/" + V2Client.id(answer.body().get("note"));
    }

    private static Map<String, Object> note(String text) {
        return Map.of("note", Map.of("note", text));
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
