package org.sequitur.wire;

import java.util.regex.Pattern;

/**
 * A record as a client names it: an absolute URL of any host, a path, or the bare id. Only the last segment counts; host and
 * path are not looked at, as on FreeAgent's own wire.
 */
public final class RecordReference {

    /** The id of nothing: what a text that names no record resolves to. */
    public static final long NONE = 0;

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private RecordReference() {}

    /** The id that a reference names, {@link #NONE} when it cannot name any record. */
    public static long id(String text) {
        String segment = lastSegment(text);
        return isId(segment) ? Long.parseLong(segment) : NONE;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The last path segment, for example the nominal code of a category. */
    public static String lastSegment(String text) {
        String path = text.strip();
        int end = path.indexOf('?');
        path = end < 0 ? path : path.substring(0, end);
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
