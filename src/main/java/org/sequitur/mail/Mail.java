package org.sequitur.mail;

import org.sequitur.address.EmailAddresses;

/**
 * A mail of plain text to one address.
 *
 * @param to one address, without a name
 * @param subject one line
 */
public record Mail(String to, String subject, String text) {

    /** @throws IllegalArgumentException when the address is none, or the subject could begin a header of its own */
    public Mail {
        if (!EmailAddresses.isAddress(to)) {
            throw new IllegalArgumentException("not an address");
        }
        if (subject.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a subject is one line");
        }
    }
}
