package org.sequitur.attachment;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Where files are kept, by the settings {@code sequitur.attachments.directory} and {@code sequitur.attachments.storage}. */
@Configuration(proxyBeanMethods = false)
class AttachmentConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(AttachmentConfiguration.class);

    private static final String DIRECTORY = "sequitur.attachments.directory";
    private static final String STORAGE = "sequitur.attachments.storage";

    /**
     * @param directory null for none
     * @param takesNew whether new files go there
     */
    record Places(@Nullable FileDirectory directory, boolean takesNew) {}

    @Bean
    FileHouse fileHouse(HouseConnections house) {
        return new FileHouse(house);
    }

    /** @throws IllegalArgumentException when a setting makes no sense */
    @Bean
    Places places(Environment settings, FileHouse fileHouse) {
        String directory = settings.getProperty(DIRECTORY, "").strip();
        String storage = settings.getProperty(STORAGE, "").strip();
        boolean isKnown = storage.isEmpty() || storage.equals("database") || storage.equals("directory");
        if (!isKnown) {
            throw new IllegalArgumentException(STORAGE + " is database or directory, not '" + storage + "'");
        }
        if (directory.isEmpty()) {
            if (storage.equals("directory")) {
                throw new IllegalArgumentException(STORAGE + " is directory, but " + DIRECTORY + " names none");
            }
            if (fileHouse.usesADirectory()) {
                LOG.warn("Files have been kept in a directory, and those cannot be read: {} names none", DIRECTORY);
            }
            return new Places(null, false);
        }
        return new Places(fileHouse.directory(Path.of(directory)), !storage.equals("database"));
    }

    @Bean
    SignedLinks signedLinks(FileHouse fileHouse) {
        return new SignedLinks(fileHouse.signingKey());
    }

    @Bean
    StoredFiles storedFiles(JdbcClient jdbc, HouseConnections house, Places places) {
        return new StoredFiles(jdbc, house, places.directory(), places.takesNew());
    }

    @Bean
    Thumbnails thumbnails(JdbcClient jdbc, TransactionOperations transactions, StoredFiles files) {
        return new Thumbnails(jdbc, transactions, files, new Semaphore(1, true), Thumbnails.PATIENCE);
    }

    @Bean
    AttachmentRows attachmentRows(
            JdbcClient jdbc, TransactionOperations transactions, StoredFiles files, RecordClock clock) {
        return new AttachmentRows(jdbc, transactions, files, clock);
    }

    @Bean
    Attachments attachments(
            AttachmentRows rows,
            StoredFiles files,
            SignedLinks links,
            RecordClock clock,
            ObjectProvider<AttachableRecords> rooms) {
        return new Attachments(rows, files, links, clock, rooms);
    }

    @Bean
    AttachmentLists attachmentLists(AttachmentRows rows, SignedLinks links, RecordClock clock) {
        return new AttachmentLists(rows, links, clock);
    }

    @Bean(destroyMethod = "close")
    ReleasedFiles releasedFiles(HouseConnections house, Places places) {
        return new ReleasedFiles(house, places.directory());
    }
}
