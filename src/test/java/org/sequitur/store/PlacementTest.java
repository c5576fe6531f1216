package org.sequitur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;

/** What Citus asks of a schema, looked up in the catalogue of any PostgreSQL: a table that cannot be divided by company fails here. */
class PlacementTest {

    /** Foreign keys that a distributed database has to do without, and so must be needed by nobody. */
    private static final List<String> LEFT_BEHIND = List.of(
            "company -> reference_series: FOREIGN KEY (id, credit_note_series_id)",
            "company -> reference_series: FOREIGN KEY (id, invoice_series_id)",
            "mailed_link -> users: FOREIGN KEY (company_id, user_id)",
            "oauth_grant -> users: FOREIGN KEY (company_id, user_id)");

    /** Foreign keys that set to null, which nobody does in a distributed database: the program does it, too. */
    private static final List<String> SET_NULL = List.of("note author_id", "timeslip billed_on_invoice_id");

    private static final String FOREIGN_KEYS = """
            SELECT t.relname, r.relname, pg_get_constraintdef(k.oid), k.oid
            FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
            WHERE k.contype = 'f' AND t.relnamespace = current_schema()::regnamespace ORDER BY 1, 3
            """;

    private Connection connection;
    private Map<String, Placement> places;

    @BeforeEach
    void look() throws SQLException {
        connection = TestServer.shared().dataSource().getConnection();
        connection.setAutoCommit(false);
        places = Placement.of(connection);
    }

    @AfterEach
    void leave() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }

    @Test
    void everyTableOfCompaniesIsDividedByThem() throws Exception {
        assertThat(ofCompanies())
                .hasSizeGreaterThan(40)
                .contains("document", "document_item", "contact", "audit_event");
        for (String table : tablesWithCompany()) {
            assertThat(places.get(table))
                    .as(table + " has company_id, so it belongs into its primary key")
                    .isIn(Placement.BY_COMPANY, Placement.COORDINATOR);
        }
        assertThat(tablesWithCompany().stream().filter(table -> places.get(table) == Placement.COORDINATOR))
                .as("tables that tell a company and are looked up without one")
                .containsExactlyInAnyOrder("mailed_link", "oauth_grant");
    }

    @Test
    void aTableThatNobodyHasThoughtOfIsTold() throws Exception {
        execute("CREATE TABLE thoughtless (id bigint PRIMARY KEY)");
        assertThatThrownBy(() -> Placement.of(connection)).hasMessageContaining("where the table thoughtless belongs");
        execute(
                "DROP TABLE thoughtless; CREATE TABLE thoughtful (company_id bigint, id bigint, PRIMARY KEY (company_id, id))");
        assertThat(Placement.of(connection)).containsEntry("thoughtful", Placement.BY_COMPANY);
    }

    /** Citus can only see to it on one machine. */
    @Test
    void nothingOfACompanyIsUniqueWithoutIt() throws Exception {
        for (String table : ofCompanies()) {
            assertThat(ask("""
                            SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i
                            WHERE i.indrelid = '%1$s'::regclass AND (i.indisunique OR i.indisexclusion)
                              AND i.indkey[0] <> (SELECT attnum FROM pg_attribute
                                                  WHERE attrelid = i.indrelid AND attname = 'company_id')
                            """.formatted(table)))
                    .as("unique indexes of " + table + " that do not begin with company_id")
                    .isEmpty();
        }
    }

    @Test
    void foreignKeysStayWithinTheCompanyOrLeadToWhatIsEverywhere() throws Exception {
        List<String> leftBehind = new ArrayList<>();
        for (List<String> key : rows(FOREIGN_KEYS)) {
            String named = key.get(0) + " -> " + key.get(1) + ": " + key.get(2).replaceFirst(" REFERENCES.*", "");
            Placement of = places.get(key.get(0));
            Placement to = places.get(key.get(1));
            if (of == Placement.BY_COMPANY && to == Placement.BY_COMPANY) {
                assertThat(ask("""
                                SELECT 1 FROM pg_constraint k, unnest(k.conkey, k.confkey) AS pair(here, there)
                                JOIN pg_attribute a ON a.attnum = here JOIN pg_attribute b ON b.attnum = there
                                WHERE k.oid = %s AND a.attrelid = k.conrelid AND b.attrelid = k.confrelid
                                  AND a.attname = 'company_id' AND b.attname = 'company_id'
                                """.formatted(key.get(3))))
                        .as(named + " has to have company_id on both sides")
                        .hasSize(1);
            } else if (to == Placement.BY_COMPANY) {
                leftBehind.add(named);
            } else {
                assertThat(to == Placement.COORDINATOR && of != Placement.COORDINATOR)
                        .as(named + " leads to the coordinator")
                        .isFalse();
            }
        }
        if (!TestServer.shared().database().isDistributed()) {
            assertThat(leftBehind).containsExactlyElementsOf(LEFT_BEHIND);
        }
    }

    @Test
    void foreignKeysThatSetToNullAreNamed() throws Exception {
        if (!TestServer.shared().database().isDistributed()) {
            assertThat(rows(FOREIGN_KEYS).stream()
                            .filter(key -> places.get(key.get(0)) == Placement.BY_COMPANY
                                    && key.get(2).contains("ON DELETE SET"))
                            .map(key -> key.get(0) + " " + key.get(2).replaceFirst(".*SET NULL \\((.*)\\)", "$1")))
                    .containsExactlyElementsOf(SET_NULL);
        }
    }

    /** Machines draw from parts of a sequence of their own, which only fit into 64 bits. */
    @Test
    void whatNumbersItselfHas64Bits() throws Exception {
        assertThat(ask("""
                        SELECT attrelid::regclass || '.' || attname FROM pg_attribute a
                        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                        JOIN pg_class c ON c.oid = a.attrelid AND c.relnamespace = current_schema()::regnamespace
                        WHERE (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE '%nextval%')
                          AND a.atttypid <> 'bigint'::regtype
                        """)).isEmpty();
    }

    /** Citus plans such a statement for no machine. */
    @Test
    void noFunctionInsertsWithinAnotherStatement() throws Exception {
        assertThat(ask("""
                        SELECT proname FROM pg_proc
                        WHERE pronamespace = current_schema()::regnamespace AND prosrc ~* 'AS\\s*\\(\\s*(INSERT|UPDATE|DELETE)\\M'
                        """)).isEmpty();
    }

    private List<String> ofCompanies() {
        return places.entrySet().stream()
                .filter(entry -> entry.getValue() == Placement.BY_COMPANY)
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<String> tablesWithCompany() throws SQLException {
        return ask("""
                SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id'
                WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace AND NOT a.attisdropped
                """);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> ask(String sql) throws SQLException {
        return rows(sql).stream().map(List::getFirst).toList();
    }

    private List<List<String>> rows(String sql) throws SQLException {
        List<List<String>> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                answers.add(row);
            }
        }
        return answers;
    }
}
