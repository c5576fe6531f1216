package org.sequitur.person;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Seals the secrets of second steps, so that the database alone does not tell them. Its text is the setting
 * {@code sequitur.second-step.key}; without it there are no second steps.
 */
@Component
final class SecondStepKey {

    private static final String SETTING = "sequitur.second-step.key";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Logger LOG = LoggerFactory.getLogger(SecondStepKey.class);

    private final @Nullable SecretKey key;

    /** @throws IllegalArgumentException when the setting is no key */
    SecondStepKey(Environment settings) {
        String text = settings.getProperty(SETTING, "").strip();
        key = text.isEmpty() ? null : new SecretKeySpec(read(text), "AES");
    }

    /** What was sent is not repeated: it may be most of a key. */
    private static byte[] read(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(SETTING + " must be " + KEY_BYTES + " bytes in Base64");
        }
        return bytes;
    }

    boolean isSet() {
        return key != null;
    }

    /** The nonce, then the sealed secret, which opens for this person only. */
    byte[] seal(byte[] secret, long personId) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, personId).doFinal(secret);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Null when it was sealed with another key or for somebody else, which the log is told, or when there is no key. */
    byte @Nullable [] open(byte[] sealed, long personId) {
        if (key == null) {
            return null;
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), personId)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            LOG.error("the second step of person {} cannot be read: is {} another one?", personId, SETTING);
            return null;
        }
    }

    private Cipher cipher(int mode, byte[] nonce, long personId) throws GeneralSecurityException {
        if (key == null) {
            throw new IllegalStateException(SETTING + " is not set");
        }
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(0, personId));
        return cipher;
    }
}
