package org.sequitur.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sequitur.backup.BackedUpServer.ask;
import static org.sequitur.backup.BackedUpServer.execute;
import static org.sequitur.backup.BackedUpServer.restore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.store.Database;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.DatabaseRestore;
import org.sequitur.store.DatabaseSnapshot;
import org.sequitur.store.StoreException;

/** What was backed up is what is restored, with all that guards it; and nothing else is ever restored. */
class RestoredDatabaseTest {

    /** Everything that the migrations make in the schema, but for names of indexes and the like that follow from it. */
    private static final String GUARDS = """
            SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT pg_get_indexdef(indexrelid) || indisvalid FROM pg_index JOIN pg_class c ON c.oid = indexrelid
            WHERE relnamespace = 'public'::regnamespace
            UNION ALL SELECT pg_get_triggerdef(t.oid) || tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
            WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
            UNION ALL SELECT oid::regclass || ' ' || relkind::text || relrowsecurity || relforcerowsecurity || coalesce(relacl::text, '')
            FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'restore%'
            ORDER BY 1
            """;

    private static final String TABLES = """
            SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relpersistence = 'p'
              AND relname NOT LIKE 'flyway%' AND relname <> 'theirs' ORDER BY 1
            """;

    @TempDir
    private static Path temporary;

    private static BackedUpServer server;
    private static Path backup;

