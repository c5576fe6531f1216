package org.sequitur.user;

import java.util.regex.Pattern;

/** An e-mail address with the name of whose it is, as RFC 5322 (3.4) writes them. */
public final class Mailbox {

    /** Words that need no quotes; whatever is not ASCII is left to who encodes the header. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N} !#$%&'*+/=?^_`{|}~-]*");

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    private Mailbox() {}

    /** For example {@code Jo Reed <jo@example.com>}, or {@code "Reed, Jo" <jo@example.com>}; always one line. */
    public static String text(String name, String address) {
        String line = CONTROLS.matcher(name).replaceAll(" ");
        String shown = PLAIN.matcher(line).matches()
                ? line
                : '"' + line.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return shown + " <" + address + ">";
    }
}
