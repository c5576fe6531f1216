package org.sequitur.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class UserWireTest {

    private final TestCompany company = TestServer.shared().newCompany();

    @Test
    void meIsTheUserOfTheToken() throws Exception {
        V2Client.Answer answer = company.get("users/me").expect(200);
        JsonNode me = answer.body().get("user");

        assertThat(V2Client.id(me)).isEqualTo(Long.toString(company.ownerId()));
        assertThat(me.get("role").asString()).isEqualTo("Director");
        assertThat(me.get("permission_level").asInt()).isEqualTo(8);
        assertThat(me.get("opening_mileage").asString()).isEqualTo("0.0");
        assertThat(me.get("hidden").asBoolean()).isFalse();
        assertThat(me.has("ni_number")).isFalse();
        assertThat(answer.header("Last-Modified")).isNotEmpty();
        assertThat(company.get("users/" + company.ownerId()).expect(200).body().get("user"))
                .isEqualTo(me);
    }

    @Test
    void whatIsNotSentStaysAsItIs() throws Exception {
        JsonNode before = company.get("users/me").body().get("user");
        JsonNode after = company.put("users/me", "{\"user\":{\"last_name\":\"Quist\",\"ni_number\":\"AB123456C\"}}")
                .expect(200)
                .body()
                .get("user");

        assertThat(after.get("last_name").asString()).isEqualTo("Quist");
        assertThat(after.get("ni_number").asString()).isEqualTo("AB123456C");
        assertThat(after.get("first_name")).isEqualTo(before.get("first_name"));
        assertThat(after.get("email")).isEqualTo(before.get("email"));
        assertThat(after.get("created_at")).isEqualTo(before.get("created_at"));
        assertThat(after.get("updated_at").asString())
                .isGreaterThan(before.get("updated_at").asString());
        assertThat(company.get("users/me").body().get("user")).isEqualTo(after);
    }

    @Test
    void nobodyChangesTheirOwnLevel() throws Exception {
        JsonNode me = company.put("users/me", "{\"user\":{\"permission_level\":1}}")
                .expect(200)
                .body()
                .get("user");
        assertThat(me.get("permission_level").asInt()).isEqualTo(8);
    }

    @Test
    void anEmailOfSomebodyElseIsRefusedWhateverItsCase() throws Exception {
        addUser("ann@harbourlane.example", "Employee", 4, false);
        assertThat(company.put("users/me", "{\"user\":{\"email\":\"Ann@HarbourLane.example\"}}")
                        .expect(422)
                        .messages())
                .containsExactly("email has already been taken");
    }

    @Test
    void anEmptyObjectIsABadRequest() throws Exception {
        company.put("users/me", "{\"user\":{}}").expect(400);
    }

    @Test
    void viewsTellStaffFromAdvisorsAndLeaveTheHiddenOut() throws Exception {
        addUser("ann@harbourlane.example", "Employee", 4, false);
        addUser("bob@harbourlane.example", "Employee", 4, true);
        addUser("cai@books.example", "Accountant", 7, false);
        addUser("dot@books.example", "Accountant", 7, true);

        assertThat(emails("users")).hasSize(5).isEqualTo(emails("users?view=all&sort=nonsense"));
        assertThat(emails("users?view=staff"))
                .containsExactly("owner@example.com", "ann@harbourlane.example", "bob@harbourlane.example");
        assertThat(emails("users?view=active_staff")).containsExactly("owner@example.com", "ann@harbourlane.example");
        assertThat(emails("users?view=advisors")).containsExactly("cai@books.example", "dot@books.example");
        assertThat(emails("users?view=active_advisors")).containsExactly("cai@books.example");
        company.get("users?view=strangers").expect(400);
        assertThat(company.get("users?per_page=2&page=3").header("X-Total-Count"))
                .isEqualTo("5");
    }

    @Test
    void belowTheirLevelPeopleSeeThemselvesOnly() throws Exception {
        long id = addUser("ann@harbourlane.example", "Employee", 1, false);
        V2Client ann = new V2Client(
                company.baseUrl(),
                TestServer.shared()
                        .server()
                        .accessTokens()
                        .create(company.id(), id, "ann")
                        .text());
        ann.get("users/me").expect(200);
        ann.put("users/me", "{\"user\":{\"first_name\":\"Anna\"}}").expect(200);
        ann.get("users").expect(403);
        ann.get("users/" + id).expect(403);
    }

    @Test
    void usersOfOtherCompaniesDoNotExist() throws Exception {
        TestCompany other = TestServer.shared().newCompany();
        company.get("users/" + other.ownerId()).expect(404);
        company.get("users/nobody").expect(404);
    }

    private long addUser(String email, String role, int level, boolean hidden) {
        return JdbcClient.create(TestServer.shared().dataSource())
                .sql("""
                        INSERT INTO users (
                            company_id, email, first_name, last_name, role, permission_level, hidden,
                            created_at, updated_at)
                        VALUES (?, ?, 'A', 'B', ?, ?, ?, now(), now())
                        RETURNING id
                        """)
                .params(company.id(), email, role, level, hidden)
                .query(Long.class)
                .single();
    }

    private List<String> emails(String path) throws IOException, InterruptedException {
        return company.get(path)
                .expect(200)
                .body()
                .get("users")
                .valueStream()
                .map(user -> user.get("email").asString())
                .toList();
    }
}
