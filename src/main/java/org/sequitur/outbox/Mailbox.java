package org.sequitur.outbox;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An address with or without a name, as a header and an envelope can bear it. */
final class Mailbox {

    private static final int ASCII = 128;

    private Mailbox() {}

    /**
     * @param text such as {@code Jo Reed <jo@example.com>}
     * @throws AddressException when it is none, or none that mail servers take
     */
    static InternetAddress of(String text) throws AddressException {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new AddressException("an address is one line");
        }
        InternetAddress read = only(text);
        String address = read.getAddress();
        int at = address.lastIndexOf('@');
        if (at <= 0) {
            throw new AddressException("it has no domain");
        }
        String local = address.substring(0, at);
        if (local.chars().anyMatch(c -> c >= ASCII)) {
            throw new AddressException("what is before the @ has characters beyond ASCII");
        }
        return named(local + "@" + domain(address.substring(at + 1)), read.getPersonal());
    }

    /** Nothing when the text is no address that mail servers take. */
    static Optional<InternetAddress> find(String text) {
        try {
            return Optional.of(of(text));
        } catch (AddressException e) {
            return Optional.empty();
        }
    }

    private static InternetAddress only(String text) throws AddressException {
        InternetAddress[] all = InternetAddress.parse(text, true);
        if (all.length != 1 || all[0].isGroup()) {
            throw new AddressException("it is not one address");
        }
        return all[0];
    }

    private static String domain(String text) throws AddressException {
        try {
            return IDN.toASCII(text);
        } catch (IllegalArgumentException e) {
            throw new AddressException("its domain is none");
        }
    }

    static InternetAddress named(String address, @Nullable String name) throws AddressException {
        InternetAddress made = new InternetAddress(address, true);
        try {
            // Anew, for a name that was read is written as it was read, without an encoding.
            made.setPersonal(name, StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        return made;
    }
}
