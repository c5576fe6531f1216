package org.sequitur.outbox;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.sequitur.mail.MailConnection;

/**
 * One attempt to hand one mail to the server. By RFC 5321 (4.2.1) a reply of 5yz is final and one of 4yz is not; of no reply at all
 * nobody knows, for the server may have taken the mail before it was silent.
 */
final class MailAttempt {

    private static final int NO_LONGER_AVAILABLE = 421;
    private static final int AUTHENTICATION_REQUIRED = 530;
    private static final int FINAL = 500;
    private static final int BEYOND_FINAL = 600;

    private final BegunMail mail;

    /** By recipient, as the mail has them. */
    private final Map<String, InternetAddress> envelope = new LinkedHashMap<>();

    private final Map<String, String> unreadable = new LinkedHashMap<>();

    private MailAttempt(BegunMail mail) {
        this.mail = mail;
        for (String recipient : mail.pending()) {
            try {
                envelope.put(recipient, Mailbox.of(recipient));
            } catch (AddressException e) {
                unreadable.put(recipient, "no address that mail can be sent to: " + e.getMessage());
            }
        }
    }

    /** @param ownAddress as in {@link MailMessage#of} */
    static AttemptOutcome make(
            MailConnection connection, BegunMail mail, List<MailEnclosure> enclosures, @Nullable String ownAddress) {
        MailAttempt attempt = new MailAttempt(mail);
        return attempt.make(connection, enclosures, ownAddress).withRefused(attempt.unreadable);
    }

    private AttemptOutcome make(
            MailConnection connection, List<MailEnclosure> enclosures, @Nullable String ownAddress) {
        if (envelope.isEmpty()) {
            return AttemptOutcome.refused(List.of(), "");
        }
        MailMessage message;
        try {
            message = MailMessage.of(connection.session(), mail, addressees(), enclosures, ownAddress);
        } catch (MessagingException e) {
            return AttemptOutcome.refused(List.copyOf(envelope.keySet()), "it cannot be written: " + e.getMessage());
        }
        try {
            connection.send(message, envelope.values().stream().distinct().toArray(Address[]::new));
            return AttemptOutcome.sent(List.copyOf(envelope.keySet()));
        } catch (SendFailedException e) {
            return outcome(e);
        } catch (MessagingException e) {
            return AttemptOutcome.unknown("the mail server did not answer as it should: " + words(e));
        }
    }

    /** All whom the mail names, whoever has it already. */
    private List<InternetAddress> addressees() {
        return mail.recipients().stream()
                .map(Mailbox::find)
                .flatMap(Optional::stream)
                .toList();
    }

    private AttemptOutcome outcome(SendFailedException failure) {
        int code = failure instanceof SMTPSendFailedException smtp ? smtp.getReturnCode() : 0;
        List<String> accepted = recipients(failure.getValidSentAddresses());
        Map<String, String> refused = new LinkedHashMap<>();
        Map<InternetAddress, String> answers = answers(failure);
        for (String recipient : recipients(failure.getInvalidAddresses())) {
            refused.put(recipient, answers.getOrDefault(envelope.get(recipient), words(failure)));
        }
        List<String> others = envelope.keySet().stream()
                .filter(recipient -> !accepted.contains(recipient) && !refused.containsKey(recipient))
                .toList();
        boolean isFinal = code >= FINAL && code < BEYOND_FINAL && code != AUTHENTICATION_REQUIRED;
        if (isFinal) {
            others.forEach(recipient -> refused.put(recipient, words(failure)));
        }
        String words = others.stream()
                .map(recipient -> answers.get(envelope.get(recipient)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> words(failure));
        return new AttemptOutcome(
                accepted, refused, words, code < 0, true, false, code >= 0 && code != NO_LONGER_AVAILABLE);
    }

    private List<String> recipients(Address @Nullable [] addresses) {
        List<Address> wanted = addresses == null ? List.of() : Arrays.asList(addresses);
        return envelope.entrySet().stream()
                .filter(entry -> wanted.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the server said of single recipients. */
    private static Map<InternetAddress, String> answers(SendFailedException failure) {
        Map<InternetAddress, String> answers = new LinkedHashMap<>();
        Exception next = failure.getNextException();
        while (next instanceof MessagingException cause) {
            if (cause instanceof SMTPAddressFailedException one) {
                answers.put(one.getAddress(), words(one));
            }
            next = cause.getNextException();
        }
        return answers;
    }

    static String words(MessagingException failure) {
        String words = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        Exception cause = failure.getNextException();
        boolean tellsMore = cause != null && !(cause instanceof MessagingException) && cause.getMessage() != null;
        return AttemptOutcome.bounded(tellsMore ? words + " (" + cause.getMessage() + ")" : words);
    }
}
