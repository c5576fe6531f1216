package org.sequitur.store;

/** What a connection may do once it has signed in. The migrations make these roles, or say what is missing. */
enum DatabaseRole {
    /** The one that signed in: owns the tables and is not held back by the walls. */
    HOUSE(""),
    /** Sees one company. */
    APP("sequitur_app"),
    /** Sees the companies of a batch. */
    WRITER("sequitur_writer");

    private final String named;

    DatabaseRole(String named) {
        this.named = named;
    }

    /** PostgreSQL's name of it; empty for whoever signed in. */
    String named() {
        return named;
    }

    /** What puts a new connection into the role, to be followed by other statements. */
    String statement() {
        return named.isEmpty() ? "" : "SET ROLE " + named + ";";
    }
}
