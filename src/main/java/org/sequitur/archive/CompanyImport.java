package org.sequitur.archive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Loads an archive as a company of this database: all of it or nothing. Records keep their ids, so whoever knows a record by its
 * address finds it again; only lines of documents get others where this database may still give theirs to somebody else.
 */
public final class CompanyImport {

    private static final int ROWS_AT_A_TIME = 500;
    private static final int ITEM_BLOCK = 100;

    private final HouseConnections house;
    private final RecordClock clock;

    public CompanyImport(HouseConnections house, RecordClock clock) {
        this.house = house;
        this.clock = clock;
    }

    /** The version of a database's tables, which an archive must be of to be loaded. */
    public static String schema(DataSource database) {
        return TableColumns.schema(JdbcClient.create(database));
    }

    /**
     * A company that has been loaded.
     *
     * @param ownerId the first of its users with the highest level
     */
    public record Loaded(long companyId, String subdomain, long ownerId) {}

    /** What is done in the transaction of the load, after all rows are there. */
    @FunctionalInterface
    public interface Completion {
        void complete(Loaded loaded);
    }

    /**
     * @param again whether it may be loaded though it has been before
     * @param isHeld whether nothing happens by itself in the company until it is released
     * @param progress is told how many rows have been loaded
     * @throws ArchiveException when it does not fit; then nothing is loaded
     */
    public Loaded load(Archive archive, boolean again, boolean isHeld, LongConsumer progress, Completion completion) {
        Manifest manifest = archive.manifest();
        checkTables(manifest);
        long shift = raiseSequences(archive);
        return Objects.requireNonNull(house.transactions().execute(status -> {
            refuseSecond(manifest, again);
            Loaded loaded = load(archive, shift, isHeld, progress);
            completion.complete(loaded);
            return loaded;
        }));
    }

    private void checkTables(Manifest manifest) {
        String schema = TableColumns.schema(house.jdbc());
        if (!schema.equals(manifest.schema())) {
            throw new ArchiveException("The archive is of version " + manifest.schema()
                    + " of the tables, and this database is of version " + schema
                    + ": load it with the Sequitur that wrote it, or archive the company anew with this one");
        }
        for (Manifest.Table table : manifest.tables()) {
            ArchiveTable here = ArchiveTables.BY_NAME.get(table.name());
            if (here == null) {
                throw new ArchiveException("The archive has a table that is not known here: " + table.name());
            }
            List<String> columns = TableColumns.of(house.jdbc(), here);
            if (!columns.containsAll(table.columns())) {
                throw new ArchiveException("The archive has columns that are not known here, of " + table.name());
            }
        }
    }

    /** Two that load the same archive at once take turns. */
    private void refuseSecond(Manifest manifest, boolean again) {
        house.jdbc()
                .sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(manifest.archive().toString())
                .query()
                .listOfRows();
        List<String> before = house.jdbc()
                .sql("SELECT subdomain FROM company WHERE archive_id = ?")
                .param(manifest.archive())
                .query(String.class)
                .list();
        if (!before.isEmpty() && !again) {
            throw new ArchiveException("The archive has been loaded before, as " + before.getFirst()
                    + "; to load it another time say --again");
        }
    }

    /**
     * Sees to it that ids which the archive brings are never given again.
     *
     * @return what is added to the ids of lines
     */
    private long raiseSequences(Archive archive) {
        Map<String, Long> highest = new HashMap<>();
        long[] items = {Long.MAX_VALUE, 0};
        for (Manifest.Table table : archive.manifest().tables()) {
            String sequence = Objects.requireNonNull(ArchiveTables.BY_NAME.get(table.name()))
                    .sequence();
            if (sequence != null) {
                archive.read(
                        table,
                        ROWS_AT_A_TIME,
                        (rows, number) -> highest.merge(sequence, extreme("max", rows), Long::max));
            } else if (ArchiveRows.LINES.contains(table.name())) {
                archive.read(table, ROWS_AT_A_TIME, (rows, number) -> {
                    items[0] = Math.min(items[0], extreme("min", rows));
                    items[1] = Math.max(items[1], extreme("max", rows));
                });
            }
        }
        highest.forEach(this::raise);
        return items[1] == 0 ? 0 : raiseItems(items[0], items[1]);
    }

    private long extreme(String which, String rows) {
        return house.jdbc()
                .sql("SELECT " + which
                        + "(CAST(one ->> 'id' AS bigint)) FROM json_array_elements(CAST(? AS json)) AS one")
                .param(rows)
                .query(Long.class)
                .single();
    }

