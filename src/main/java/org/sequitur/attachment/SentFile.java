package org.sequitur.attachment;

import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.WireObject;

/**
 * A file as a client sends it, inside the record that it hangs on. Its bytes are what its content type says.
 *
 * @param name what the client calls it; nothing is ever opened by it
 * @param contentType one of the names of {@code type}, as it was sent
 */
@SuppressWarnings("ArrayRecordComponent") // it is stored, never compared
record SentFile(
        String name,
        String contentType,
        FileType type,
        @Nullable String description,
        byte[] bytes) {

    /** As FreeAgent documents it, of the decoded bytes. */
    static final int MOST_BYTES = 5 * 1024 * 1024;

    private static final int MOST_CHARACTERS = 255;
    private static final int BASE64_CHARACTERS = 4;
    private static final int BASE64_BYTES = 3;

    /** MIME breaks the lines of Base64; what else is not of its alphabet is no such text. */
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n]+");

    /**
     * What no name of a file needs: separators of paths, control characters, and the marks that have a text shown in another order than
     * it is written, so that {@code gpj.exe} reads {@code exe.jpg}.
     */
    private static final Pattern NO_NAME =
            Pattern.compile(".*[/\\\\\\p{Cc}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069].*|\\.{1,2}", Pattern.DOTALL);

    /** Null when something is wrong with it, which the complaints then say of {@code attachment.data} and so on. */
    static @Nullable SentFile read(WireObject attachment) {
        WireObject sent = attachment.withOwnComplaints();
        SentFile file = of(sent, "", null);
        attachment.complaints().addAll("attachment.", sent.complaints());
        return file;
    }

    /**
     * Null when something is wrong with it, which its complaints then say.
     *
     * @param standingName of the file that it takes the place of; empty when there is none, and a name must be sent
     */
    static @Nullable SentFile of(WireObject sent, String standingName, @Nullable String standingDescription) {
        String name = name(sent, standingName);
        String description = description(sent, standingDescription);
        byte[] bytes = bytes(sent);
        String named = sent.text("content_type", null);
        FileType type = named == null ? FileType.of(bytes) : FileType.named(named.strip());
        if (type == null) {
            sent.complaints().addIf(named != null || bytes.length > 0, "content_type is not included in the list");
        } else {
            sent.complaints()
                    .addIf(bytes.length > 0 && !type.isTypeOf(bytes), "data is not of the type " + type.contentType());
        }
        if (type != null && sent.complaints().isEmpty()) {
            String contentType =
                    named == null ? type.contentType() : named.strip().toLowerCase(Locale.ROOT);
            return new SentFile(name, contentType, type, description, bytes);
        }
        return null;
    }

    static @Nullable String description(WireObject sent, @Nullable String standing) {
        return sent.text("description", standing, MOST_CHARACTERS);
    }

    static String name(WireObject sent, String standing) {
        String name = sent.requiredText("file_name", standing, MOST_CHARACTERS);
        sent.complaints().addIf(NO_NAME.matcher(name).matches(), "file_name is invalid");
        return name;
    }

    /** Empty when there is a complaint. */
    private static byte[] bytes(WireObject sent) {
        String text = sent.text("data", null);
        String base64 = text == null ? "" : LINE_BREAKS.matcher(text).replaceAll("");
        if ((long) base64.length() / BASE64_CHARACTERS * BASE64_BYTES > MOST_BYTES + 2) {
            sent.complaints().add("data is too big (maximum is 5 MB)");
            return new byte[0];
        }
        byte[] bytes = decoded(base64);
        if (bytes.length == 0) {
            sent.complaints().add("data is invalid");
        } else if (bytes.length > MOST_BYTES) {
            sent.complaints().add("data is too big (maximum is 5 MB)");
            return new byte[0];
        }
        return bytes;
    }

    /** Empty when it cannot be: Java itself would let missing padding pass. */
    private static byte[] decoded(String base64) {
        if (base64.length() % BASE64_CHARACTERS != 0) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
