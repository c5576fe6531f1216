package org.sequitur.pdf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * A picture that a company prints on its documents. Its size is read from its head before anything of it is decoded, and it was decoded
 * once before it is a logo.
 *
 * @param contentType {@code image/png} or {@code image/jpeg}
 * @param width in pixels
 * @param height in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // it is drawn and sent, never compared
record Logo(String contentType, byte[] bytes, int width, int height) {

    static final int MOST_BYTES = 1024 * 1024;
    static final int MOST_PIXELS_A_SIDE = 4_000;
    static final int MOST_PIXELS = 4_000_000;

    /** A progressive JPEG is decoded anew for each of its scans, and one may be a few bytes long. */
    static final int MOST_SCANS = 100;

    private static final Map<String, String> FORMATS = Map.of("image/png", "png", "image/jpeg", "jpeg");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final int MARKER = 0xFF;
    private static final int START_OF_SCAN = 0xDA;

    /** @return null, and a complaint, when it is no logo */
    static @Nullable Logo read(WireObject sent) {
        Complaints complaints = sent.complaints();
        String type = sent.oneOf("content_type", null, FORMATS.keySet());
        String data = sent.text("data", null);
        if (type == null || data == null) {
            complaints.addIf(type == null, "logo content_type must be image/png or image/jpeg");
            complaints.addIf(data == null, "logo data can't be blank");
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(WHITE_SPACE.matcher(data).replaceAll(""));
        } catch (IllegalArgumentException e) {
            complaints.add("logo data is not Base64");
            return null;
        }
        if (bytes.length > MOST_BYTES) {
            complaints.add("logo is too long (maximum is " + MOST_BYTES + " bytes)");
            return null;
        }
        return decoded(type, bytes, complaints);
    }

    private static @Nullable Logo decoded(String type, byte[] bytes, Complaints complaints) {
        ImageReader reader = reader(type);
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            // Without metadata: texts in a PNG may be compressed, and of any length.
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > MOST_PIXELS_A_SIDE || height > MOST_PIXELS_A_SIDE || (long) width * height > MOST_PIXELS) {
                complaints.add("logo has too many pixels (maximum is " + MOST_PIXELS_A_SIDE + " a side and "
                        + MOST_PIXELS + " in all)");
                return null;
            }
            if (scans(bytes) > MOST_SCANS && type.equals("image/jpeg")) {
                complaints.add("logo has too many scans (maximum is " + MOST_SCANS + ")");
                return null;
            }
            BufferedImage image = reader.read(0);
            return new Logo(type, bytes, image.getWidth(), image.getHeight());
        } catch (IOException | RuntimeException e) {
            complaints.add("logo cannot be read as " + type);
            return null;
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(String type) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(FORMATS.get(type));
        return readers.next();
    }

    /** Between the markers of a JPEG no byte after 0xFF is one of theirs. */
    private static int scans(byte[] bytes) {
        int scans = 0;
        for (int i = 1; i < bytes.length; i++) {
            if ((bytes[i - 1] & MARKER) == MARKER && (bytes[i] & MARKER) == START_OF_SCAN) {
                scans++;
            }
        }
        return scans;
    }

    void write(WireWriter out, String url) {
        out.text("url", url);
        out.text("content_type", contentType);
        out.integer("size", bytes.length);
        out.integer("width", width);
        out.integer("height", height);
    }
}
