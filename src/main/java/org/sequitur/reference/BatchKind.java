package org.sequitur.reference;

import java.util.List;

/** Makes batches of requests of one kind. */
public interface BatchKind<R, O> {

    /** @param careful whether automatic references are looked up before they are taken, because the index has refused one */
    Batch<O> batch(List<R> requests, boolean careful);

    /** How many documents a request is for, at least 1: what queues and batches are measured in. */
    int documents(R request);
}
