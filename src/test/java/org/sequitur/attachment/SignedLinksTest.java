package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A link is signed as a whole. */
class SignedLinksTest {

    private static final Instant END = Instant.ofEpochSecond(1_770_000_000);

    @Test
    void aLinkIsAsLongAsTheKeyIsTheSame() {
        SignedLinks links = new SignedLinks(new byte[32]);
        String link = links.to(1001, 1005, FileView.MEDIUM, END);

        assertThat(link)
                .matches("/attachments/1005/medium\\?company=1001&expires=1770000000&sig=[0-9a-f]{64}")
                .isEqualTo(new SignedLinks(new byte[32]).to(1001, 1005, FileView.MEDIUM, END));
        byte[] other = new byte[32];
        other[31] = 1;
        assertThat(new SignedLinks(other).to(1001, 1005, FileView.MEDIUM, END)).isNotEqualTo(link);
    }
}
