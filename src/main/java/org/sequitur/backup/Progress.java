package org.sequitur.backup;

/** Is told how far something has come. */
@FunctionalInterface
public interface Progress {

    /** @param total how much there is in all, about */
    void advance(long done, long total);
}
