package org.sequitur.store;

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

/** Seals secrets that are needed again, so that the database alone does not tell them: AES-256-GCM, a key from a setting. */
public final class SealingKey {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String setting;
    private final @Nullable SecretKey key;

    /**
     * @param setting the name of it
     * @param text 32 bytes in Base64; blank when there is no key
     * @throws IllegalArgumentException when the text is no key
     */
    public SealingKey(String setting, String text) {
        this.setting = setting;
        String stripped = text.strip();
        this.key = stripped.isEmpty() ? null : new SecretKeySpec(read(setting, stripped), "AES");
    }

    /** What was sent is not repeated: it may be most of a key. */
    private static byte[] read(String setting, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(setting + " must be " + KEY_BYTES + " bytes in Base64");
        }
        return bytes;
    }

    public boolean isSet() {
        return key != null;
    }

    /** The nonce, then the sealed secret, which opens for this owner only. */
    public byte[] seal(byte[] secret, long owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(secret);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Null when it was sealed with another key or for another owner, or when there is no key. */
    public byte @Nullable [] open(byte[] sealed, long owner) {
        if (key == null) {
            return null;
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), owner)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    private Cipher cipher(int mode, byte[] nonce, long owner) throws GeneralSecurityException {
        if (key == null) {
            throw new IllegalStateException(setting + " is not set");
        }
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(0, owner));
        return cipher;
    }
}
