package org.sequitur.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.wire.Requires;
import tools.jackson.databind.JsonNode;

/** Adding, changing and removing users: what can be said of them, and who may. */
class UserChangesTest {

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final V2Client owner = company.client();

    private static Map<String, Object> mira(Object... more) {
        Map<String, Object> user = new HashMap<>(Map.of(
                "email", "mira@harbourlane.example",
                "first_name", "Mira",
                "last_name", "Quist",
                "role", "Employee"));
        for (int i = 0; i < more.length; i += 2) {
            user.put((String) more[i], more[i + 1]);
        }
        return user;
    }

    private static Answer add(V2Client client, Map<String, Object> user) throws Exception {
        return client.post("users", Map.of("user", user));
    }

    private static Answer change(V2Client client, String id, Map<String, Object> user) throws Exception {
        return client.put("users/" + id, Map.of("user", user));
    }

    /** Somebody of that level who asks for things. */
    private V2Client member(String email, String role, int level) throws Exception {
        String id = V2Client.id(add(owner, mira("email", email, "role", role, "permission_level", level))
                .expect(201)
                .body()
                .path("user"));
        return as(id);
    }

    private V2Client as(String id) {
        String token = server.server()
                .accessTokens()
                .create(company.id(), Long.parseLong(id), "member")
                .text();
        return new V2Client(server.baseUrl(), token);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.expect(403).messages()).containsExactly(Requires.NOT_ALLOWED);
    }

    @Test
    void aNewUserHasWhatWasSaidAndOtherwiseWhatIsUsual() throws Exception {
        Answer answer =
                add(owner, mira("ni_number", "AB123456C", "hidden", true)).expect(201);
        JsonNode user = answer.body().path("user");

        assertThat(answer.header("Location")).isEqualTo(user.path("url").asString());
        assertThat(user.path("email").asString()).isEqualTo("mira@harbourlane.example");
        assertThat(user.path("permission_level").asInt()).isEqualTo(7);
        assertThat(user.path("opening_mileage").asString()).isEqualTo("0.0");
        assertThat(user.path("ni_number").asString()).isEqualTo("AB123456C");
        assertThat(user.path("hidden").asBoolean()).isTrue();
        assertThat(owner.get("users/" + V2Client.id(user)).expect(200).body().path("user"))
                .isEqualTo(user);
    }

    @Test
    void whatIsMissingIsToldAllAtOnce() throws Exception {
        assertThat(add(owner, Map.of("hidden", false)).expect(422).messages())
                .contains(
                        "email can't be blank",
                        "first_name can't be blank",
                        "last_name can't be blank",
                        "role can't be blank");
        assertThat(owner.post("users", "{}").expect(400).messages())
                .containsExactly("param is missing or the value is empty: user");
    }

    @ParameterizedTest
    @CsvSource({
        "email, not an address, email is invalid",
        "email, OWNER@example.com, email has already been taken",
        "role, Owner, role is not included in the list",
        "role, Emperor, role is not included in the list",
        "permission_level, 9, permission_level is not included in the list",
        "permission_level, -1, permission_level is not included in the list",
        "permission_level, high, permission_level is not a number",
        "unique_tax_reference, 12345, unique_tax_reference is invalid",
        "ni_number, nonsense, ni_number is invalid"
    })
    void whatCannotBeIsRefusedAndNobodyIsAdded(String attribute, String value, String complaint) throws Exception {
        assertThat(add(owner, mira(attribute, value)).expect(422).messages()).contains(complaint);
        assertThat(owner.get("users").header("X-Total-Count")).isEqualTo("1");
    }

    @Test
    void aUserIsChangedByWhatIsSentOnly() throws Exception {
        JsonNode before = add(owner, mira()).expect(201).body().path("user");
        JsonNode after = change(owner, V2Client.id(before), Map.of("permission_level", 4, "hidden", "true"))
                .expect(200)
                .body()
                .path("user");

        assertThat(after.path("permission_level").asInt()).isEqualTo(4);
        assertThat(after.path("hidden").asBoolean()).isTrue();
        assertThat(after.path("first_name").asString()).isEqualTo("Mira");
        assertThat(owner.get("users/" + V2Client.id(before)).body().path("user"))
                .isEqualTo(after);
    }

    @Test
    void aChangeOfNothingIsRefusedWithTheUserAsItStays() throws Exception {
        JsonNode before = add(owner, mira()).expect(201).body().path("user");
        assertThat(change(owner, V2Client.id(before), Map.of())
                        .expect(422)
                        .body()
                        .path("user"))
                .isEqualTo(before);
    }

    @Test
    void nobodyGivesALevelAboveTheirOwn() throws Exception {
        V2Client seven = member("seven@harbourlane.example", "Employee", 7);
        assertRefused(add(seven, mira("permission_level", 8)));
        String id = V2Client.id(
                add(seven, mira("permission_level", 7)).expect(201).body().path("user"));
        assertRefused(change(seven, id, Map.of("permission_level", 8)));
        change(seven, id, Map.of("permission_level", 6)).expect(200);
        assertThat(owner.get("users").header("X-Total-Count")).isEqualTo("3");
    }

    @Test
    void nobodyTouchesThoseAboveThem() throws Exception {
        V2Client seven = member("seven@harbourlane.example", "Employee", 7);
        String ownerId = Long.toString(company.ownerId());
        assertRefused(change(seven, ownerId, Map.of("email", "seven2@harbourlane.example")));
        assertRefused(change(seven, ownerId, Map.of("permission_level", 0)));
        assertRefused(seven.delete("users/" + ownerId));
        assertThat(owner.get("users/me").expect(200).body().at("/user/email").asString())
                .isEqualTo("owner@example.com");
    }

    @Test
    void nobodyChangesTheirOwnLevelOrRemovesThemselves() throws Exception {
        String ownerId = Long.toString(company.ownerId());
        assertRefused(change(owner, ownerId, Map.of("permission_level", 7)));
        change(owner, ownerId, Map.of("permission_level", 8, "first_name", "Olive"))
                .expect(200);
        assertRefused(owner.delete("users/" + ownerId));
    }

    @Test
    void anAccountantLetsNobodyIn() throws Exception {
        V2Client accountant = member("cai@books.example", "Accountant", 8);
        assertRefused(add(accountant, mira("permission_level", 1)));
    }

    @Test
    void whoeverIsRemovedIsGoneAndSoAreTheirTokens() throws Exception {
        V2Client seven = member("seven@harbourlane.example", "Employee", 7);
        String id = V2Client.id(seven.get("users/me").expect(200).body().path("user"));
        assertThat(owner.delete("users/" + id).expect(200).text()).isEmpty();
        owner.get("users/" + id).expect(404);
        owner.delete("users/" + id).expect(404);
        assertThat(server.server().accessTokens().list())
                .noneMatch(token ->
                        token.companyId() == company.id() && token.userEmail().equals("seven@harbourlane.example"));
    }

    @Test
    void whomTheHistoryOfReferencesNamesStays() throws Exception {
        V2Client seven = member("seven@harbourlane.example", "Employee", 7);
        String id = V2Client.id(seven.get("users/me").expect(200).body().path("user"));
        seven.post(
                        "invoices",
                        Draft.of(owner.newContact("Ash Hollow"))
                                .withReference("A7")
                                .body())
                .expect(201);
        assertThat(owner.delete("users/" + id).expect(422).messages())
                .containsExactly("user has dependencies and cannot be deleted: hide the user instead");
        owner.get("users/" + id).expect(200);
    }

    @Test
    void usersOfOtherCompaniesCanBeNeitherChangedNorRemoved() throws Exception {
        String other = Long.toString(server.newCompany().ownerId());
        change(owner, other, Map.of("first_name", "Mallory")).expect(404);
        owner.delete("users/" + other).expect(404);
    }

    /** Else a company could be left with nobody who may do everything. */
    @Test
    void twoWhoLowerEachOtherAtOnceAreNotBothLowered() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 10; round++) {
                String a = addFull("a" + round);
                String b = addFull("b" + round);
                V2Client asA = as(a);
                V2Client asB = as(b);
                Callable<Answer> aLowersB = () -> change(asA, b, Map.of("permission_level", 7));
                Callable<Answer> bLowersA = () -> change(asB, a, Map.of("permission_level", 7));
                List<Future<Answer>> both = List.of(threads.submit(aLowersB), threads.submit(bLowersA));
                assertThat(Stream.of(both.get(0).get(), both.get(1).get()).map(Answer::status))
                        .containsExactlyInAnyOrder(200, 403);
            }
        }
    }

    private String addFull(String name) throws Exception {
        return V2Client.id(add(owner, mira("email", name + "@harbourlane.example", "permission_level", 8))
                .expect(201)
                .body()
                .path("user"));
    }
}
