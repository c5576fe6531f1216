package org.sequitur.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.sequitur.archive.ArchiveWriter;
import org.sequitur.freeagent.CopyComparison;
import org.sequitur.freeagent.CopyReport;
import org.sequitur.freeagent.FetchedPages;
import org.sequitur.freeagent.SourceApi;
import org.sequitur.server.Server;
import org.sequitur.store.Database;
import org.sequitur.token.TokenSecret;

/** A copy that has been loaded, asked over its own API what it says: by a server that nobody else reaches, for as long as that takes. */
record LoadedCopy(Database database, TokenSecret token) {

    /**
     * @param source what was fetched
     * @param directory for what the copy says; removed at the end
     */
    void compare(FetchedPages source, Path directory, CopyReport report) {
        try (Server server =
                Server.start(database, InetAddress.getLoopbackAddress(), 0, null, Map.of("sequitur.limits", "off"))) {
            ArchiveWriter.remove(directory);
            SourceApi api =
                    new SourceApi(URI.create("http://localhost:" + server.port()), token.text(), 0, reason -> {});
            CopyComparison.compare(source, new FetchedPages(directory, api.base()), api, report);
            ArchiveWriter.remove(directory);
        } catch (IOException e) {
            throw new CommandFailure("What the copy says cannot be kept in " + directory + ": " + e);
        }
    }
}