    /** Nobody draws an id while the sequence is looked at: altering it, be it to what it is, locks it. */
    private void raise(String sequence, long highest) {
        house.transactions().executeWithoutResult(status -> {
            JdbcClient jdbc = house.jdbc();
            jdbc.sql("ALTER SEQUENCE " + sequence + " NO CYCLE").update();
            jdbc.sql("SELECT setval('" + sequence + "', ?) FROM " + sequence + " WHERE last_value < ?")
                    .params(highest, highest)
                    .query(Long.class)
                    .optional();
        });
    }

    private long raiseItems(long lowest, long highest) {
        return Objects.requireNonNull(house.transactions().execute(status -> {
            JdbcClient jdbc = house.jdbc();
            jdbc.sql("ALTER SEQUENCE document_item_block NO CYCLE").update();
            long next = jdbc.sql("SELECT last_value + is_called::integer FROM document_item_block")
                            .query(Long.class)
                            .single()
                    * ITEM_BLOCK;
            long shift = lowest >= next ? 0 : next - lowest;
            jdbc.sql("SELECT setval('document_item_block', ?, false)")
                    .param(Math.max(next, highest + shift) / ITEM_BLOCK + 1)
                    .query(Long.class)
                    .single();
            return shift;
        }));
    }

    private Loaded load(Archive archive, long shift, boolean isHeld, LongConsumer progress) {
        JdbcClient jdbc = house.jdbc();
        long companyId =
                jdbc.sql("SELECT nextval('company_id')").query(Long.class).single();
        String subdomain = freeSubdomain(archive.manifest().subdomain(), companyId);
        long loaded = 0;
        for (Manifest.Table table : archive.manifest().tables()) {
            ArchiveRows rows = new ArchiveRows(house.jdbc(), companyId, subdomain, archive, table, shift);
            loaded = rows.load(loaded, progress);
            if (table.name().equals(ArchiveTables.COMPANY)) {
                found(companyId, archive.manifest(), isHeld);
            }
        }
        completeCompany(companyId, archive);
        jdbc.sql("SELECT recount_documents(?)").param(companyId).query().listOfRows();
        return jdbc.sql("""
                        SELECT id FROM users WHERE company_id = ? ORDER BY permission_level DESC, hidden, id LIMIT 1
                        """)
                .param(companyId)
                .query((row, number) -> new Loaded(companyId, subdomain, row.getLong(1)))
                .optional()
                .orElseThrow(() -> new ArchiveException("The archive has no user"));
    }

    /** The last candidate is free for certain: no other company has this id after a dash. */
    private String freeSubdomain(String wanted, long companyId) {
        for (String candidate : List.of(wanted, wanted + companyId)) {
            if (house.jdbc()
                    .sql("SELECT FROM company WHERE subdomain = ?")
                    .param(candidate)
                    .query()
                    .listOfRows()
                    .isEmpty()) {
                return candidate;
            }
        }
        return wanted + "-" + companyId;
    }

    private void found(long companyId, Manifest manifest, boolean isHeld) {
        JdbcClient jdbc = house.jdbc();
        jdbc.sql("UPDATE company SET archive_id = :archive, held_since = :since WHERE id = :id")
                .param("archive", manifest.archive())
                .param("since", isHeld ? Columns.timestamp(clock.now()) : null)
                .param("id", companyId)
                .update();
        jdbc.sql("INSERT INTO document_register (company_id) VALUES (?)")
                .param(companyId)
                .update();
        jdbc.sql("INSERT INTO estimate_register (company_id) VALUES (?)")
                .param(companyId)
                .update();
    }

    /** What of the company refers to rows that come after it. */
    private void completeCompany(long companyId, Archive archive) {
        Manifest.Table company = archive.manifest().tables().getFirst();
        List<String> late = ArchiveRows.AFTER_THE_SERIES.stream()
                .filter(company.columns()::contains)
                .toList();
        if (!late.isEmpty()) {
            String assignments = String.join(
                    ", ", late.stream().map(column -> column + " = r." + column).toList());
            archive.read(
                    company,
                    1,
                    (rows, number) -> house.jdbc()
                            .sql(
                                    "UPDATE company c SET " + assignments
                                            + " FROM json_populate_recordset(CAST(NULL AS company), CAST(? AS json)) AS r WHERE c.id = ?")
                            .params(rows, companyId)
                            .update());
        }
    }
}
