package org.sequitur.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pictures are decoded, and what becomes of them. */
class PictureTest {

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif"})
    void aSmallerPictureShowsTheSame(String format) throws Exception {
        BufferedImage smaller = shown(SampleFiles.picture(format, 3001, 1400), 500);

        assertThat(smaller.getWidth()).isEqualTo(500);
        assertThat(smaller.getHeight()).isBetween(232, 234);
        assertThat(near(smaller.getRGB(100, 100), Color.RED)).isTrue();
        assertThat(near(smaller.getRGB(400, 100), Color.BLUE)).isTrue();
    }

    @Test
    void theLongerEdgeCountsAndNothingIsMadeLarger() throws Exception {
        assertThat(shown(SampleFiles.picture("png", 300, 900), 250).getHeight()).isEqualTo(250);
        assertThat(shown(SampleFiles.picture("png", 300, 200), 250).getWidth()).isEqualTo(250);
        assertThat(shown(SampleFiles.picture("png", 30, 20), 250).getWidth()).isEqualTo(30);
        assertThat(shown(SampleFiles.picture("png", 4_000, 1), 250).getHeight()).isEqualTo(1);
    }

    @Test
    void aFewBytesThatClaimToBeAHugePictureAreNotDecoded() throws Exception {
        byte[] allowed = SampleFiles.blackPng(5_000, 8_000);
        byte[] oneLineMore = SampleFiles.blackPng(5_000, 8_001);
        byte[] oneLine = SampleFiles.blackPng(Picture.LONGEST_EDGE + 1, 1);
        assertThat(oneLineMore).hasSizeLessThan(20_000);

        assertThat(Picture.mayBeIn(allowed)).isTrue();
        assertThat(Picture.in(allowed)).isNotNull();
        assertThat(Picture.mayBeIn(oneLineMore)).isFalse();
        assertThat(Picture.in(oneLineMore)).isNull();
        assertThat(Picture.mayBeIn(oneLine)).isFalse();
        assertThat(Picture.in(oneLine)).isNull();
    }

    @Test
    void whatBreaksOffOrIsNoPictureIsNone() throws Exception {
        byte[] png = SampleFiles.picture("png", 300, 200);
        byte[] lying = png.clone();
        Arrays.fill(lying, 60, lying.length, (byte) 0xa5);

        assertThat(Picture.mayBeIn(Arrays.copyOf(png, 8))).isFalse();
        assertThat(Picture.mayBeIn(SampleFiles.pdf(1, 400))).isFalse();
        assertThat(Picture.mayBeIn(lying)).isTrue();
        assertThat(Picture.in(lying)).isNull();
        assertThat(Picture.in(new byte[0])).isNull();
    }

    private static BufferedImage shown(byte[] file, int edge) throws IOException {
        assertThat(Picture.mayBeIn(file)).isTrue();
        byte[] png = Objects.requireNonNull(Picture.in(file)).png(edge);
        assertThat(FileType.of(png)).isEqualTo(FileType.PNG);
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static boolean near(int rgb, Color color) {
        Color shown = new Color(rgb);
        return Math.abs(shown.getRed() - color.getRed()) < 20 && Math.abs(shown.getBlue() - color.getBlue()) < 20;
    }
}
