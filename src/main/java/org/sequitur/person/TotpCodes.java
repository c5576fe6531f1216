package org.sequitur.person;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;

/** Codes of six digits that change every 30 seconds, as RFC 6238 has them and the usual apps make them (SHA-1). */
final class TotpCodes {

    static final int NONE = -1;

    /** As many steps before and after now count: clocks differ. */
    private static final int TOLERATED_STEPS = 1;

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BASE32_BITS = 5;
    private static final int BASE32_MASK = 31;
    private static final int BYTE_MASK = 255;

    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();
    private static final long STEP_SECONDS = GENERATOR.getTimeStep().toSeconds();

    private TotpCodes() {}

    /** The time step whose code this is, or {@link #NONE}. */
    static long step(byte[] secret, String code, Instant now) {
        long step = now.getEpochSecond() / STEP_SECONDS;
        long found = NONE;
        for (long tried = step - TOLERATED_STEPS; tried <= step + TOLERATED_STEPS; tried++) {
            byte[] right = code(secret, tried).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(right, code.getBytes(StandardCharsets.UTF_8))) {
                found = tried;
            }
        }
        return found;
    }

    static String code(byte[] secret, long step) {
        try {
            return GENERATOR.generateOneTimePasswordString(
                    new SecretKeySpec(secret, GENERATOR.getAlgorithm()),
                    Instant.ofEpochSecond(step * STEP_SECONDS),
                    Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 4648, without padding: how apps want secrets to be typed. */
    static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int value = 0;
        for (byte each : bytes) {
            value = (value << Byte.SIZE) | (each & BYTE_MASK);
            bits += Byte.SIZE;
            while (bits >= BASE32_BITS) {
                bits -= BASE32_BITS;
                text.append(BASE32.charAt((value >> bits) & BASE32_MASK));
            }
        }
        if (bits > 0) {
            text.append(BASE32.charAt((value << (BASE32_BITS - bits)) & BASE32_MASK));
        }
        return text.toString();
    }

    /** What the picture says to the app. */
    static String uri(byte[] secret, String email) {
        String account =
                URLEncoder.encode("Sequitur:" + email, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/" + account + "?secret=" + base32(secret) + "&issuer=Sequitur";
    }
}
