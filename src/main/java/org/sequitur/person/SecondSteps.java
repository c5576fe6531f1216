package org.sequitur.person;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The second step of signing in, for whoever wants one: a code of an app (RFC 6238), or one of ten that were written down. */
@Component
public final class SecondSteps {

    /** Wrong codes of a person in a window of {@link Throttle#WINDOW}. */
    public static final int MOST_ATTEMPTS = 10;

    public static final int RECOVERY_CODES = 10;

    private static final String CONFIRMED = "totp_secret";
    private static final String PENDING = "totp_pending_secret";
    private static final int MOST_CODE_CHARACTERS = 64;
    private static final int SECRET_BYTES = 20;
    private static final int RECOVERY_BYTES = 10;
    private static final int RECOVERY_GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Logger LOG = LoggerFactory.getLogger(SecondSteps.class);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final RecordClock clock;
    private final People people;
    private final Passwords passwords;
    private final Throttle throttle;
    private final WebSessions sessions;
    private final SecondStepKey key;

    /**
     * What an app has to know.
     *
     * @param secret to be typed, in Base32
     * @param uri the same for a picture
     */
    public record Enrolment(String secret, String uri) {}

    /** What came of a code. */
    public enum Outcome {
        RIGHT,
        WRONG,
        THROTTLED
    }

    /**
     * What came of the first code.
     *
     * @param recoveryCodes told here and never again; empty unless the code was right
     */
    public record Confirmation(Outcome outcome, List<String> recoveryCodes) {}

    SecondSteps(
            HouseConnections house,
            RecordClock clock,
            People people,
            Passwords passwords,
            Throttle throttle,
            WebSessions sessions,
            SecondStepKey key) {
        this.jdbc = house.jdbc();
        this.transactions = house.transactions();
        this.clock = clock;
        this.people = people;
        this.passwords = passwords;
        this.throttle = throttle;
        this.sessions = sessions;
        this.key = key;
    }

    /** Whether the operator has set a key. */
    public boolean areOffered() {
        return key.isSet();
    }

    public boolean isOn(long personId) {
        return sealed(personId, CONFIRMED) != null;
    }

    public int recoveryCodesLeft(long personId) {
        return jdbc.sql("SELECT count(*) FROM recovery_code WHERE person_id = ?")
                .param(personId)
                .query(Integer.class)
                .single();
    }

    /**
     * Makes a secret, which counts once it is confirmed; one from before that was not confirmed is forgotten.
     *
     * @return RIGHT also when there is a second step already, which stays as it is
     */
    public Outcome begin(long personId, String password) {
        Outcome outcome = passwordOf(personId, password);
        if (outcome == Outcome.RIGHT) {
            byte[] secret = new byte[SECRET_BYTES];
            RANDOM.nextBytes(secret);
            jdbc.sql("UPDATE person SET totp_pending_secret = ? WHERE id = ? AND totp_secret IS NULL")
                    .params(key.seal(secret, personId), personId)
                    .update();
        }
        return outcome;
    }

    /** What is to be confirmed; null when there is nothing. */
    public @Nullable Enrolment pending(Person person) {
        byte[] pending = sealed(person.id(), PENDING);
        byte[] secret = pending == null ? null : key.open(pending, person.id());
        return secret == null ? null : new Enrolment(TotpCodes.base32(secret), TotpCodes.uri(secret, person.email()));
    }

    /** Turns the second step on when the app's code is right, and signs the person out everywhere. */
    public Confirmation confirm(long personId, String code) {
        Throttle.Subject guesses = guesses(personId);
        if (throttle.count(guesses) != null) {
            return new Confirmation(Outcome.THROTTLED, List.of());
        }
        byte[] pending = sealed(personId, PENDING);
        long step = step(pending, personId, code);
        if (pending == null || step == TotpCodes.NONE) {
            return new Confirmation(Outcome.WRONG, List.of());
        }
        List<String> codes = newRecoveryCodes();
        boolean isTurnedOn = Objects.requireNonNull(transactions.execute(status -> {
            int turnedOn = jdbc.sql("""
                            UPDATE person SET totp_secret = totp_pending_secret, totp_pending_secret = NULL,
                                totp_last_step = :step, updated_at = :now
                            WHERE id = :id AND totp_pending_secret = :pending AND totp_secret IS NULL
                            """)
                    .param("step", step)
                    .param("now", Columns.timestamp(clock.now()))
                    .param("id", personId)
                    .param("pending", pending)
                    .update();
            if (turnedOn == 1) {
                keep(personId, codes);
                sessions.endAll(personId);
            }
            return turnedOn == 1;
        }));
        if (!isTurnedOn) {
            return new Confirmation(Outcome.WRONG, List.of());
        }
        throttle.forget(guesses);
        return new Confirmation(Outcome.RIGHT, codes);
    }

