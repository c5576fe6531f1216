package org.sequitur;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The server processes of one test: what they printed is shown when it fails and holds no secret, and none is left when it ends. */
public final class ServerProcesses implements AfterEachCallback {

    private final List<ServerProcess> started = new ArrayList<>();

    public ServerProcess start(Path data, String... options) throws Exception {
        return start(ServerStart.on(data).with(options));
    }

    public ServerProcess start(ServerStart start) throws Exception {
        ServerProcess server = launch(start);
        server.awaitReady();
        return server;
    }

    /** Does not wait until it is ready. */
    public ServerProcess launch(ServerStart start) throws Exception {
        if (start.isFurnished() && !start.arguments().contains("--database-url")) {
            FurnishedData.in(start.data());
        }
        ServerProcess server = new ServerProcess(start);
        started.add(server);
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
        List<String> told = new ArrayList<>();
        for (ServerProcess server : started) {
            server.awaitNoPostgres();
            told.addAll(server.secretsTold());
        }
        started.clear();
        if (!told.isEmpty()) {
            throw new AssertionError("a server told secrets that it must not tell: " + told);
        }
    }
}
