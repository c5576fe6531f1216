package org.sequitur.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Divides a database by company over the machines of a Citus cluster, in one transaction. What is placed already stays where it is,
 * so doing it again places only what a migration has added.
 *
 * <p>Citus cannot have a foreign key from what is the same on every machine, or only on the coordinator, to what is divided, nor one
 * that sets a column to null; nor can it tell its machines for which company a connection works. So some foreign keys, and the walls
 * of the tables that leave the coordinator, go. {@code docs/operations/citus.md} tells what that means.
 */
final class Distribution {

    static final int OLDEST_CITUS = 12;

    /** What all tables of companies lie together with: all transactions about documents lock it first. */
    private static final String FIRST = "document_register";

    private record ForeignKey(String table, String referenced, String name, String definition) {

        String added() {
            // The rows are released by whoever deletes what they refer to.
            return "ALTER TABLE %s ADD CONSTRAINT %s %s"
                    .formatted(table, name, definition.replaceFirst(" ON DELETE SET NULL( \\([^)]*\\))?", ""));
        }

        String dropped() {
            return "ALTER TABLE %s DROP CONSTRAINT %s".formatted(table, name);
        }
    }

    private final Connection connection;
    private final DatabaseAddress address;
    private final Consumer<String> told;

    /** @param told is told each table when it is placed */
    Distribution(Connection connection, DatabaseAddress address, Consumer<String> told) {
        this.connection = connection;
        this.address = address;
        this.told = told;
    }

    /** Whether the database has been distributed. */
    static boolean isIn(Connection connection) throws SQLException {
        return has(connection, "SELECT FROM pg_class WHERE oid = to_regclass('pg_dist_partition')")
                && has(
                        connection,
                        "SELECT FROM pg_dist_partition WHERE logicalrelid = to_regclass('" + FIRST
                                + "') AND partmethod = 'h'");
    }

    /**
     * @return how many tables were placed; 0 when all were
     * @throws StoreException when there is no Citus, or it knows no machines
     */
    int run() throws SQLException {
        refuseWithoutCitus();
        Map<String, Placement> places = Placement.of(connection);
        connection.setAutoCommit(false);
        execute("SET LOCAL citus.multi_shard_modify_mode = 'sequential'");
        execute("SET LOCAL citus.enable_unsafe_triggers = on");
        execute("SET LOCAL client_min_messages = warning");
        execute("SET LOCAL lock_timeout = '10s'");
        Set<String> waiting = waiting(places);
        if (!waiting.isEmpty()) {
            place(places, waiting);
        }
        settings();
        connection.commit();
        return waiting.size();
    }

    private void place(Map<String, Placement> places, Set<String> waiting) throws SQLException {
        List<ForeignKey> keys = foreignKeys(places, waiting);
        List<ForeignKey> kept = new ArrayList<>();
        for (ForeignKey key : keys) {
            execute(key.dropped());
            if (places.get(key.table) == Placement.BY_COMPANY) {
                kept.add(key);
            }
        }
        List<String> behindWalls = new ArrayList<>();
        for (String table : places.keySet()) {
            if (layDownWall(table) && places.get(table) == Placement.COORDINATOR) {
                behindWalls.add(table);
            }
        }
        for (String function :
                ask("SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
                        + " AND prokind = 'f' AND NOT EXISTS (SELECT FROM pg_depend"
                        + " WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')")) {
            ask("SELECT create_distributed_function('" + function + "')");
        }
        for (String table : waiting) {
            if (places.get(table) == Placement.EVERYWHERE) {
                ask("SELECT create_reference_table('" + table + "')");
                told.accept(table);
            }
        }
        for (String table : waiting) {
            if (places.get(table) == Placement.BY_COMPANY) {
                String neighbour = table.equals(FIRST) ? "none" : FIRST;
                ask("SELECT create_distributed_table('%s', 'company_id', colocate_with => '%s')"
                        .formatted(table, neighbour));
                told.accept(table);
            }
        }
        for (ForeignKey key : kept) {
            execute(key.added());
        }
        for (String table : behindWalls) {
            execute("SELECT wall_off('" + table + "')");
        }
    }

