package org.sequitur.chaos;

/** What clients do in a company, and so what can be said about it afterwards. */
public enum Policy {
    /** Automatic references of one sequence, nothing is deleted: 001 to the last without a hole. */
    CONSECUTIVE,
    /** Three sequences, and references of the client's own: each automatic one follows the rules. */
    MIXED,
    /** Drafts are deleted: references are unique, and the books are right. */
    DELETING
}
