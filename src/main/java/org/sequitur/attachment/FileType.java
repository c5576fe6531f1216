package org.sequitur.attachment;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The types of files that are taken, by the names that FreeAgent documents for them, and the bytes that each begins with. */
enum FileType {
    PNG("image/png", "image/x-png") {
        @Override
        boolean isTypeOf(byte[] bytes) {
            return begins(bytes, 0, "\u0089PNG\r\n\u001a\n");
        }
    },
    JPEG("image/jpeg", "image/jpg") {
        @Override
        boolean isTypeOf(byte[] bytes) {
            return begins(bytes, 0, "\u00ff\u00d8\u00ff");
        }
    },
    GIF("image/gif", "image/gif") {
        @Override
        boolean isTypeOf(byte[] bytes) {
            return begins(bytes, 0, "GIF87a") || begins(bytes, 0, "GIF89a");
        }
    },
    PDF("application/pdf", "application/x-pdf") {
        // Some programs write a byte order mark or line breaks first, and every reader passes them over.
        @Override
        boolean isTypeOf(byte[] bytes) {
            int start = begins(bytes, 0, "\u00ef\u00bb\u00bf") ? 3 : 0;
            while (start < bytes.length && Character.isWhitespace(bytes[start])) {
                start++;
            }
            return begins(bytes, start, "%PDF-");
        }
    };

    private final String contentType;
    private final String otherName;

    FileType(String contentType, String otherName) {
        this.contentType = contentType;
        this.otherName = otherName;
    }

    abstract boolean isTypeOf(byte[] bytes);

    String contentType() {
        return contentType;
    }

    boolean isPicture() {
        return this != PDF;
    }

    /** Null when no file of that content type is taken. */
    static @Nullable FileType named(String name) {
        for (FileType type : values()) {
            if (name.equalsIgnoreCase(type.contentType) || name.equalsIgnoreCase(type.otherName)) {
                return type;
            }
        }
        return null;
    }

    /** What the bytes are; null when they are nothing that is taken. */
    static @Nullable FileType of(byte[] bytes) {
        for (FileType type : values()) {
            if (type.isTypeOf(bytes)) {
                return type;
            }
        }
        return null;
    }

    private static boolean begins(byte[] bytes, int start, String latin) {
        byte[] expected = latin.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length - start < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[start + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
