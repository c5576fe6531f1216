package org.sequitur.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;
import org.sequitur.store.CompanyAtWork;
import org.sequitur.store.Database;
import org.sequitur.store.Flight;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The second lock between companies: what PostgreSQL shows to a query that forgets which company is asking. */
class WallsTest {

    private static final String NOT_ALLOWED = "42501";

    private final TestServer server = TestServer.shared();
    private final Database database = server.database();
    private final JdbcClient house = JdbcClient.create(database.pool());
    private final FilledCompany own;
    private final FilledCompany other;

    WallsTest() throws Exception {
        own = FilledCompany.strict(server, "Wallown");
        other = FilledCompany.strict(server, "Wallother");
    }

    @BeforeEach
    void leaveOutWhereThereAreNone() {
        assumeFalse(database.isDistributed(), "left out: a distributed database has no walls");
    }

    @Test
    void everyTableAndViewOfCompaniesIsBehindTheWall() {
        assertThat(tables()).hasSizeGreaterThan(15).allSatisfy(table -> {
            assertThat(house.sql("SELECT relrowsecurity FROM pg_class WHERE oid = ?::regclass")
                            .param(table)
                            .query(Boolean.class)
                            .single())
                    .as(table + " needs SELECT wall_off in its migration")
                    .isTrue();
            assertThat(house.sql("""
                            SELECT polname || ' ' || array_to_string(polroles::regrole[], ' ') || ' ' || polcmd::text
                            FROM pg_policy WHERE polrelid = ?::regclass ORDER BY 1
                            """).param(table).query(String.class).list())
                    .as(table)
                    .containsExactly("batch_wall sequitur_writer *", "company_wall sequitur_app *");
        });
        assertThat(house.sql("""
                        SELECT c.relname FROM pg_class c
                        WHERE c.relkind IN ('v', 'm') AND c.relnamespace = 'public'::regnamespace
                          AND NOT coalesce(c.reloptions @> '{security_invoker=true}', false)
                        """).query(String.class).list())
                .as("views that look past the wall")
                .isEmpty();
    }

    @Test
    void withoutACompanyNothingIsSeenAndNothingCanBeAdded() throws Exception {
        for (String role : List.of("sequitur_app", "sequitur_writer")) {
            try (Connection connection = database.connect()) {
                execute(connection, "SET ROLE " + role);
                connection.commit();
                for (String setting : List.of("", "SET sequitur.company_id = ''; SET sequitur.company_ids = ''")) {
                    execute(connection, setting);
                    for (String table : readable(role)) {
                        assertThat(count(connection, table))
                                .as(role + " " + table)
                                .isZero();
                    }
                    connection.commit();
                    assertRefused(connection, """
                            INSERT INTO exchange_rate (company_id, currency, dated_on, rate)
                            VALUES (%d, 'XTS', '2026-01-01', 1)
                            """.formatted(own.id()));
                }
            }
        }
    }

    @Test
    void aCompanySeesItsOwnRowsAndAllOfThem() throws Exception {
        CompanyAtWork.call(own.id(), () -> {
            try (Connection connection = database.companyPool().getConnection()) {
                for (String table : readable("sequitur_app")) {
                    String mine =
                            table + " WHERE " + (table.equals("company") ? "id" : "company_id") + " = " + own.id();
                    assertThat(count(connection, table)).as(table).isEqualTo(count(connection, mine));
                    assertThat(count(connection, table))
                            .as(table)
                            .isEqualTo(house.sql("SELECT count(*) FROM " + mine)
                                    .query(Long.class)
                                    .single());
                }
            }
            return true;
        });
    }

    @Test
    void aQueryThatForgetsItsCompanyFindsAndChangesNothingOfAnother() throws Exception {
        List<String> before = other.digests();
        JdbcClient forgetful = JdbcClient.create(database.companyPool());
        CompanyAtWork.call(own.id(), () -> {
            assertThat(forgetful
                            .sql("SELECT DISTINCT organisation_name FROM contact")
                            .query(String.class)
                            .list())
                    .containsExactly(own.mark());
            assertThat(forgetful
                            .sql("SELECT id FROM contact WHERE id = ?")
                            .param(other.ids("contacts").getFirst())
                            .query(Long.class)
                            .list())
                    .isEmpty();
            assertThat(forgetful
                            .sql("SELECT DISTINCT company_id FROM document_event")
                            .query(Long.class)
                            .list())
                    .containsExactly(own.id());
            forgetful.sql("UPDATE contact SET town = 'Elsewhere'").update();
            forgetful.sql("DELETE FROM document_item").update();
            return true;
        });
        assertThat(other.digests()).isEqualTo(before);
        assertThat(own.ids("invoice_items")).isEmpty();
    }

