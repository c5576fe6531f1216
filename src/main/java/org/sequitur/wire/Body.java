package org.sequitur.wire;

/** What an answer says, written once and rendered as JSON or XML. */
@FunctionalInterface
public interface Body {
    void write(WireWriter out);

    /** The same, as the value of one attribute: how a single record is shown. */
    default Body under(String root) {
        return out -> out.object(root, this);
    }
}
