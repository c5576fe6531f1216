package org.sequitur.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Database;
import org.sequitur.store.DatabaseAddress;
import org.sequitur.store.EmbeddedPostgres;
import picocli.CommandLine.Option;

/** Where the data is: the same options for every command that needs them. */
final class DatabaseOptions {

    private static final String DEFAULT_DATA = "data";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:SEQUITUR_DATA:-data}",
            description = {"Directory of the embedded PostgreSQL's data.", "Environment: SEQUITUR_DATA. Default: data"})
    private String data = DEFAULT_DATA;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "${env:SEQUITUR_DATABASE_URL}",
            description = {
                "A PostgreSQL (15 or newer) of your own, such as",
                "postgresql://user:password@host:5432/name",
                "instead of the embedded one, which is the default.",
                "Environment: SEQUITUR_DATABASE_URL"
            })
    private @Nullable String databaseUrl;

    /** An open database, and the embedded server that was started for it, if one was. */
    record Open(Database database, @Nullable EmbeddedPostgres server) implements AutoCloseable {

        @Override
        public void close() {
            database.close();
            if (server != null) {
                server.close();
            }
        }
    }

    /** Where a database is, whatever its tables are like, and the embedded server that was started for it, if one was. */
    record Located(DatabaseAddress address, @Nullable EmbeddedPostgres server) implements AutoCloseable {

        private Open open() {
            try {
                return new Open(server == null ? Database.open(address) : Database.open(server), server);
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }

        @Override
        public void close() {
            if (server != null) {
                server.close();
            }
        }
    }

    /** For the server: it claims the data directory. */
    Open open() {
        return claim().open();
    }

    /** For a command beside a server that may be running: it joins the one that is, and makes no data where there are none. */
    Open openOrJoin() {
        return locate().open();
    }

    /** As {@link #openOrJoin}, but leaves the tables as they are. */
    Located locate() {
        if (!isOwn() && running().isEmpty() && !EmbeddedPostgres.isIn(data())) {
            throw new CommandFailure("There are no data of a Sequitur in "
                    + data().toAbsolutePath().normalize() + "; name their directory with --data");
        }
        return claimOrJoin();
    }

    /** As {@link #openOrJoin}, and makes data where there are none. */
    Open makeOrJoin() {
        return claimOrJoin().open();
    }

    private Located claimOrJoin() {
        Optional<DatabaseAddress> running = isOwn() ? Optional.empty() : running();
        return running.map(address -> new Located(address, null)).orElseGet(this::claim);
    }

    private Located claim() {
        if (isOwn()) {
            return new Located(own(), null);
        }
        EmbeddedPostgres server = EmbeddedPostgres.start(data());
        return new Located(server.address(), server);
    }

    /** The address of a database of the user's own. */
    DatabaseAddress own() {
        return DatabaseAddress.parse(String.valueOf(databaseUrl));
    }

    private Optional<DatabaseAddress> running() {
        return EmbeddedPostgres.runningIn(data());
    }

    /** An empty text is what a variable holds that was not meant to be set. */
    Path data() {
        return Path.of(data.isBlank() ? DEFAULT_DATA : data);
    }

    boolean isOwn() {
        return databaseUrl != null && !databaseUrl.isBlank();
    }
}
