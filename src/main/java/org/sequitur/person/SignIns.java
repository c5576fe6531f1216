package org.sequitur.person;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Checks who somebody is by address and password. */
@Component
public final class SignIns {

    /** In a window of {@link Throttle#WINDOW}. */
    public static final int MOST_FAILURES_PER_EMAIL = 10;

    /** In the same window; many people may share a network. */
    public static final int MOST_FAILURES_PER_NETWORK = 50;

    /** Longer texts are no password or address of anybody, and are not worth a hash. */
    private static final int MOST_CHARACTERS = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);

    private final People people;
    private final Passwords passwords;
    private final Throttle throttle;

    /** What came of an attempt. */
    public sealed interface Outcome {

        record Admitted(Person person) implements Outcome {}

        /** Which of the two was wrong is told to nobody. */
        record Refused() implements Outcome {}

        record Throttled(Duration pause) implements Outcome {}
    }

    SignIns(People people, Passwords passwords, Throttle throttle) {
        this.people = people;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /**
     * An unknown address costs the same work as a wrong password. The log is told of each attempt that is judged; those that
     * are held back are not, so it grows no faster than attempts are let through.
     *
     * @param address the network address of whoever tries
     * @throws TooBusyException as {@link Passwords#hash}
     */
    public Outcome attempt(String email, String password, String address) {
        if (email.length() > MOST_CHARACTERS || password.length() > MOST_CHARACTERS || email.indexOf(0) >= 0) {
            return new Outcome.Refused();
        }
        Throttle.Subject network = network(address);
        Throttle.Subject mailbox = new Throttle.Subject("sign_in email", email.strip(), MOST_FAILURES_PER_EMAIL);
        Duration wait = throttle.count(network);
        if (wait == null) {
            wait = throttle.count(mailbox);
        }
        if (wait != null) {
            return new Outcome.Throttled(wait);
        }
        People.Known known = people.find(email.strip());
        String hash = known == null ? null : known.passwordHash();
        if (!passwords.matches(password, hash)
                || known == null
                || hash == null
                || !people.isMemberAnywhere(known.person().id())) {
            LOG.warn("a sign-in from {} was refused", address);
            return new Outcome.Refused();
        }
        throttle.forget(mailbox);
        throttle.takeBack(network);
        rehash(known.person(), password, hash);
        LOG.info("person {} gave the right password, from {}", known.person().id(), address);
        return new Outcome.Admitted(known.person());
    }

    /** How often a network may fail to sign in, or ask for things that reach a mailbox. */
    static Throttle.Subject network(String address) {
        return new Throttle.Subject("sign_in network", NetworkAddress.network(address), MOST_FAILURES_PER_NETWORK);
    }

    private void rehash(Person person, String password, @Nullable String hash) {
        if (hash != null && Passwords.isOutdated(hash)) {
            people.rehash(person.id(), hash, passwords.hash(password));
        }
    }
}
