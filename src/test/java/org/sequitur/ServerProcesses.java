package org.sequitur;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The server processes of one test: what they printed is shown when it fails, and none is left when it ends. */
public final class ServerProcesses implements AfterEachCallback {

    private final List<ServerProcess> started = new ArrayList<>();

    public ServerProcess start(Path data, String... options) throws Exception {
        ServerProcess server = new ServerProcess(data, List.of(options));
        started.add(server);
        server.awaitReady();
        return server;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        boolean failed = context.getExecutionException().isPresent();
        for (ServerProcess server : started) {
            server.killHard();
            if (failed) {
                System.err.println("---- output of server process " + server.pid() + "\n" + server.output());
            }
        }
        for (ServerProcess server : started) {
            server.awaitNoPostgres();
        }
        started.clear();
    }
}
