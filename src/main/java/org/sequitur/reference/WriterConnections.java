package org.sequitur.reference;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens the connections that writers own: not of a pool, with transactions that are ended by hand. */
@FunctionalInterface
public interface WriterConnections {
    Connection connect() throws SQLException;
}
