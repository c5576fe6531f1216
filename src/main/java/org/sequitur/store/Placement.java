package org.sequitur.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where the rows of a table lie when its database is distributed over the machines of a Citus cluster. */
public enum Placement {
    /** With their company: all rows of one company on one machine. */
    BY_COMPANY("by company"),
    /** On every machine: what tables of companies refer to, seldom written. */
    EVERYWHERE("everywhere"),
    /** On the coordinator only: what is looked up before it is known which company it is of, or is of none. */
    COORDINATOR("coordinator");

    private static final Set<String> ON_EVERY_MACHINE = Set.of("company", "person");

    /** Named one by one, so that nobody adds such a table without having thought about it. */
    private static final Set<String> ON_THE_COORDINATOR = Set.of(
            "app",
            "app_redirect_uri",
            "app_secret",
            "file_house",
            "flyway_schema_history",
            "mailed_link",
            "oauth_code",
            "oauth_grant",
            "oauth_token",
            "recovery_code",
            "request_count",
            "sign_in_failure",
            "web_session");

    private final String words;

    Placement(String words) {
        this.words = words;
    }

    /** As people read it. */
    public String words() {
        return words;
    }

    /**
     * All tables of the schema, by name. A table is placed by company if its primary key has {@code company_id}.
     *
     * @throws StoreException when there is a table of which nobody has said where it belongs
     */
    static Map<String, Placement> of(Connection connection) throws SQLException {
        Map<String, Placement> places = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT c.relname, EXISTS (
                            SELECT FROM pg_index i
                            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::smallint[])
                            WHERE i.indrelid = c.oid AND i.indisprimary AND a.attname = 'company_id')
                        FROM pg_class c
                        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
                        """)) {
            while (rows.next()) {
                places.put(rows.getString(1), of(rows.getString(1), rows.getBoolean(2)));
            }
        }
        return places;
    }

    private static Placement of(String table, boolean isOfCompanies) {
        if (ON_EVERY_MACHINE.contains(table)) {
            return EVERYWHERE;
        }
        if (ON_THE_COORDINATOR.contains(table)) {
            return COORDINATOR;
        }
        if (!isOfCompanies) {
            throw new StoreException("Nobody has said where the table " + table + " belongs in a distributed database");
        }
        return BY_COMPANY;
    }
}
