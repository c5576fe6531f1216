package org.sequitur.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Who did what is written down with it, and stays. That every route does so is seen to by the walk over all routes. */
class AuditWireTest {

    private static final String AUDIT = "/sequitur/v1/audit";

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final JdbcClient jdbc = JdbcClient.create(server.dataSource());

    @Test
    void whatWasDoneIsToldWithoutWhatWasSent() throws Exception {
        String contact = company.client().newContact("Secret Customer");
        company.put(contact, Map.of("contact", Map.of("email", "hidden@example.com", "=cmd", "x")))
                .expect(200);

        JsonNode newest = audit("").getFirst();
        assertThat(newest.path("action").asString()).isEqualTo("update");
        assertThat(newest.path("record").asString()).isEqualTo("contacts");
        assertThat("contacts/" + newest.path("record_id").asLong()).isEqualTo(contact);
        assertThat(newest.path("user").asString()).endsWith("/v2/users/" + company.ownerId());
        assertThat(newest.path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(newest.path("detail").asString().split(" ")).containsExactlyInAnyOrder("email", "?cmd");
        assertThat(company.get(AUDIT).text()).doesNotContain("Secret", "hidden@");
    }

    @Test
    void aBatchOfCreatesIsInTheLogInvoiceByInvoice() throws Exception {
        String contact = company.client().newContact("Customer");
        JsonNode created = company.post("invoices", Draft.list(List.of(Draft.of(contact), Draft.of(contact))))
                .expect(201)
                .body()
                .path("invoices");
        List<String> ids = new ArrayList<>();
        created.forEach(invoice -> ids.add(V2Client.id(invoice)));
        assertThat(audit("?record=invoices"))
                .extracting(event -> event.path("action").asString() + " " + event.path("record_id"))
                .containsExactlyInAnyOrder("create " + ids.get(0), "create " + ids.get(1));
    }

    @Test
    void whatIsRefusedOrRepeatedOrOnlyReadIsNotLogged() throws Exception {
        String contact = company.client().newContact("Customer");
        company.client().keyed("k").post("projects", project(contact)).expect(201);
        int before = audit("").size();
        company.client().keyed("k").post("projects", project(contact)).expect(201);
        company.put(contact, Map.of("contact", Map.of("organisation_name", ""))).expect(422);
        company.delete(contact).expect(403);
        company.post("invoices", Map.of("invoice", Map.of("contact", contact))).expect(422);
        company.get(contact).expect(200);
        assertThat(audit("")).hasSize(before);
    }

    private static Map<String, Object> project(String contact) {
        return Map.of(
                "project",
                Map.of(
                        "contact",
                        contact,
                        "name",
                        "Barn",
                        "status",
                        "Active",
                        "currency",
                        "GBP",
                        "budget_units",
                        "Hours"));
    }

    @Test
    void theLogIsReadFromTheNewestPageByPageAndFiltered() throws Exception {
        for (int i = 0; i < 5; i++) {
            company.client().newContact("Customer " + i);
        }
        List<JsonNode> all = audit("");
        assertThat(all).hasSize(5);
        assertThat(all)
                .extracting(event -> event.path("id").asLong())
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        List<JsonNode> second =
                audit("?per_page=2&before=" + all.get(1).path("id").asLong());
        assertThat(second).containsExactly(all.get(2), all.get(3));
        assertThat(audit("?record=contacts&record_id=" + all.get(2).path("record_id")))
                .containsExactly(all.get(2));
        assertThat(audit("?user=" + company.ownerId())).hasSize(5);
        assertThat(audit("?user=1")).isEmpty();
        assertThat(audit("?from_date=2100-01-01")).isEmpty();
        assertThat(audit("?to_date=2000-01-01")).isEmpty();
    }

    @Test
    void theLogIsExportedWhole() throws Exception {
        company.client().newContact("Customer");
        V2Client.Answer csv = company.get(AUDIT + "?format=csv").expect(200);
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=utf-8");
        assertThat(csv.text().lines())
                .hasSize(2)
                .first()
                .isEqualTo("id,at,user,app,address,action,record,record_id,detail");
        company.get(AUDIT + "?format=pdf").expect(400);
    }

    @Test
    void onlyFullPermissionReadsTheLog() throws Exception {
        jdbc.sql("UPDATE users SET permission_level = 7 WHERE company_id = ?")
                .param(company.id())
                .update();
        TestCompany again = new TestCompany(
                company.id(),
                company.ownerId(),
                company.baseUrl(),
                server.server()
                        .accessTokens()
                        .create(company.id(), company.ownerId(), "again")
                        .text());
        again.get(AUDIT).expect(403);
    }

    @Test
    void nobodyChangesTheLog() throws Exception {
        company.client().newContact("Customer");
        for (String sql :
                List.of("UPDATE audit_event SET detail = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event")) {
            assertThatThrownBy(() -> jdbc.sql(sql).update())
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("what is in audit_event")
                    .hasMessageContaining("is never changed");
        }
        for (String role : List.of("sequitur_app", "sequitur_writer")) {
            assertThat(jdbc.sql("SELECT has_table_privilege(?, 'audit_event', 'UPDATE, DELETE, TRUNCATE')")
                            .param(role)
                            .query(Boolean.class)
                            .single())
                    .isFalse();
        }
        assertThat(audit("")).hasSize(1);
    }

    private List<JsonNode> audit(String query) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        company.get(AUDIT + query).expect(200).body().path("audit").forEach(events::add);
        return events;
    }
}
