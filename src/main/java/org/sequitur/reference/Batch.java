package org.sequitur.reference;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Requests that are stored in one transaction. Each method runs in that transaction, in this order; whoever calls them rolls back
 * when one fails.
 */
public interface Batch<O> {

    /** Locks the registers of the companies, then looks up, with a fresh snapshot, what the requests need. */
    void look(Connection connection) throws SQLException;

    /**
     * Decides each request in order, writes what is accepted and commits. An exception that the connection survives means that
     * nothing was committed; one that it does not survive leaves that open, and {@link #isStored} tells.
     */
    void store(Connection connection) throws SQLException;

    /**
     * Whether the transaction of {@link #store} was committed, asked on another connection, in a transaction that it ends. Locks the
     * registers first: the lost transaction holds them for as long as it could still commit. True only when what is stored is also
     * wherever a commit waits for it to be. What is asked for must have been made by the caller: an id from a sequence may have been
     * given again to another batch, as a step of a sequence that nothing committed follows is lost with the server.
     */
    boolean isStored(Connection connection) throws SQLException;

    /** One for each request, in their order; known once {@link #store} has been called. */
    List<Outcome<O>> outcomes();
}
