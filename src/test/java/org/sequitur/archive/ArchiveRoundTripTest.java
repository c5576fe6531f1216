package org.sequitur.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.FurnishedData;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
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
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(FurnishedData.in(directory.resolve("elsewhere")));
                Database elsewhere = Database.open(postgres.address())) {
            CompanyImport.Loaded loaded = load(elsewhere, first, false);
            Path second = exported(elsewhere, loaded.companyId(), "second");
            assertThat(files(second)).isEqualTo(files(first));
            assertThat(breaches(elsewhere, loaded.companyId())).isEmpty();
        }
    }

    /** Servers draw ids of lines in blocks, so those of the archive are moved out of the way. */
    @Test
    void aCompanyThatIsLoadedBesideARunningServerGoesOnFromItsLastReference() throws Exception {
        TestServer server = TestServer.shared();
        TestCompany company = server.newCompany();
        String contact = company.client().newContact("beside");
        create(company.client(), contact);
        Path archive = exported(server.database(), company.id(), "beside");
        // As if it came from elsewhere: with ids of lines that this server has drawn and not yet given.
        Path items = archive.resolve("json/document_item.json");
        Path manifest = archive.resolve("manifest.json");
        String before = Files.readString(items);
        String after = Pattern.compile("(?<=\\{\"id\":)[0-9]+")
                .matcher(before)
                .replaceAll(id -> Long.toString(Long.parseLong(id.group()) + 10));
        Files.writeString(items, after);
        Files.writeString(manifest, Files.readString(manifest).replace(sha256(before), sha256(after)));
        for (int i = 0; i < 3; i++) {
            long drawn = number(server, "SELECT (last_value + is_called::integer) * 100 FROM document_item_block");
            CompanyImport.Loaded loaded = load(server.database(), archive, i > 0);
            assertThat(number(server, "SELECT min(id) FROM document_item WHERE company_id = " + loaded.companyId()))
                    .isGreaterThanOrEqualTo(drawn);
            V2Client client = new V2Client(
                    server.baseUrl(),
                    server.server()
                            .accessTokens()
                            .create(loaded.companyId(), loaded.ownerId(), "test")
                            .text());
            for (int j = 2; j <= 60; j++) {
                assertThat(create(client, contact)).isEqualTo("%03d".formatted(j));
            }
            assertThat(breaches(server.database(), loaded.companyId())).isEmpty();
        }
    }

    @Test
    void anArchiveThatWasChangedOrDoesNotFitIsRefusedAndLeavesNothing() throws Exception {
        TestServer server = TestServer.shared();
        TestCompany company = server.newCompany();
        create(company.client(), company.client().newContact("refused"));
        long companies = companies(server);
        Path archive = exported(server.database(), company.id(), "refused");
        Path contacts = archive.resolve("json/contact.json");
        Path manifest = archive.resolve("manifest.json");
        String whole = Files.readString(manifest);
        String rows = Files.readString(contacts);

        Files.writeString(contacts, rows.replace("refused", "changed"));
        refuses(server, archive, "is not as it was written");
        Files.writeString(contacts, rows.substring(0, rows.length() / 2));
        refuses(server, archive, "is not as it was written");
        Files.delete(contacts);
        refuses(server, archive, "missing");
        String none = "[\n]\n";
        Files.writeString(contacts, none);
        Files.writeString(manifest, whole.replace(sha256(rows), sha256(none)));
        refuses(server, archive, "does not fit: of document");
        Files.writeString(contacts, rows);
        Files.writeString(manifest, whole.replaceFirst("\"schema\" : \"[0-9.]+\"", "\"schema\" : \"12\""));
        refuses(server, archive, "of version 12 of the tables");
        Files.writeString(manifest, whole.replaceFirst("\"format\" : 1", "\"format\" : 2"));
        refuses(server, archive, "is of format 2");
        Files.writeString(manifest, whole.substring(20));
        refuses(server, archive, "cannot be read");
        refuses(server, directory, "There is no archive in");
        assertThat(companies(server)).isEqualTo(companies);
        Files.writeString(manifest, whole);
        load(server.database(), archive, false);
        refuses(server, archive, "has been loaded before");
    }

    @Test
    void anExportOverwritesNothing() throws Exception {
        TestServer server = TestServer.shared();
        long company = server.newCompany().id();
        Files.createDirectory(directory.resolve("there"));
        Files.writeString(directory.resolve("there/mine.txt"), "mine");
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> exported(server.database(), company, "there"))
                .withMessageContaining("is there already");
        assertThat(directory.resolve("there")).isDirectoryContaining("glob:**/mine.txt");
        assertThat(directory.resolve("there.part")).doesNotExist();
    }

    private static void refuses(TestServer server, Path archive, String words) {
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> load(server.database(), archive, false))
                .withMessageContaining(words);
    }

    private static long companies(TestServer server) {
        return number(server, "SELECT count(*) FROM company");
    }

    private static long number(TestServer server, String question) {
        return JdbcClient.create(server.dataSource())
                .sql(question)
                .query(Long.class)
                .single();
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String create(V2Client client, String contact) throws Exception {
        Map<String, Object> item = Map.of("description", "Work", "item_type", "Hours", "quantity", 1, "price", 10);
        return client.post(
                        "invoices",
                        Map.of(
                                "invoice",
                                Map.of(
                                        "contact",
                                        contact,
                                        "dated_on",
                                        "2026-01-05",
                                        "payment_terms_in_days",
                                        30,
                                        "invoice_items",
                                        List.of(item, item))))
                .expect(201)
                .body()
                .path("invoice")
                .path("reference")
                .asString();
    }

    private static List<String> breaches(Database database, long companyId) throws SQLException {
        try (Connection connection = database.connectToLook()) {
            return VerifyCommand.verification(null, null)
                    .run(connection, companyId)
                    .told();
        }
    }

    @Test
    void everyTableOfACompanyIsCarriedByItsArchiveOrNamedAsLeft() {
        List<String> tables = JdbcClient.create(TestServer.shared().dataSource())
                .sql("""
                        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attname = 'company_id'
                            AND NOT a.attisdropped
                        """)
                .query(String.class)
                .list();
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

    private static CompanyImport.Loaded load(Database database, Path archive, boolean again) {
        return new CompanyImport(new HouseConnections(database.pool()), new RecordClock(Clock.systemUTC()))
                .load(Archive.open(archive), again, true, rows -> {}, loaded -> {});
    }

    /** All files but the manifest, which says when it was made, by their paths. */
    private static Map<String, String> files(Path archive) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(archive)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().equals("manifest.json")) {
                    files.put(
                            archive.relativize(file).toString(),
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return files;
    }
}
