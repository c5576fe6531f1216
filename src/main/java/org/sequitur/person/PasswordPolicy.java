package org.sequitur.person;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords may be chosen, after OWASP ASVS 5.0, 6.2: long ones that are not easily guessed, with whatever characters. Easily
 * guessed are common passwords and words, also repeated, spelt with digits or followed by them, and the person's own address.
 */
public final class PasswordPolicy {

    /** In characters as people count them, more or less: code points. */
    public static final int LEAST_CHARACTERS = 12;

    /** Longer ones are refused, never cut off. */
    public static final int MOST_CHARACTERS = 128;

    /** What guessing is judged by takes longer with the length, and has seen enough by then. */
    private static final int MOST_JUDGED = 64;

    /** "Safely unguessable: moderate protection from offline slow-hash scenario", 10^8 guesses at least. */
    private static final int LEAST_SCORE = 3;

    private static final class Judge {
        static final Zxcvbn ZXCVBN = new Zxcvbn();
    }

    private PasswordPolicy() {}

    /** What is wrong with a password, as a sentence; null when it may be chosen. */
    public static @Nullable String complaint(String password, String email) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST_CHARACTERS) {
            return "The password must have at least " + LEAST_CHARACTERS + " characters.";
        }
        if (length > MOST_CHARACTERS) {
            return "The password must have at most " + MOST_CHARACTERS + " characters.";
        }
        String judged = password.substring(0, Math.min(password.length(), MOST_JUDGED));
        int at = email.indexOf('@');
        List<String> own = List.of(email, at > 0 ? email.substring(0, at) : email, "sequitur");
        return Judge.ZXCVBN.measure(judged, own).getScore() < LEAST_SCORE
                ? "This password is easily guessed. Several words that do not belong together make a good one."
                : null;
    }
}
