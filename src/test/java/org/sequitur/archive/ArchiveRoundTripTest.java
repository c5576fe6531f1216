package org.sequitur.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.TestServer;
import org.sequitur.cli.VerifyCommand;
import org.sequitur.security.FilledCompany;
import org.sequitur.store.Database;
import org.sequitur.store.EmbeddedPostgres;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.springframework.jdbc.core.simple.JdbcClient;

class ArchiveRoundTripTest {

    @TempDir
    private Path directory;

    @Test
    void aCompanyThatIsExportedLoadedElsewhereAndExportedAgainIsTheSameToTheByte() throws Exception {
        FilledCompany company = FilledCompany.strict(TestServer.shared(), "archived");
        Path first = exported(TestServer.shared().database(), company.id(), "first");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("elsewhere"));
                Database elsewhere = Database.open(postgres.address())) {
            CompanyImport.Loaded loaded = load(elsewhere, first);
            Path second = exported(elsewhere, loaded.companyId(), "second");
            assertThat(files(second)).isEqualTo(files(first));
            try (Connection connection = elsewhere.connectToLook()) {
                assertThat(VerifyCommand.verification(null, null)
                                .run(connection, loaded.companyId())
                                .told())
                        .isEmpty();
            }
        }
    }

    @Test
    void everyTableOfACompanyIsCarriedByItsArchiveOrNamedAsLeft() {
        List<String> tables = JdbcClient.create(TestServer.shared().dataSource()).sql("""
                        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attname = 'company_id'
                            AND NOT a.attisdropped
                        """).query(String.class).list();
        List<String> carried =
                ArchiveTables.CARRIED.stream().map(ArchiveTable::name).toList();
        assertThat(Stream.concat(carried.stream(), ArchiveTables.LEFT.stream()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("company"), tables.stream()).toList());
    }

    private Path exported(Database database, long companyId, String name) throws SQLException {
        Path target = directory.resolve(name);
        try (Connection connection = database.connectToLook()) {
            new CompanyExport(connection, null).write(companyId, target, rows -> {});
        }
        return target;
    }

    private static CompanyImport.Loaded load(Database database, Path archive) {
        return new CompanyImport(new HouseConnections(database.pool()), new RecordClock(Clock.systemUTC()))
                .load(Archive.open(archive), false, true, rows -> {}, loaded -> {});
    }

    /** All files but the manifest, which says when it was made, by their paths. */
    private static Map<String, String> files(Path archive) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(archive)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().equals("manifest.json")) {
                    files.put(
                            archive.relativize(file).toString(),
                            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            }
        }
        return files;
    }
}