    /** Takes a code of the app or a written one; either works once. */
    public Outcome take(long personId, String code) {
        Throttle.Subject guesses = guesses(personId);
        if (throttle.count(guesses) != null) {
            return Outcome.THROTTLED;
        }
        if (code.length() > MOST_CODE_CHARACTERS || !(isNewCode(personId, code) || isRecoveryCode(personId, code))) {
            LOG.warn("a code of person {} was wrong", personId);
            return Outcome.WRONG;
        }
        throttle.forget(guesses);
        return Outcome.RIGHT;
    }

    /** Turns it off for whoever knows the password and has a code, and signs the person out everywhere. */
    public Outcome turnOff(long personId, String password, String code) {
        Outcome outcome = passwordOf(personId, password);
        if (outcome == Outcome.RIGHT) {
            outcome = take(personId, code);
        }
        if (outcome == Outcome.RIGHT) {
            transactions.executeWithoutResult(status -> {
                jdbc.sql("""
                                UPDATE person SET totp_secret = NULL, totp_pending_secret = NULL, totp_last_step = NULL,
                                    updated_at = ? WHERE id = ?
                                """).params(Columns.timestamp(clock.now()), personId).update();
                keep(personId, List.of());
                sessions.endAll(personId);
            });
        }
        return outcome;
    }

    private Outcome passwordOf(long personId, String password) {
        Throttle.Subject guesses =
                new Throttle.Subject("old password", Long.toString(personId), SignIns.MOST_FAILURES_PER_EMAIL);
        if (throttle.count(guesses) != null) {
            return Outcome.THROTTLED;
        }
        People.Known known = people.find(personId);
        if (known == null
                || password.length() > PasswordPolicy.MOST_CHARACTERS * 2
                || !passwords.matches(password, known.passwordHash())) {
            return Outcome.WRONG;
        }
        throttle.forget(guesses);
        return Outcome.RIGHT;
    }

    /** Of several at once with the same code only one is let through. */
    private boolean isNewCode(long personId, String code) {
        byte[] secret = sealed(personId, CONFIRMED);
        long step = step(secret, personId, code);
        return step != TotpCodes.NONE
                && jdbc.sql("""
                        UPDATE person SET totp_last_step = :step
                        WHERE id = :id AND totp_secret IS NOT NULL AND coalesce(totp_last_step, -1) < :step
                        """).param("step", step).param("id", personId).update() == 1;
    }

    private long step(byte @Nullable [] sealed, long personId, String code) {
        byte[] secret = sealed == null ? null : key.open(sealed, personId);
        return secret == null ? TotpCodes.NONE : TotpCodes.step(secret, plain(code), clock.now());
    }

    private boolean isRecoveryCode(long personId, String code) {
        return jdbc.sql("DELETE FROM recovery_code WHERE person_id = ? AND code_hash = ?")
                        .params(personId, Secret.hash(plain(code)))
                        .update()
                == 1;
    }

    private void keep(long personId, List<String> codes) {
        jdbc.sql("DELETE FROM recovery_code WHERE person_id = ?")
                .param(personId)
                .update();
        for (String code : codes) {
            jdbc.sql("INSERT INTO recovery_code (person_id, code_hash) VALUES (?, ?)")
                    .params(personId, Secret.hash(plain(code)))
                    .update();
        }
    }

    /** 80 random bits each, in groups of four characters. */
    private static List<String> newRecoveryCodes() {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            byte[] bytes = new byte[RECOVERY_BYTES];
            RANDOM.nextBytes(bytes);
            String text = TotpCodes.base32(bytes).toLowerCase(Locale.ROOT);
            codes.add(text.replaceAll("(.{" + RECOVERY_GROUP + "})(?=.)", "$1-"));
        }
        return codes;
    }

    /** As people type codes: with spaces and hyphens, in capitals or not. */
    private static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }

    private static Throttle.Subject guesses(long personId) {
        return new Throttle.Subject("second step", Long.toString(personId), MOST_ATTEMPTS);
    }

    private byte @Nullable [] sealed(long personId, String column) {
        return jdbc.sql("SELECT " + column + " FROM person WHERE id = ?")
                .param(personId)
                .query((row, number) -> Optional.ofNullable(row.getBytes(1)))
                .optional()
                .flatMap(secret -> secret)
                .orElse(null);
    }
}