    @BeforeAll
    static void start() throws Exception {
        server = BackedUpServer.start(temporary.resolve("files"));
        backup = server.backup(temporary.resolve("backup.zip"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyRowEverySequenceAndEveryGuardIsAsItWas() throws Exception {
        DatabaseAddress empty = server.newDatabase();
        Path files = temporary.resolve("restored");
        assertThat(restore(backup, empty, files)).isEmpty();

        List<String> tables = ask(server.address(), TABLES);
        assertThat(ask(empty, TABLES)).isEqualTo(tables).hasSizeGreaterThan(50);
        int filled = 0;
        for (String table : tables) {
            String rows = "SELECT t::text FROM \"" + table + "\" t ORDER BY 1";
            List<String> was = ask(server.address(), rows);
            assertThat(ask(empty, rows)).as(table).isEqualTo(was);
            filled += was.isEmpty() ? 0 : 1;
        }
        assertThat(filled).isGreaterThan(12);
        assertThat(ask(empty, GUARDS)).isEqualTo(ask(server.address(), GUARDS));
        for (String sequence : ask(server.address(), "SELECT oid::regclass FROM pg_class WHERE relkind = 'S'")) {
            String position = "SELECT last_value || ' ' || is_called FROM " + sequence;
            assertThat(ask(empty, position)).as(sequence).isEqualTo(ask(server.address(), position));
        }
        assertThat(contents(files)).hasSize(3).isEqualTo(contents(temporary.resolve("files")));
        Database.open(empty).close();
    }

    private static List<String> contents(Path directory) throws Exception {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file) + " " + read(file))
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsWrittenAfterTheSnapshotIsNotInIt() throws Exception {
        Path later = temporary.resolve("later.zip");
        try (DatabaseSnapshot snapshot = DatabaseSnapshot.of(server.address())) {
            execute(server.address(), "CREATE TABLE theirs AS SELECT 1 AS id");
            execute(server.address(), "UPDATE company SET name = 'Renamed ' || name");
            server.writer(snapshot).write(later, false, damage -> {});
        } finally {
            execute(server.address(), "DROP TABLE theirs", "UPDATE company SET name = replace(name, 'Renamed ', '')");
        }
        DatabaseAddress empty = server.newDatabase();
        restore(later, empty, null);
        assertThat(ask(empty, "SELECT name FROM company WHERE name LIKE 'Renamed%'"))
                .isEmpty();
        assertThat(ask(empty, "SELECT count(*) FROM company")).containsExactly("2");
    }

    @Test
    void aTableThatIsNoneOfSequitursIsBackedUpAndLeftOutWithAWord() throws Exception {
        execute(server.address(), "CREATE TABLE theirs AS SELECT 1 AS id");
        Path withTheirs = server.backup(temporary.resolve("theirs.zip"));
        execute(server.address(), "DROP TABLE theirs");
        DatabaseAddress empty = server.newDatabase();
        assertThat(restore(withTheirs, empty, null)).containsExactly("theirs");
        assertThat(ask(empty, "SELECT count(*) FROM company")).containsExactly("2");
    }

    @Test
    void whatAnOlderSequiturHeldIsBroughtUpToDate() throws Exception {
        DatabaseAddress old = server.newDatabase();
        Flyway.configure()
                .dataSource(old.url(), old.user(), old.password())
                .locations("classpath:db/migration")
                .target("13")
                .load()
                .migrate();
        execute(
                old,
                "INSERT INTO company (id, name, subdomain, type, currency, company_start_date, first_accounting_year_end,"
                        + " freeagent_start_date, country, created_at, updated_at) VALUES (7, 'Old', 'old',"
                        + " 'UkLimitedCompany', 'GBP', '2024-01-01', '2024-12-31', '2024-01-01', 'United Kingdom',"
                        + " now(), now())",
                "INSERT INTO bank_account (company_id, id, name, type, currency, is_primary, created_at, updated_at)"
                        + " VALUES (7, 9, 'Bank', 'StandardBankAccount', 'GBP', true, now(), now())");
        Path file = temporary.resolve("old.zip");
        try (DatabaseSnapshot snapshot = DatabaseSnapshot.of(old)) {
            BackupWriter.of(snapshot, null, true, "old", Instant.EPOCH, (done, total) -> {})
                    .write(file, false, damage -> {});
        }
        assertThat(ask(old, "SELECT max(version::int) FROM flyway_schema_history"))
                .as("a backup brings nothing up to date")
                .containsExactly("13");

        DatabaseAddress empty = server.newDatabase();
        restore(file, empty, null);
        assertThat(ask(empty, GUARDS)).isEqualTo(ask(server.address(), GUARDS));
        assertThat(ask(empty, "SELECT sub_account FROM bank_account"))
                .as("of a later migration")
                .hasSize(1);
    }

    @Test
    void aFilledDatabaseIsRefusedAndLeftAsItIs() throws Exception {
        DatabaseAddress filled = server.newDatabase();
        execute(filled, "CREATE VIEW theirs AS SELECT 1 AS id");
        refused(backup, filled, "is not empty; nothing was changed");
        assertThat(ask(filled, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .containsExactly("theirs");
    }

    @Test
    void aNewerSequitursIsRefused() throws Exception {
        DatabaseAddress empty = server.newDatabase();
        refused(
                altered().contents(text -> text.replaceFirst("\"version\" : \"13\"", "\"version\" : \"9999\"")),
                empty,
                "newer Sequitur (schema 9999 is unknown here)");
        refused(
                altered().contents(text -> text.replaceFirst("\"format\" : 1", "\"format\" : 2")),
                empty,
                "newer Sequitur");
        refused(
                altered().contents(text -> text.replaceFirst("\"checksum\" : -?\\d+", "\"checksum\" : 5")),
                empty,
                "whose schema 1 is another one");
        assertThat(ask(empty, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .containsExactly("0");
        try {
            execute(
                    server.address(),
                    "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                            + " installed_by, execution_time, success) VALUES (9999, '9999', '', 'SQL', '', '', 0, true)");
            assertThatThrownBy(() -> DatabaseSnapshot.of(server.address())).hasMessageContaining("newer Sequitur");
        } finally {
            execute(server.address(), "DELETE FROM flyway_schema_history WHERE installed_rank = 9999");
        }
    }

    @Test
    void whatTheTablesDoNotAllowIsRefusedAndNobodyUsesWhatIsLeft() throws Exception {
        assertLeftUnusable(altered().part("tables/contact", text -> "").forged(), "violates foreign key constraint");
        assertLeftUnusable(
                altered().part("tables/document_item", text -> text.substring(text.indexOf('\n') + 1)),
                "is not what was written");
        assertLeftUnusable(
                altered().contents(text -> text.replaceFirst("\"sub_account\"", "\"other\"")), "has other columns");
        assertLeftUnusable(
                altered().contents(text -> text.replaceFirst("\"company_id\",\\s+\"last\"", "\"x\", \"last\"")),
                "where the sequence company_id stood");
    }

    private void assertLeftUnusable(AlteredBackup altered, String words) throws Exception {
        DatabaseAddress empty = server.newDatabase();
        refused(altered, empty, words);
        for (String table : List.of("company", "document")) {
            assertThat(ask(empty, "SELECT count(*) FROM " + table)).containsExactly("0");
        }
        assertThatThrownBy(() -> Database.open(empty))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has not ended");
        assertThatThrownBy(() -> DatabaseSnapshot.of(empty))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has not ended");
        refused(backup, empty, "has not ended");
    }

    @Test
    void whoDiesAmidARestoreLeavesNothingThatIsUsed() throws Exception {
        DatabaseAddress empty = server.newDatabase();
        try (BackupFile file = BackupFile.open(backup, (done, total) -> {})) {
            DatabaseRestore.into(empty, file.contents().migrations()).close();
        }
        assertThatThrownBy(() -> Database.open(empty)).hasMessageContaining("has not ended");
    }

    private static AlteredBackup altered() throws Exception {
        return AlteredBackup.of(backup);
    }

    private static void refused(AlteredBackup altered, DatabaseAddress address, String words) throws Exception {
        Path file = Files.createTempFile(temporary, "altered", ".zip");
        refused(altered.writtenTo(file), address, words);
    }

    private static void refused(Path file, DatabaseAddress address, String words) throws SQLException {
        assertThatThrownBy(() -> restore(file, address, null))
                .isInstanceOfAny(BackupException.class, StoreException.class)
                .hasMessageContaining(words)
                .message()
                .hasLineCount(1);
    }
}
