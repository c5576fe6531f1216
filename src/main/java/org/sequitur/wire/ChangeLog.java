package org.sequitur.wire;

/** Is told of what requests change, in the transaction of the change and before it is committed. */
@FunctionalInterface
public interface ChangeLog {
    void add(Change change);
}
