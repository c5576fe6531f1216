package org.sequitur.person;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sequitur.mail.Letters;
import org.sequitur.mail.Mail;
import org.sequitur.store.HouseConnections;
import org.sequitur.wire.BaseUrl;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** How users of a company become people who can sign in: by a link that only the owner of their mailbox has. */
@Component
public final class Invitations {

    private final JdbcClient jdbc;
    private final People people;
    private final Passwords passwords;
    private final Links links;
    private final Letters letters;
    private final BaseUrl baseUrl;
    private final TransactionOperations transactions;

    /**
     * An invitation as the page shows it.
     *
     * @param needsPassword whether the person has none yet; one that there is stays as it is
     */
    public record Invitation(String companyName, String email, boolean needsPassword) {}

    Invitations(
            HouseConnections house, People people, Passwords passwords, Links links, Letters letters, BaseUrl baseUrl) {
        this.jdbc = house.jdbc();
        this.people = people;
        this.passwords = passwords;
        this.links = links;
        this.letters = letters;
        this.baseUrl = baseUrl;
        this.transactions = house.transactions();
    }

    /**
     * Sends a user a mail with a link that works for seven days, once: now, or when the transaction that is under way has
     * committed. When it does not, there is no mail.
     */
    public void invite(long companyId, long userId) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            letters.post(() -> write(companyId, userId));
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                letters.post(() -> write(companyId, userId));
            }
        });
    }

    private @Nullable Mail write(long companyId, long userId) {
        Invitation invitation = find(companyId, userId);
        if (invitation == null) {
            return null;
        }
        String secret =
                links.make(Links.Purpose.INVITATION, new Links.Target(0, companyId, userId, invitation.email()));
        return new Mail(invitation.email(), "You are invited to Sequitur", """
                You are invited to work with %s. Accept within seven days:

                %s%s
                """.formatted(
                        invitation.companyName(), baseUrl.of("/invitation?key="), secret));
    }

    /** What the link of a mail is for; null when it leads nowhere any more. */
    public @Nullable Invitation ofLink(String secret) {
        Links.Target target = links.look(Links.Purpose.INVITATION, secret);
        Invitation invitation = target == null ? null : find(target.companyId(), target.userId());
        // Whoever had the mailbox of before must not become the person of another one.
        return invitation != null && target != null && invitation.email().equalsIgnoreCase(target.email())
                ? invitation
                : null;
    }

    private @Nullable Invitation find(long companyId, long userId) {
        return jdbc.sql("""
                        SELECT c.name, u.email, p.password_hash
                        FROM users u JOIN company c ON c.id = u.company_id
                        LEFT JOIN person p ON lower(p.email) = lower(u.email)
                        WHERE u.company_id = ? AND u.id = ?
                        """)
                .params(companyId, userId)
                .query((row, number) -> new Invitation(row.getString(1), row.getString(2), row.getString(3) == null))
                .optional()
                .orElse(null);
    }

    /**
     * Makes the user a person and uses up the link.
     *
     * @param password set only where there is none yet
     * @return the person, or null when the link leads nowhere any more
     */
    public @Nullable Person accept(String secret, String password) {
        Invitation invitation = ofLink(secret);
        if (invitation == null) {
            return null;
        }
        String hash = invitation.needsPassword() ? passwords.hash(password) : null;
        Optional<Person> accepted = Objects.requireNonNull(transactions.execute(status -> {
            Links.Target target = links.take(Links.Purpose.INVITATION, secret);
            if (target == null) {
                return Optional.empty();
            }
            Person person = people.join(target.companyId(), target.userId());
            if (!person.email().equalsIgnoreCase(target.email())) {
                status.setRollbackOnly();
                return Optional.empty();
            }
            if (hash != null) {
                people.setFirstHash(person.id(), hash);
            }
            return Optional.of(person);
        }));
        return accepted.orElse(null);
    }
}
