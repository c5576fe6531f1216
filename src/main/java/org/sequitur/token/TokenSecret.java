package org.sequitur.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** The text of a token, shown once to whoever it is made for. */
public record TokenSecret(String text) {

    /** A secret that a user chooses must be hard to guess. */
    public static final int LEAST_CHARACTERS = 32;

    private static final int MOST_CHARACTERS = 255;
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws IllegalArgumentException when the text is too short, too long or not plain ASCII */
    public TokenSecret {
        if (text.length() < LEAST_CHARACTERS
                || text.length() > MOST_CHARACTERS
                || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("A token has " + LEAST_CHARACTERS + " to " + MOST_CHARACTERS
                    + " characters, all of them printable ASCII without spaces");
        }
    }

    static TokenSecret random() {
        return random("seq_");
    }

    /** @param prefix tells what the secret is, to whoever finds it */
    public static TokenSecret random(String prefix) {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new TokenSecret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What is stored. A fast hash will do: a random secret cannot be found by trying. */
    public static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "TokenSecret";
    }
}
