package org.sequitur.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be stopped and removed at the end, the newest first; by Ctrl-C, too. */
final class Cleanup implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread hook = new Thread(this::closeAll, "bench-cleanup");
    private boolean closed;

    Cleanup() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    synchronized <T extends AutoCloseable> T add(T resource) {
        if (closed) {
            close(resource);
            throw new IllegalStateException("the benchmark is being stopped");
        }
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is at work.
        }
        closeAll();
    }

    /** Whether this process is being stopped, so that whatever fails now fails because of that. */
    static boolean isStopping() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private synchronized void closeAll() {
        closed = true;
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.err.println("sequitur: " + e.getMessage());
        }
    }
}
