package org.sequitur.reference;

import java.util.List;

/** Makes batches of requests of one kind. */
public interface BatchKind<R, O> {

    /** @param careful whether automatic references are looked up before they are taken, because the index has refused one */
    Batch<O> batch(List<R> requests, boolean careful);
}
