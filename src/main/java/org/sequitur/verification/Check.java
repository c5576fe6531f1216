package org.sequitur.verification;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Something that holds for the books of every company, whatever was asked of the server and whatever happened to it. */
@FunctionalInterface
public interface Check {

    /**
     * Looks at the books of a company and tells of everything that does not hold.
     *
     * @param connection in a transaction that only reads and sees one moment; not to be committed or closed
     * @param breach takes a sentence for each breach, which names the record and says what is wrong with it
     */
    void run(Connection connection, long companyId, Consumer<String> breach) throws SQLException;
}
