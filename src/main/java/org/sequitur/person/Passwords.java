package org.sequitur.person;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id. A hash takes 19 MiB and tens of milliseconds of a processor on purpose, so only a few are made at
 * a time, on threads of their own: invoices go on being created while people sign in.
 */
@Component
public final class Passwords implements AutoCloseable {

    // OWASP's first choice for Argon2id.
    private static final int KIBIBYTES = 19_456;
    private static final int ITERATIONS = 2;
    private static final int PARALLELISM = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private static final int MOST_AT_A_TIME = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    private static final int MOST_WAITING = 32;
    private static final long MOST_SECONDS_OF_WAITING = 10;

    private final ThreadPoolExecutor workers;
    private volatile @Nullable String nobodysHash;

    public Passwords() {
        workers = new ThreadPoolExecutor(
                MOST_AT_A_TIME,
                MOST_AT_A_TIME,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("passwords-", 0).factory());
        workers.allowCoreThreadTimeOut(true);
    }

    /**
     * Argon2id with its parameters and a new salt, as one text.
     *
     * @throws TooBusyException when too many are waiting already, it took too long, or the process is ending
     */
    public String hash(String password) {
        return inTurn(() -> Password.hash(password)
                .addRandomSalt(SALT_BYTES)
                .with(function())
                .getResult());
    }

    /**
     * Whether the password is the one that was hashed. To compare with no hash takes as long, and is never true.
     *
     * @throws TooBusyException as {@link #hash}
     */
    public boolean matches(String password, @Nullable String hash) {
        String compared = hash == null ? nobodysHash() : hash;
        boolean same = inTurn(() ->
                Password.check(password, compared).with(begun(() -> Argon2Function.getInstanceFromHash(compared))));
        return same && hash != null;
    }

    /** Whether a hash was made with other parameters than are used today. */
    public static boolean isOutdated(String hash) {
        return !hash.startsWith("$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(KIBIBYTES, ITERATIONS, PARALLELISM));
    }

    private static Argon2Function function() {
        return begun(() -> Argon2Function.getInstance(KIBIBYTES, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID));
    }

    /** The library wants to be told of the end of the process from its first use on, which is refused once that end has begun. */
    private static Argon2Function begun(Supplier<Argon2Function> function) {
        try {
            return function.get();
        } catch (IllegalStateException e) {
            throw new TooBusyException();
        }
    }

    private String nobodysHash() {
        String hash = nobodysHash;
        if (hash == null) {
            hash = hash(Secret.random());
            nobodysHash = hash;
        }
        return hash;
    }

    private <T> T inTurn(Callable<T> work) {
        Future<T> outcome;
        try {
            outcome = workers.submit(work);
        } catch (RejectedExecutionException e) {
            throw new TooBusyException();
        }
        try {
            return outcome.get(MOST_SECONDS_OF_WAITING, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            outcome.cancel(false);
            throw new TooBusyException();
        } catch (InterruptedException e) {
            outcome.cancel(false);
            Thread.currentThread().interrupt();
            throw new TooBusyException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TooBusyException ending) {
                throw ending;
            }
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
