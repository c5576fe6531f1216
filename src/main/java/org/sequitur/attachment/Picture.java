package org.sequitur.attachment;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture as it was decoded to make smaller ones of it. A few bytes can claim to be a picture of any size, so what the file claims is
 * looked at first, and of a large one only every so many points are kept: whatever is sent, a picture takes 40 MB here at most.
 */
final class Picture {

    /** More is not decoded. A line of a picture is in memory as a whole, so its edges are bounded, too. */
    static final long MOST_POINTS = 40_000_000;

    static final int LONGEST_EDGE = 20_000;

    private static final int KEPT_EDGE = 1_000;

    private final BufferedImage image;

    private Picture(BufferedImage image) {
        this.image = image;
    }

    /** Whether a file claims to be a picture that may be decoded. */
    static boolean mayBeIn(byte[] file) {
        try {
            return Boolean.TRUE.equals(reading(file, Picture::isWithinBounds));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Null when there is none, or it is too large. */
    static @Nullable Picture in(byte[] file) {
        try {
            BufferedImage image = reading(file, reader -> isWithinBounds(reader) ? decoded(reader) : null);
            return image == null ? null : new Picture(image);
        } catch (IOException | RuntimeException e) {
            // Decoders meet files that break off or lie with exceptions of every kind.
            return null;
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        @Nullable
        T of(ImageReader reader) throws IOException;
    }

    private static <T> @Nullable T reading(byte[] file, Use<T> use) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return use.of(reader);
            } finally {
                reader.dispose();
            }
        }
    }

    private static boolean isWithinBounds(ImageReader reader) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        return width > 0 && height > 0 && Math.max(width, height) <= LONGEST_EDGE && width * height <= MOST_POINTS;
    }

    private static BufferedImage decoded(ImageReader reader) throws IOException {
        int step = Math.max(1, Math.max(reader.getWidth(0), reader.getHeight(0)) / KEPT_EDGE);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, param);
    }

    /** A PNG whose longer edge has so many points at most. */
    byte[] png(int edge) {
        BufferedImage smaller = image;
        int longest = Math.max(image.getWidth(), image.getHeight());
        while (longest > edge) {
            // By half at most each time, or points in between would have no part in the result.
            int next = Math.max(edge, (longest + 1) / 2);
            smaller = scaled(smaller, (double) next / longest);
            longest = next;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(smaller, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage scaled(BufferedImage from, double factor) {
        int width = Math.max(1, (int) Math.round(from.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(from.getHeight() * factor));
        boolean hasAlpha = from.getColorModel().hasAlpha();
        BufferedImage to =
                new BufferedImage(width, height, hasAlpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = to.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(from, 0, 0, width, height, null);
        } finally {
            graphics.dispose();
        }
        return to;
    }
}
