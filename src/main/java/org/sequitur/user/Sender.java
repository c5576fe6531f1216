package org.sequitur.user;

/** Somebody who mails of a company may come from. */
public record Sender(long userId, String name, String address) {

    /** As headers have it, for example {@code Jo Reed <jo@example.com>}. */
    public String text() {
        return Mailbox.text(name, address);
    }
}
