package org.sequitur.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What an endpoint and its receiver alone know: the key of HMAC-SHA256, the scheme {@code v1} of Standard Webhooks. */
final class SigningSecret {

    /** The specification asks for 24 to 64. */
    private static final int BYTES = 32;

    private static final String PREFIX = "whsec_";
    private static final String MAC = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private SigningSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    static SigningSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SigningSecret(bytes);
    }

    static SigningSecret of(byte[] bytes) {
        return new SigningSecret(bytes.clone());
    }

    /** @throws IllegalArgumentException when the text is no secret */
    static SigningSecret of(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a secret begins with " + PREFIX);
        }
        return new SigningSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** As it is shown to people. */
    String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** @param seconds since 1970, when the message is sent */
    String signature(String messageId, long seconds, byte[] payload) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(bytes, MAC));
            mac.update((messageId + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(payload));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
