package org.sequitur.attachment;

import java.util.Locale;

/** As what a file is shown. */
enum FileView {
    ORIGINAL(0),
    MEDIUM(500),
    SMALL(250);

    private final int edge;

    FileView(int edge) {
        this.edge = edge;
    }

    /** Points of the longer edge at most; 0 for the file as it was sent. */
    int edge() {
        return edge;
    }

    /** As paths have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
