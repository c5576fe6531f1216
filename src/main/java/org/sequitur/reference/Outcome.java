package org.sequitur.reference;

/** What became of one request of a batch. */
public sealed interface Outcome<O> {

    /** It was stored. */
    record Stored<O>(O document) implements Outcome<O> {}

    /** It was refused by its own fault and took no reference. */
    record Refused<O>(RuntimeException reason) implements Outcome<O> {}
}
