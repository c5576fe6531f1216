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

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:SEQUITUR_DATA:-data}",
            description = "Directory of the embedded PostgreSQL's data, made if missing."
                    + " Environment: SEQUITUR_DATA. Default: ./data")
    private Path data = Path.of("data");

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "${env:SEQUITUR_DATABASE_URL}",
            description = "A PostgreSQL (15 or newer) of your own instead of the embedded one, such as"
                    + " postgresql://user:password@host:5432/name. Environment: SEQUITUR_DATABASE_URL")
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
            return new Open(Database.open(DatabaseAddress.parse(String.valueOf(databaseUrl))), null);
        }
        EmbeddedPostgres server = EmbeddedPostgres.start(data);
        try {
            return new Open(Database.open(server.address()), server);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** For a command beside a server that may be running: it joins the one that is. */
    Open openOrJoin() {
        if (!isOwn()) {
            Optional<DatabaseAddress> running = EmbeddedPostgres.runningIn(data);
            if (running.isPresent()) {
                return new Open(Database.open(running.get()), null);
            }
        }
        return open();
    }

    boolean isOwn() {
        return databaseUrl != null && !databaseUrl.isBlank();
    }
}
