package org.sequitur.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.sequitur.store.Sha256;

/** However bytes are written, all but the last 64 are passed on, and those give way to the checksum of what was before them. */
class SealedStreamTest {

    @Property(tries = 300)
    void theSealIsTheChecksumOfAllThatIsBeforeItHoweverItIsWritten(
            @ForAll byte[] bytes, @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 150) Integer> pieces)
            throws IOException {
        byte[] all = Arrays.copyOf(bytes, bytes.length + Sha256.HEX_DIGITS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SealedStream stream = new SealedStream(out);
        int from = 0;
        for (int piece : pieces) {
            int length = Math.min(piece, all.length - from);
            if (length == 1) {
                stream.write(all[from]);
            } else {
                stream.write(all, from, length);
            }
            from += length;
        }
        stream.write(all, from, all.length - from);
        stream.seal();

        byte[] before = Arrays.copyOf(all, bytes.length);
        String seal = HexFormat.of().formatHex(Sha256.digest().digest(before));
        assertThat(Arrays.copyOf(out.toByteArray(), bytes.length)).isEqualTo(before);
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).endsWith(seal).hasSize(all.length);
        assertThat(stream.text()).isEqualTo(seal);
    }

    @Test
    void whatIsTooShortHasNoRoomForASeal() throws IOException {
        SealedStream stream = new SealedStream(new ByteArrayOutputStream());
        stream.write(new byte[Sha256.HEX_DIGITS - 1]);
        assertThatThrownBy(stream::seal).isInstanceOf(IllegalStateException.class);
    }
}
