package org.sequitur.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.sequitur.store.Sha256;

/**
 * Puts a seal in the place of the last 64 bytes that it is given: the SHA-256 of all bytes before, in hexadecimal digits. A ZIP archive
 * ends with its comment, so the seal is the comment of the archive, which stays a whole one.
 */
final class SealedStream extends FilterOutputStream {

    private final MessageDigest digest = Sha256.digest();

    /** Of what was written, the end, which may have to make room for the seal. */
    private final byte[] held = new byte[Sha256.HEX_DIGITS];

    private int holding;
    private String seal = "";

    SealedStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int free = held.length - holding;
        int taken = Math.max(0, length - held.length);
        // All of what is held that no longer belongs to the end, then all of the new that does not.
        int released = Math.min(holding, Math.max(0, length - free));
        pass(held, 0, released);
        System.arraycopy(held, released, held, 0, holding - released);
        holding -= released;
        pass(bytes, offset, taken);
        System.arraycopy(bytes, offset + taken, held, holding, length - taken);
        holding += length - taken;
    }

    private void pass(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        out.write(bytes, offset, length);
    }

    /** Ends with the seal. */
    void seal() throws IOException {
        if (holding != held.length) {
            throw new IllegalStateException("there is no room for the seal");
        }
        Arrays.fill(held, (byte) 0);
        holding = 0;
        seal = Sha256.hex(digest);
        out.write(seal.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Empty before it is sealed. */
    String text() {
        return seal;
    }
}
