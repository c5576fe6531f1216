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

/** Lists page by page: {@code Link} and {@code X-Total-Count}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {

    private static final int CONTACTS = 105;

    private final TestCompany company = TestServer.shared().newCompany();

    @BeforeAll
    void contacts() {
        JdbcClient.create(TestServer.shared().dataSource())
                .sql("""
                        INSERT INTO contact (company_id, organisation_name, sort_name, country, created_at, updated_at)
                        SELECT :company, 'Contact ' || n, 'contact ' || n, 'United Kingdom', :day::timestamptz, :day::timestamptz
                        FROM generate_series(1, :count) n
                        """)
                .param("company", company.id())
                .param("day", "2026-09-01T12:00:00Z")
                .param("count", CONTACTS)
                .update();
    }

    private Reply list(String query) throws IOException {
        return Call.get("/v2/contacts" + query).as(company).send().expect(200);
    }

    private static int size(Reply reply) {
        return reply.json().get("contacts").size();
    }

    private String link(String query, String relation) {
        return "<" + company.baseUrl() + "/v2/contacts" + query + ">; rel='" + relation + "'";
    }

    @Test
    void aQueryTooLongForTheLinksIsRefused() throws Exception {
        Reply reply =
                Call.get("/v2/contacts?x=" + "y".repeat(5_000)).as(company).send();
        assertThat(reply.expect(400).message()).isEqualTo("The query string is too long");
        list("?x=" + "y".repeat(1_000));
        list("?per_page=100&x=" + "y".repeat(1_000));
    }

    @Test
    void theFirstPageHoldsTwentyFiveAndSaysWhereTheOthersAre() throws Exception {
        Reply reply = list("");
        assertThat(size(reply)).isEqualTo(25);
        assertThat(reply.header("X-Total-Count")).isEqualTo("105");
        assertThat(reply.header("Link"))
                .isEqualTo(String.join(
                        ", ",
                        link("?page=2&per_page=25", "next"),
                        link("?page=1&per_page=25", "first"),
                        link("?page=5&per_page=25", "last")));
    }

    @Test
    void aMiddlePageHasAllFourRelations() throws Exception {
        assertThat(list("?page=2&per_page=50").header("Link"))
                .isEqualTo(String.join(
                        ", ",
                        link("?page=1&per_page=50", "prev"),
                        link("?page=3&per_page=50", "next"),
                        link("?page=1&per_page=50", "first"),
                        link("?page=3&per_page=50", "last")));
    }

    @Test
    void theLastPageHasNoNext() throws Exception {
        Reply reply = list("?page=3&per_page=50");
        assertThat(size(reply)).isEqualTo(5);
        assertThat(reply.header("Link")).contains("rel='prev'").doesNotContain("rel='next'");
    }

    @Test
    void aPagePastTheEndIsEmptyAndLeadsBack() throws Exception {
        Reply reply = list("?page=1000&per_page=50");
        assertThat(size(reply)).isZero();
        assertThat(reply.header("X-Total-Count")).isEqualTo("105");
        assertThat(reply.header("Link"))
                .startsWith(link("?page=3&per_page=50", "prev"))
                .doesNotContain("rel='next'");
    }

    @Test
    void whatFitsOnePageHasAnEmptyLink() throws Exception {
        Reply users = Call.get("/v2/users").as(company).send().expect(200);
        assertThat(users.has("Link")).isTrue();
        assertThat(users.header("Link")).isEmpty();
        assertThat(users.header("X-Total-Count")).isEqualTo("1");
        Reply invoices = Call.get("/v2/invoices").as(company).send().expect(200);
        assertThat(invoices.has("Link")).isTrue();
        assertThat(invoices.header("Link")).isEmpty();
        assertThat(invoices.header("X-Total-Count")).isEqualTo("0");
    }

    @Test
    void linksKeepTheOtherParametersAsTheyWereMeant() throws Exception {
        String link =
                list("?view=all&note=a%20b%26c%3E&per_page=50&updated_since=2020-01-01T00%3A00%3A00%2B01%3A00&note=2")
                        .header("Link");
        assertThat(link)
                .startsWith("<" + company.baseUrl()
                        + "/v2/contacts?view=all&note=a+b%26c%3E&note=2&updated_since=2020-01-01T00%3A00%3A00%2B01%3A00"
                        + "&page=2&per_page=50>; rel='next'");
    }

    @Test
    void nothingInAQueryCanBreakOutOfTheHeader() throws Exception {
        String link = list("?a%0d%0aX-Evil%3a=%3E%3b%20rel='next'%0d%0a").header("Link");
        assertThat(link)
                .doesNotContain("\n")
                .doesNotContain("X-Evil:")
                .contains("a%0D%0AX-Evil%3A=%3E%3B+rel%3D%27next%27");
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "101, 100", "500, 100", "999999999999999, 100", "1, 1"})
    void aPageHoldsAHundredAtMost(String perPage, int held) throws Exception {
        Reply reply = list("?per_page=" + perPage);
        assertThat(size(reply)).isEqualTo(held);
        assertThat(reply.header("Link")).contains("per_page=" + held + ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "", "1.5", "1e1", "99999999999999999999", "%20"})
    void whatIsNoPositiveIntegerIsTheDefault(String value) throws Exception {
        assertThat(size(list("?per_page=" + value))).isEqualTo(25);
        assertThat(list("?page=" + value).header("Link")).startsWith(link("?page=2&per_page=25", "next"));
    }

    @Test
    void theFurthestPageThatCanBeAskedForIsEmpty() throws Exception {
        assertThat(size(list("?page=999999999999999&per_page=100"))).isZero();
    }

    @Test
    void thePagesTogetherHoldEachRecordOnce() throws Exception {
        List<String> urls = new ArrayList<>();
        for (int page = 1; page <= 5; page++) {
            list("?sort=created_at&page=" + page)
                    .json()
                    .get("contacts")
                    .forEach(contact -> urls.add(contact.get("url").asString()));
        }
        assertThat(urls).hasSize(CONTACTS).doesNotHaveDuplicates();
    }
}
