package org.sequitur.store;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.util.PSQLException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The tables of a database, brought to the state this program expects and never behind it. */
record Schema(DatabaseAddress address, Properties properties, String migrations) {

    /** {@code raise_exception} and {@code insufficient_privilege}. */
    private static final Set<String> REFUSED = Set.of("P0001", "42501");

    /** Runs what is missing. Servers that start together take turns: Flyway holds a lock meanwhile. */
    void update() {
        Flyway flyway = flyway().load();
        try {
            refuseNewer(flyway);
            flyway.migrate();
        } catch (FlywayException e) {
            throw unable(e);
        }
    }

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(new DriverManagerDataSource(address.url(), properties))
                .locations(migrations)
                .loggers(MigrationLog.class.getName())
                .cleanDisabled(true);
    }

    private StoreException unable(FlywayException e) {
        return new StoreException(
                "The tables of the database " + address + " cannot be brought up to date: " + line(e), e);
    }

    /** Changes nothing. */
    void refuseNewer() {
        try {
            refuseNewer(flyway().load());
        } catch (FlywayException e) {
            throw unable(e);
        }
    }

    /**
     * Makes, in an empty database, the tables as they were after these migrations, and with the first of them a table that says that
     * the database is not whole.
     *
     * @throws StoreException when this program does not know the migrations; then nothing is changed
     */
    void make(List<AppliedMigration> wanted) {
        try {
            Flyway flyway = flyway().load();
            List<AppliedMigration> known = Arrays.stream(flyway.info().all())
                    .filter(MigrationInfo::isVersioned)
                    .map(migration -> new AppliedMigration(
                            String.valueOf(migration.getVersion()),
                            Objects.requireNonNullElse(migration.getResolvedChecksum(), 0)))
                    .toList();
            for (AppliedMigration migration : wanted) {
                if (!known.contains(migration)) {
                    throw unknown(migration, known);
                }
            }
            if (wanted.isEmpty() || !known.subList(0, wanted.size()).equals(wanted)) {
                throw new StoreException(
                        "The backup comes from a Sequitur whose tables were made otherwise; nothing was" + " restored");
            }
            flyway().target(MigrationVersion.fromVersion(wanted.getLast().version()))
                    .callbacks(new MarkOfRestore())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw unable(e);
        }
    }

    private static StoreException unknown(AppliedMigration migration, List<AppliedMigration> known) {
        boolean isNewer = known.stream().noneMatch(one -> one.version().equals(migration.version()));
        return new StoreException(
                isNewer
                        ? "The backup was made by a newer Sequitur (schema " + migration.version()
                                + " is unknown here); nothing was restored. Restore it with that one"
                        : "The backup was made by a Sequitur whose schema " + migration.version()
                                + " is another one; nothing was restored");
    }

    private void refuseNewer(Flyway flyway) {
        Optional<MigrationInfo> newer = Arrays.stream(flyway.info().applied())
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED)
                .findFirst();
        if (newer.isPresent()) {
            throw new StoreException(
                    "The database " + address + " was written by a newer Sequitur; nothing was changed."
                            + " Start that one, or restore the backup from before the upgrade (schema "
                            + newer.get().getVersion()
                            + " is unknown here)");
        }
    }

    private static String line(FlywayException e) {
        return String.join(" ", said(e).lines().map(String::strip).toList());
    }

    /** Of what the role may not do, and of what a migration refuses, PostgreSQL's own words; of all else Flyway's. */
    private static String said(FlywayException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException failure
                    && REFUSED.contains(String.valueOf(failure.getSQLState()))
                    && failure.getServerErrorMessage() != null) {
                return String.valueOf(failure.getServerErrorMessage().getMessage());
            }
        }
        return String.valueOf(e.getMessage());
    }
}
