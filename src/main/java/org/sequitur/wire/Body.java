package org.sequitur.wire;

/** What an answer says, written once and rendered as JSON or XML. */
@FunctionalInterface
public interface Body {
    void write(WireWriter out);
}