    @Test
    void noRowCanBePutIntoAnotherCompany() throws Exception {
        CompanyAtWork.call(own.id(), () -> {
            try (Connection connection = database.companyPool().getConnection()) {
                connection.setAutoCommit(false);
                assertRefused(connection, "UPDATE bank_account SET company_id = " + other.id());
                assertRefused(connection, """
                        INSERT INTO exchange_rate (company_id, currency, dated_on, rate)
                        VALUES (%d, 'XTS', '2026-01-01', 1)
                        """.formatted(other.id()));
            }
            return true;
        });
    }

    @Test
    void tokensAndPeopleAreNoBusinessOfRequests() throws Exception {
        for (String role : List.of("sequitur_app", "sequitur_writer")) {
            try (Connection connection = database.connect()) {
                execute(connection, "SET ROLE " + role);
                connection.commit();
                assertRefused(connection, "SELECT token_hash FROM access_token");
                assertRefused(connection, "INSERT INTO company SELECT * FROM company");
                assertRefused(connection, "DELETE FROM company");
                assertRefused(connection, "SELECT wall_off('contact')");
                assertRefused(connection, "TRUNCATE document CASCADE");
            }
        }
    }

    @Test
    void aConnectionForgetsWhomItWorkedFor() throws Exception {
        String question = "SELECT current_setting('sequitur.company_id')";
        for (FilledCompany company : List.of(own, other, own)) {
            CompanyAtWork.call(company.id(), () -> {
                // More than the pool keeps idle, so that connections change hands.
                List<Connection> connections = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    connections.add(database.companyPool().getConnection());
                }
                for (Connection connection : connections) {
                    try (connection) {
                        connection.setAutoCommit(false);
                        assertThat(ask(connection, question)).isEqualTo(Long.toString(company.id()));
                        connection.rollback();
                    }
                }
                return true;
            });
        }
    }

    @Test
    void whoeverWorksForNoCompanyGetsNoConnection() {
        assertThatThrownBy(() -> database.companyPool().getConnection())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no company is at work");
    }

    @Test
    void aWriterSeesTheCompaniesOfItsTransactionAndNoOther() throws Exception {
        String question = "SELECT coalesce(string_agg(DISTINCT company_id::text, ' ' ORDER BY company_id::text), '')"
                + " FROM document WHERE company_id IN (%d, %d)".formatted(own.id(), other.id());
        try (Connection writer = database.connectWriter()) {
            assertThat(ask(writer, question)).isEmpty();
            Flight flight = new Flight();
            CompanyAtWork.tell(flight, own.id());
            flight.fly(writer);
            assertThat(ask(writer, question)).isEqualTo(Long.toString(own.id()));
            Flight both = new Flight();
            CompanyAtWork.tell(both, own.id(), other.id());
            both.fly(writer);
            assertThat(ask(writer, question)).contains(Long.toString(own.id()), Long.toString(other.id()));
            writer.commit();
            assertThat(ask(writer, question)).isEmpty();
        }
    }

    private List<String> tables() {
        return Stream.concat(Stream.of("company"), FilledCompany.tables(house).stream())
                .toList();
    }

    private List<String> readable(String role) {
        List<String> readable = tables().stream()
                .filter(table -> house.sql("SELECT has_table_privilege(?, ?, 'SELECT')")
                        .params(role, table)
                        .query(Boolean.class)
                        .single())
                .toList();
        assertThat(readable).hasSizeGreaterThan(15);
        return readable;
    }

    private static void assertRefused(Connection connection, String sql) throws SQLException {
        assertThatThrownBy(() -> execute(connection, sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NOT_ALLOWED));
        connection.rollback();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(Connection connection, String from) throws SQLException {
        return Long.parseLong(ask(connection, "SELECT count(*) FROM " + from));
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
