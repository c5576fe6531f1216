package org.sequitur.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What narrows and orders a list. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiltersTest {

    private final TestCompany company = TestServer.shared().newCompany();

    @BeforeAll
    void contacts() {
        contact("Birch", "2026-09-01T10:00:00Z");
        contact("Ash", "2026-09-02T10:00:00Z");
        contact("Cedar", "2026-09-03T10:00:00Z");
    }

    private void contact(String name, String updatedAt) {
        JdbcClient.create(TestServer.shared().dataSource())
                .sql("""
                        INSERT INTO contact (company_id, organisation_name, sort_name, country, created_at, updated_at)
                        VALUES (:company, :name, lower(:name), 'United Kingdom', :at::timestamptz, :at::timestamptz)
                        """)
                .param("company", company.id())
                .param("name", name)
                .param("at", updatedAt)
                .update();
    }

    private Reply get(String target) throws IOException {
        return Call.get("/v2/" + target).as(company).send();
    }

    private List<String> names(String query) throws IOException {
        List<String> names = new ArrayList<>();
        get("contacts?" + query)
                .expect(200)
                .json()
                .get("contacts")
                .forEach(contact -> names.add(contact.get("organisation_name").asString()));
        return names;
    }

    @Test
    void sortIsAscendingAndWithAMinusDescending() throws Exception {
        assertThat(names("sort=name")).containsExactly("Ash", "Birch", "Cedar");
        assertThat(names("sort=-name")).containsExactly("Cedar", "Birch", "Ash");
        assertThat(names("sort=-updated_at")).containsExactly("Cedar", "Ash", "Birch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "-", "--name", "Name", "name,created_at", "name%20desc", "-name;"})
    void anUnknownSortIsRefused(String sort) throws Exception {
        assertThat(get("contacts?sort=" + sort).expect(400).message()).isEqualTo("sort is not included in the list");
    }

    @ParameterizedTest
    @CsvSource({"contacts, nothing", "invoices, nothing", "users, nothing", "projects, nothing", "invoices, Draft"})
    void anUnknownViewIsRefused(String list, String view) throws Exception {
        assertThat(get(list + "?view=" + view).expect(400).message()).isEqualTo("view is not included in the list");
    }

    @Test
    void blankParametersAreAsIfTheyWereNotSent() throws Exception {
        assertThat(names("view=&sort=&updated_since=&page=&per_page=")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-09-02T10:00:00.000Z",
                "2026-09-02T10:00:00Z",
                "2026-09-02T10:00Z",
                "2026-09-02T10:00:00",
                "2026-09-02%2010:00:00",
                "2026-09-02T11:00:00%2B01:00",
                "2026-09-02T11:00:00+01:00",
                "2026-09-02T11:00:00%2B0100",
                "2026-09-02T05:00:00-05:00",
                "2026-09-02",
                "02-09-2026"
            })
    void updatedSinceTakesInstantsWithAndWithoutMillisecondsOrOffsetAndDates(String since) throws Exception {
        assertThat(names("sort=name&updated_since=" + since)).containsExactly("Ash", "Cedar");
    }

    @Test
    void updatedSinceIncludesItsOwnInstantAndNothingBefore() throws Exception {
        assertThat(names("updated_since=2026-09-03T10:00:00.000Z")).containsExactly("Cedar");
        assertThat(names("updated_since=2026-09-03T10:00:00.001Z")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-13-01",
                "2026-02-30T10:00:00Z",
                "2026-09-02T25:00:00Z",
                "2026-09-02T10:00:00%2B99:00",
                "2026-09-02T10:00:00Zulu",
                "1756807200",
                "2026"
            })
    void whatIsNoInstantIsRefused(String since) throws Exception {
        assertThat(get("contacts?updated_since=" + since).expect(400).message())
                .isEqualTo("updated_since is not a valid timestamp");
    }

    @ParameterizedTest
    @CsvSource({"from_date, 2026-02-30", "to_date, soon", "from_date, 2026/09/01"})
    void whatIsNoDateIsRefused(String parameter, String value) throws Exception {
        assertThat(get("invoices?" + parameter + "=" + value).expect(400).message())
                .isEqualTo(parameter + " is not a valid date");
    }

    @Test
    void aFilterThatNamesNoRecordFindsNothing() throws Exception {
        for (String contact : new String[] {"nobody", "999999999", "http://x/v2/contacts/999999999", "-1"}) {
            Reply reply = get("invoices?contact=" + contact).expect(200);
            assertThat(reply.json().get("invoices").size()).isZero();
            assertThat(reply.header("X-Total-Count")).isEqualTo("0");
        }
    }
}
