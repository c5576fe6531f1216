package org.sequitur.person;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.mail.Letters;
import org.sequitur.mail.Mail;
import org.sequitur.store.HouseConnections;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** How people change their passwords: by the old one, or by a link in a mail. Either way everybody else is signed out. */
@Component
public final class PasswordChanges {

    /** In a window of {@link Throttle#WINDOW}; further ones are answered alike and send nothing. */
    public static final int MOST_MAILS_PER_EMAIL = 3;

    /** In the same window. */
    public static final int MOST_MAILS_PER_NETWORK = 20;

    private final People people;
    private final Passwords passwords;
    private final WebSessions sessions;
    private final Links links;
    private final Throttle throttle;
    private final Letters letters;
    private final TransactionOperations transactions;

    PasswordChanges(
            People people,
            Passwords passwords,
            WebSessions sessions,
            Links links,
            Throttle throttle,
            Letters letters,
            HouseConnections house) {
        this.people = people;
        this.passwords = passwords;
        this.sessions = sessions;
        this.links = links;
        this.throttle = throttle;
        this.letters = letters;
        this.transactions = house.transactions();
    }

    /**
     * Sends a link to the address if somebody has it. What is done before this returns is the same for every address.
     *
     * @param page the address of the page that the link leads to; the secret is put behind it
     * @return how long to wait when the network asked too often, else null
     */
    public @Nullable Duration forgotten(String email, String address, String page) {
        Duration wait = throttle.count(
                new Throttle.Subject("mail network", NetworkAddress.network(address), MOST_MAILS_PER_NETWORK));
        if (wait == null) {
            letters.post(() -> write(email.strip(), page));
        }
        return wait;
    }

    private @Nullable Mail write(String email, String page) {
        if (email.indexOf(0) >= 0
                || throttle.count(new Throttle.Subject("mail email", email, MOST_MAILS_PER_EMAIL)) != null) {
            return null;
        }
        People.Known known = people.find(email);
        if (known == null) {
            return null;
        }
        String secret = links.make(
                Links.Purpose.PASSWORD_RESET, Links.Target.person(known.person().id()));
        return new Mail(known.person().email(), "Choose a new password for Sequitur", """
                Somebody asked for a new password for this address. If it was you, choose one here within an hour:

                %s%s

                If it was not, you need do nothing: your password has not changed.
                """.formatted(page, secret));
    }

    /** Whose password the link of a mail is for; null when it leads nowhere any more. */
    public @Nullable Person ofLink(String secret) {
        Links.Target target = links.look(Links.Purpose.PASSWORD_RESET, secret);
        People.Known known = target == null ? null : people.find(target.personId());
        return known == null ? null : known.person();
    }

    /**
     * Sets the password that was chosen behind a link, uses up the link, and signs the person out everywhere.
     *
     * @return false when the link leads nowhere any more
     */
    public boolean reset(String secret, String password) {
        if (links.look(Links.Purpose.PASSWORD_RESET, secret) == null) {
            return false;
        }
        String hash = passwords.hash(password);
        return Objects.requireNonNull(transactions.execute(status -> {
            Links.Target target = links.take(Links.Purpose.PASSWORD_RESET, secret);
            if (target == null) {
                return false;
            }
            set(target.personId(), hash);
            return true;
        }));
    }

    /**
     * Changes a password for whoever knows the old one, and signs the person out everywhere.
     *
     * @return null when it was changed, or what is wrong, as a sentence
     */
    public @Nullable String change(long personId, String old, String chosen) {
        Throttle.Subject guesses =
                new Throttle.Subject("old password", Long.toString(personId), SignIns.MOST_FAILURES_PER_EMAIL);
        if (throttle.count(guesses) != null) {
            return "There were too many attempts. Please try again later.";
        }
        People.Known known = people.find(personId);
        if (known == null || !passwords.matches(old, known.passwordHash())) {
            return "The old password is wrong.";
        }
        throttle.forget(guesses);
        String complaint = PasswordPolicy.complaint(chosen, known.person().email());
        if (complaint == null) {
            String hash = passwords.hash(chosen);
            transactions.executeWithoutResult(status -> set(personId, hash));
        }
        return complaint;
    }

    private void set(long personId, String hash) {
        people.setHash(personId, hash);
        sessions.endAll(personId);
        links.dropResets(personId);
    }
}
