package org.sequitur.address;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Tells what looks like an e-mail address; whether it reaches anybody only a mail can tell. */
public final class EmailAddresses {

    private static final int MOST_CHARACTERS = 254;
    private static final int MOST_LOCAL_CHARACTERS = 64;
    private static final Pattern LOCAL = Pattern.compile(
            "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]++" + "(?:\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]++)*+");
    private static final Pattern DOMAIN =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?"
                    + "(?:\\.[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?)*+");

    private EmailAddresses() {}

    /** Whether the text is one address. */
    public static boolean isAddress(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && at <= MOST_LOCAL_CHARACTERS
                && text.length() <= MOST_CHARACTERS
                && LOCAL.matcher(text.substring(0, at)).matches()
                && DOMAIN.matcher(text.substring(at + 1)).matches();
    }

    /** Whether every part of the text between commas is an address. */
    public static boolean areAddresses(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).allMatch(EmailAddresses::isAddress);
    }
}
