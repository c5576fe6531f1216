package org.sequitur.signin;

import org.jspecify.annotations.Nullable;
import org.sequitur.person.PasswordPolicy;

/** What a form says about the password that somebody chooses, typed twice. */
final class NewPassword {

    private NewPassword() {}

    /** What is wrong with it, as a sentence; null when it will do. */
    static @Nullable String complaint(String password, String repeated, String email) {
        return password.equals(repeated)
                ? PasswordPolicy.complaint(password, email)
                : "The two passwords are not the same.";
    }
}
