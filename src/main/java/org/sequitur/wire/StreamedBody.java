package org.sequitur.wire;

import java.io.IOException;
import java.io.OutputStream;

/** A body that is written piece by piece while it is made. */
@FunctionalInterface
public interface StreamedBody {
    void write(OutputStream out) throws IOException;
}
