package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.server.Server;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A server that keeps files in a directory, others beside it that do otherwise, and what is told of files that are not there. */
class DirectoryTest {

    private static final String DIRECTORY = "sequitur.attachments.directory";
    private static final String STORAGE = "sequitur.attachments.storage";
    private static final byte[] PDF = SampleFiles.pdf(1, 200_000);

    @TempDir
    private static Path temporary;

    private static Path files;
    private static TestServer server;

    private TestCompany company;
    private Receipts receipts;

    @BeforeAll
    static void start() {
        files = temporary.resolve("files");
        server = TestServer.start(Map.of(DIRECTORY, files.toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void found() throws Exception {
        company = server.newCompany();
        receipts = Receipts.of(company.client());
    }

    @Test
    void filesAreThereUnderNamesOfTheirOwnForTheirOwnerOnly() throws Exception {
        JsonNode expense = receipts.post(SampleFiles.upload(PDF, "visible.pdf", "application/pdf"))
                .expect(201)
                .body()
                .path("expense");

        assertThat(Download.of(Receipts.link(expense, "content_src"))
                        .expect(200)
                        .bytes())
                .isEqualTo(PDF);
        Path file = fileOf(expense);
        assertThat(Files.readAllBytes(file)).isEqualTo(PDF);
        assertThat(all()).noneMatch(path -> path.toString().contains("visible"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(jdbc().sql("SELECT count(*) FROM stored_file WHERE data IS NOT NULL AND company_id = ?")
                        .param(company.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aSettingThatChangesKeepsWhatWasKeptBeforeReadable() throws Exception {
        JsonNode before = receipts.with(PDF, "application/pdf");
        try (Server database =
                server.beside(Map.of(DIRECTORY, files.toString(), STORAGE, "database"), Clock.systemUTC())) {
            int count = all().size();
            Receipts later = Receipts.of(new V2Client(database.baseUrl().of(""), company.token()));
            JsonNode after = later.with(SampleFiles.pdf(2, 100), "application/pdf");
            assertThat(all()).hasSize(count);
            for (Receipts either : List.of(receipts, later)) {
                assertThat(Download.of(Receipts.link(either.read(before), "content_src"))
                                .expect(200)
                                .bytes())
                        .isEqualTo(PDF);
                assertThat(Download.of(Receipts.link(either.read(after), "content_src"))
                                .expect(200)
                                .bytes())
                        .isEqualTo(SampleFiles.pdf(2, 100));
            }
        }
        try (Server without = server.beside(Map.of(), Clock.systemUTC())) {
            Receipts blind = Receipts.of(new V2Client(without.baseUrl().of(""), company.token()));
            Download.of(Receipts.link(blind.read(before), "content_src")).expect(503);
        }
    }

    @Test
    void whatARequestThatIsRefusedLaterHasWrittenIsNoAttachment() throws Exception {
        Map<String, Object> attributes = receipts.attributes();
        attributes.put("attachment", SampleFiles.upload(PDF, "a.pdf", "application/pdf"));
        // A project that is removed between the look at it and the write would do the same.
        jdbc().sql("ALTER TABLE attachment ADD CONSTRAINT refused CHECK (company_id <> " + company.id() + ")")
                .update();
        try {
            company.client().post("expenses", Map.of("expense", attributes)).expect(500);
        } finally {
            jdbc().sql("ALTER TABLE attachment DROP CONSTRAINT refused").update();
        }
        assertThat(receipts.all()).isEmpty();
        assertThat(jdbc().sql("SELECT state FROM stored_file WHERE company_id = ?")
                        .param(company.id())
                        .query(String.class)
                        .list())
                .containsExactly("incoming");
        assertThat(breaches(files)).isEmpty();
    }

    @Test
    void aDirectoryThatIsNotTheOneIsRefusedAtTheStart() throws Exception {
        Path unmounted = Files.createDirectory(temporary.resolve("unmounted"));
        refused(Map.of(DIRECTORY, unmounted.toString()), "is not the directory that holds the files of this database");
        refused(Map.of(DIRECTORY, temporary.resolve("none").toString()), "is its disk mounted?");
        refused(Map.of(STORAGE, "directory"), "names none");
        refused(Map.of(STORAGE, "cloud"), "is database or directory, not 'cloud'");
        assertThat(unmounted).isEmptyDirectory();
        assertThat(temporary.resolve("none")).doesNotExist();
    }

    @Test
    void verificationTellsOfFilesThatAreMissingOrChanged() throws Exception {
        JsonNode missing = receipts.with(PDF, "application/pdf");
        JsonNode changed = receipts.with(SampleFiles.pdf(2, 100), "application/pdf");
        receipts.with(SampleFiles.pdf(3, 100), "application/pdf");
        assertThat(breaches(files)).isEmpty();
        assertThat(breaches(null)).containsExactly("3 attachments have their files in a directory that was not named");

        Files.delete(fileOf(missing));
        Files.write(fileOf(changed), SampleFiles.pdf(4, 100));
        assertThat(breaches(files)).hasSize(2);
        assertThat(breaches(files).getFirst()).startsWith("the file of attachment " + id(missing) + " is missing: ");
        assertThat(breaches(files).getLast())
                .isEqualTo("the file of attachment " + id(changed) + " is not as it was sent");
        Download.of(Receipts.link(missing, "content_src")).expect(500);
    }

    @Test
    void verificationTellsOfBytesInTheDatabaseThatAreNotThoseThatWereSent() throws Exception {
        TestServer shared = TestServer.shared();
        TestCompany other = shared.newCompany();
        JsonNode expense = Receipts.of(other.client()).with(SampleFiles.pdf(2, 100), "application/pdf");
        JdbcClient house = JdbcClient.create(shared.dataSource());
        assertThat(breaches(shared, other, null)).isEmpty();
        house.sql("UPDATE stored_file SET data = set_byte(data, 50, get_byte(data, 50) # 1) WHERE company_id = ?")
                .param(other.id())
                .update();
        assertThat(breaches(shared, other, null))
                .containsExactly("the file of attachment " + id(expense) + " is not as it was sent");
        house.sql("UPDATE stored_file SET state = 'released' WHERE company_id = ?")
                .param(other.id())
                .update();
        assertThat(breaches(shared, other, null))
                .containsExactly("attachment " + id(expense) + " has a file that is not kept");
    }

    private void refused(Map<String, Object> settings, String message) {
        assertThatThrownBy(() -> server.beside(settings, Clock.systemUTC()))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private List<String> breaches(@Nullable Path directory) throws SQLException {
        return breaches(server, company, directory);
    }

    private static List<String> breaches(TestServer server, TestCompany company, @Nullable Path directory)
            throws SQLException {
        List<String> told = new ArrayList<>();
        try (Connection connection = server.dataSource().getConnection()) {
            new FilesCheck(directory == null ? null : directory.toString()).run(connection, company.id(), told::add);
        }
        return told;
    }

    private static String id(JsonNode expense) {
        return V2Client.id(expense.path("attachment"));
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(server.dataSource());
    }

    private Path fileOf(JsonNode expense) {
        String name = jdbc().sql("""
                        SELECT f.name FROM stored_file f
                        JOIN attachment a ON a.company_id = f.company_id AND a.file_id = f.id
                        WHERE a.company_id = ? AND a.id = ?
                        """)
                .params(company.id(), Long.parseLong(id(expense)))
                .query(String.class)
                .single();
        return files.resolve(name.substring(0, 2)).resolve(name);
    }

    private static List<Path> all() throws IOException {
        try (Stream<Path> all = Files.walk(files)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
