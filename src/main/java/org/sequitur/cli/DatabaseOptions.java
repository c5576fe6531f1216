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

    /** For the server: it claims the data directory. */
    Open open() {
        if (isOwn()) {
            return new Open(Database.open(address()), null);
        }
        EmbeddedPostgres server = EmbeddedPostgres.start(data());
        try {
            return new Open(Database.open(server.address()), server);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** For a command beside a server that may be running: it joins the one that is, and makes no data where there are none. */
    Open openOrJoin() {
        if (!isOwn()) {
            Optional<DatabaseAddress> running = EmbeddedPostgres.runningIn(data());
            if (running.isPresent()) {
                return new Open(Database.open(running.get()), null);
            }
            if (!EmbeddedPostgres.isIn(data())) {
                throw new CommandFailure("There are no data of a Sequitur in "
                        + data().toAbsolutePath().normalize() + "; name their directory with --data");
            }
        }
        return open();
    }

    /** An empty text is what a variable holds that was not meant to be set. */
    private Path data() {
        return Path.of(data.isBlank() ? DEFAULT_DATA : data);
    }

    /** Of a PostgreSQL that {@linkplain #isOwn is somebody's own}. */
    DatabaseAddress address() {
        return DatabaseAddress.parse(String.valueOf(databaseUrl));
    }

    boolean isOwn() {
        return databaseUrl != null && !databaseUrl.isBlank();
    }
}
