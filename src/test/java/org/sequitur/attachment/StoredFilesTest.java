package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.ServerProcess;
import org.sequitur.TestServer;
import org.sequitur.store.CompanyAtWork;
import org.sequitur.store.DatabaseSnapshot;
import org.sequitur.store.HouseConnections;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Bytes in the database and in a directory, whatever a process dies between, and what is swept of them. */
class StoredFilesTest {

    private static final byte[] BYTES = SampleFiles.pdf(7, 700_001);

    @TempDir
    private Path temporary;

    private final TestServer server = TestServer.shared();
    private final long companyId = server.newCompany().id();
    private final HouseConnections house = new HouseConnections(server.dataSource());
    private final DataSource companies = server.database().companyPool();
    private final JdbcClient jdbc = JdbcClient.create(companies);
    private final TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(companies));
    private FileDirectory directory;
    private StoredFiles inDirectory;
    private StoredFiles inDatabase;
    private ReleasedFiles sweeper;

    @BeforeEach
    void directory() throws IOException {
        directory = new FileDirectory(temporary.resolve("files"));
        directory.newMark();
        inDirectory = new StoredFiles(jdbc, house, directory, true);
        inDatabase = new StoredFiles(jdbc, house, directory, false);
        sweeper = new ReleasedFiles(house, directory);
    }

    @AfterEach
    void noSweeper() {
        sweeper.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasCommittedIsReadAsItWasKeptWhereverNewFilesGo(boolean usesDirectory) throws Exception {
        long id = kept(usesDirectory ? inDirectory : inDatabase);

        assertThat(name(id) == null).isEqualTo(!usesDirectory);
        assertThat(files()).hasSize(usesDirectory ? 1 : 0);
        for (StoredFiles later : List.of(inDirectory, inDatabase)) {
            assertThat(atWork(() -> later.bytes(companyId, id))).isEqualTo(BYTES);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            later.writeTo(out, companyId, id, new StoredFiles.Place(BYTES.length, name(id)));
            assertThat(out.toByteArray()).isEqualTo(BYTES);
        }
    }

    @Test
    void whatWasRolledBackIsNoFileAndLeavesNoneInTheEnd() throws Exception {
        for (StoredFiles files : List.of(inDirectory, inDatabase)) {
            atWork(() -> transactions.execute(status -> {
                status.setRollbackOnly();
                return files.keep(companyId, BYTES);
            }));
        }

        assertThat(states()).containsExactly("incoming");
        assertThat(files()).hasSize(1);
        sweeper.sweep();
        assertThat(states()).as("it may still come in").containsExactly("incoming");
        anHourLater();
        sweeper.sweep();
        assertThat(states()).containsExactly("released");
        assertThat(files()).hasSize(1);
        anHourLater();
        sweeper.sweep();
        assertThat(states()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileThatAProcessDiedOverIsSweptWhicheverStepItDiedAt() throws Exception {
        String announced = FileDirectory.newName();
        inDirectory.announce(companyId, announced, BYTES);
        String begun = FileDirectory.newName();
        inDirectory.announce(companyId, begun, BYTES);
        Files.write(temporary.resolve("files/" + begun.substring(0, 2) + "/" + begun + ".part"), new byte[5]);
        String written = FileDirectory.newName();
        inDirectory.announce(companyId, written, BYTES);
        directory.write(written, BYTES);
        String unlinked = FileDirectory.newName();
        inDirectory.announce(companyId, unlinked, BYTES);

        assertThat(files()).hasSize(2);
        anHourLater();
        sweeper.sweep();
        anHourLater();
        directory.remove(unlinked);
        sweeper.sweep();
        assertThat(states()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatATransactionInFlightMayStillCommitIsNotSwept() throws Exception {
        long id = atWork(() -> transactions.execute(status -> {
            String name = FileDirectory.newName();
            long announced = inDirectory.announce(companyId, name, BYTES);
            write(name);
            // As if this process had stood still for hours, before and after the row is locked.
            anHourLater();
            inDirectory.keepAnnounced(companyId, announced);
            sweepFromOutside();
            return announced;
        }));

        assertThat(state(id)).isEqualTo("kept");
        anHourLater();
        sweeper.sweep();
        assertThat(atWork(() -> inDirectory.bytes(companyId, id))).isEqualTo(BYTES);
    }

    @Test
    void whatIsReleasedWhileABackupIsMadeIsSweptAfterIt() throws Exception {
        long id = kept(inDirectory);
        try (DatabaseSnapshot snapshot = DatabaseSnapshot.of(server.address())) {
            assertThat(FileArchive.extent(snapshot.connection()).files()).isPositive();
            release(id);
            anHourLater();
            sweeper.sweep();
            assertThat(files()).hasSize(1);
        }
        // The session behind a closed connection ends in a moment only.
        ServerProcess.awaitThat("nothing is left", () -> {
            sweeper.sweep();
            return files().isEmpty();
        });
    }

    @Test
    void whatWasGivenUpBeforeItWasKeptIsRefused() throws Exception {
        String name = FileDirectory.newName();
        long id = inDirectory.announce(companyId, name, BYTES);
        directory.write(name, BYTES);
        anHourLater();
        sweeper.sweep();

        assertThatThrownBy(() -> atWork(() -> {
                    inDirectory.keepAnnounced(companyId, id);
                    return id;
                }))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("503");
        assertThat(state(id)).isEqualTo("released");
    }

    @Test
    void aDirectoryThatCannotBeWrittenRefusesAndReadsGoOn() throws Exception {
        long id = kept(inDatabase);
        FileDirectory gone = new FileDirectory(temporary.resolve("unmounted"));
        StoredFiles files = new StoredFiles(jdbc, house, gone, true);

        assertThatThrownBy(() -> kept(files)).isInstanceOf(WireException.class).hasMessageContaining("503");
        assertThat(temporary.resolve("unmounted")).doesNotExist();
        assertThat(states()).as("the row came before the file").containsExactlyInAnyOrder("kept", "incoming");
        assertThat(atWork(() -> files.bytes(companyId, id))).isEqualTo(BYTES);
    }

    @Test
    void aFileInADirectoryThatIsNotNamedIsNeitherReadNorSwept() throws Exception {
        long id = kept(inDirectory);
        StoredFiles without = new StoredFiles(jdbc, house, null, false);
        assertThatThrownBy(() -> atWork(() -> without.bytes(companyId, id)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("503");
        release(id);
        anHourLater();
        try (ReleasedFiles blind = new ReleasedFiles(house, null)) {
            blind.sweep();
        }
        assertThat(states()).containsExactly("released");
        assertThat(files()).hasSize(1);
    }

    private long kept(StoredFiles files) throws Exception {
        return atWork(() -> Objects.requireNonNull(transactions.execute(status -> files.keep(companyId, BYTES))));
    }

    private <T> T atWork(Supplier<T> work) {
        return CompanyAtWork.<T, RuntimeException>call(companyId, work::get);
    }

    private void write(String name) {
        try {
            directory.write(name, BYTES);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In a transaction of the house, which does not wait for rows that somebody holds. */
    private void sweepFromOutside() {
        Thread other = Thread.ofVirtual().start(sweeper::sweep);
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void anHourLater() {
        house.jdbc()
                .sql("UPDATE stored_file SET since = since - interval '61 minutes' WHERE company_id = ?")
                .param(companyId)
                .update();
    }

    private void release(long id) {
        house.jdbc()
                .sql("UPDATE stored_file SET state = 'released' WHERE company_id = ? AND id = ?")
                .params(companyId, id)
                .update();
    }

    private List<String> states() {
        return house.jdbc()
                .sql("SELECT DISTINCT state FROM stored_file WHERE company_id = ?")
                .param(companyId)
                .query(String.class)
                .list();
    }

    private String state(long id) {
        return house.jdbc()
                .sql("SELECT state FROM stored_file WHERE company_id = ? AND id = ?")
                .params(companyId, id)
                .query(String.class)
                .single();
    }

    private @Nullable String name(long id) {
        return house.jdbc()
                .sql("SELECT name FROM stored_file WHERE company_id = ? AND id = ?")
                .params(companyId, id)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(temporary.resolve("files"))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("sequitur-files"))
                    .toList();
        }
    }
}
