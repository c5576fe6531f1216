package org.sequitur.user;

import java.util.regex.Pattern;

/** An e-mail address with the name of whose it is, as RFC 5322 (3.4) writes them. */
final class Mailbox {

    /** Words that need no quotes; whatever is not ASCII is left to who encodes the header. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N} !#$%&'*+/=?^_`{|}~-]*");

    private Mailbox() {}

    /** For example {@code Jo Reed <jo@example.com>}, or {@code "Reed, Jo" <jo@example.com>}. */
    static String text(String name, String address) {
        String shown = PLAIN.matcher(name).matches()
                ? name
                : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return shown + " <" + address + ">";
    }
}
