package org.sequitur.store;

/**
 * Where a sequence stands.
 *
 * @param isCalled whether {@code last} has been given out; otherwise it is the next one
 */
public record SequencePosition(String name, long last, boolean isCalled) {}
