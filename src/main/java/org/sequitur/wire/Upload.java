package org.sequitur.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client has many of and sends at once: as objects of an array, or as a file in a form of its own making. It is never empty. */
public final class Upload {

    private final List<WireObject> objects;
    private final byte @Nullable [] file;

    private Upload(List<WireObject> objects, byte @Nullable [] file) {
        this.objects = objects;
        this.file = file;
    }

    static Upload of(List<WireObject> objects) {
        return new Upload(List.copyOf(objects), null);
    }

    static Upload of(byte[] file) {
        return new Upload(List.of(), file.clone());
    }

    /** Each with complaints of its own; none when it is a file. */
    public List<WireObject> objects() {
        return objects;
    }

    /** The bytes of the file, null when there are objects. */
    public byte @Nullable [] file() {
        return file == null ? null : file.clone();
    }
}