    private void refuseWithoutCitus() throws SQLException {
        String advice = "; docs/operations/citus.md tells how to make a cluster";
        List<String> version = ask("SELECT split_part(extversion, '.', 1) FROM pg_extension WHERE extname = 'citus'");
        if (version.isEmpty()) {
            throw new StoreException(
                    "The database " + address + " has no Citus: CREATE EXTENSION citus first" + advice);
        }
        if (Integer.parseInt(version.getFirst().split("-", 2)[0]) < OLDEST_CITUS) {
            throw new StoreException("The database " + address + " has Citus " + version.getFirst()
                    + "; Sequitur needs " + OLDEST_CITUS + " or newer");
        }
        if (!has(connection, "SELECT FROM pg_dist_node WHERE groupid = 0")) {
            throw new StoreException("Citus of the database " + address
                    + " does not know where its coordinator is: SELECT citus_set_coordinator_host(...) first" + advice);
        }
        if (!has(connection, "SELECT FROM pg_dist_node WHERE shouldhaveshards AND isactive AND noderole = 'primary'")) {
            throw new StoreException("Citus of the database " + address
                    + " knows no machine for companies: SELECT citus_add_node(...) first" + advice);
        }
    }

    /** What is not where it belongs yet, in the order in which it is placed. */
    private Set<String> waiting(Map<String, Placement> places) throws SQLException {
        Set<String> waiting = new TreeSet<>((one, other) ->
                one.equals(other) ? 0 : one.equals(FIRST) ? -1 : other.equals(FIRST) ? 1 : one.compareTo(other));
        places.forEach((table, place) -> {
            if (place != Placement.COORDINATOR) {
                waiting.add(table);
            }
        });
        ask("SELECT relname FROM pg_dist_partition JOIN pg_class ON oid = logicalrelid"
                        + " WHERE partmethod = 'h' OR repmodel = 't'")
                .forEach(waiting::remove);
        return waiting;
    }

    /** Those that stand in the way while tables are placed. */
    private List<ForeignKey> foreignKeys(Map<String, Placement> places, Set<String> waiting) throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT t.relname, r.relname, quote_ident(k.conname), pg_get_constraintdef(k.oid)
                        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
                        WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace AND k.conparentid = 0
                        ORDER BY 1, 3
                        """)) {
            while (rows.next()) {
                ForeignKey key =
                        new ForeignKey(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4));
                boolean isToWhatIsDivided = places.get(key.referenced) == Placement.BY_COMPANY;
                boolean isOfWhatIsDivided = places.get(key.table) == Placement.BY_COMPANY;
                boolean isWaiting = waiting.contains(key.table) || waiting.contains(key.referenced);
                if (isWaiting && (isToWhatIsDivided || isOfWhatIsDivided)) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    private boolean layDownWall(String table) throws SQLException {
        List<String> policies =
                ask("SELECT quote_ident(polname) FROM pg_policy WHERE polrelid = '" + table + "'::regclass");
        for (String policy : policies) {
            execute("DROP POLICY " + policy + " ON " + table);
        }
        if (!policies.isEmpty()) {
            execute("ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY");
        }
        return !policies.isEmpty();
    }

    /** What later sessions need: triggers of new tables, and writing to several companies without a connection for each shard. */
    private void settings() throws SQLException {
        String database = ask("SELECT quote_ident(current_database())").getFirst();
        execute("ALTER DATABASE " + database + " SET citus.enable_unsafe_triggers = on");
        execute("ALTER DATABASE " + database + " SET citus.multi_shard_modify_mode = 'sequential'");
        for (DatabaseRole role : List.of(DatabaseRole.APP, DatabaseRole.WRITER)) {
            if (has(connection, "SELECT FROM pg_roles WHERE NOT rolcanlogin AND rolname = '" + role.named() + "'")) {
                // The coordinator signs in at the other machines as whoever is at work.
                execute("ALTER ROLE " + role.named() + " LOGIN");
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> ask(String sql) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }

    private static boolean has(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }
}
