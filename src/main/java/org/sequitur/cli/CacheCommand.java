package org.sequitur.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Makes the cache from which the Java virtual machine starts the server faster: classes that are loaded and linked, and what a
 * live run taught about them. It fits this jar and this Java only; the launcher says where it belongs.
 */
@Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the cache that lets serve start faster, by rehearsing with a throw-away server.",
            "The launcher knows where it belongs: ./sequitur cache"
        })
final class CacheCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Where the cache is to be; replaced when the new one is whole.")
    private @Nullable Path file;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Path cache = Objects.requireNonNull(file).toAbsolutePath();
        Path unfinished = cache.resolveSibling(
                cache.getFileName() + ".new." + ProcessHandle.current().pid());
        try {
            try (ThrowAwayServer server = ThrowAwayServer.start("-XX:AOTCacheOutput=" + unfinished)) {
                new Rehearsal(URI.create(server.address() + "/"), server.token()).run();
                server.stop();
            }
            if (!Files.exists(unfinished)) {
                throw new CommandFailure("This Java made no cache; the server starts without one, only slower");
            }
            Files.move(unfinished, cache, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure("The cache " + cache + " cannot be made: " + e);
        } finally {
            remove(unfinished);
        }
        out.println("The cache is in " + cache);
        return 0;
    }

    private static void remove(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
            // The virtual machine's own intermediate file, which stays when it is cut short.
            Files.deleteIfExists(unfinished.resolveSibling(unfinished.getFileName() + ".config"));
        } catch (IOException e) {
            System.err.println("Please remove " + unfinished + " yourself: " + e.getMessage());
        }
    }
}
