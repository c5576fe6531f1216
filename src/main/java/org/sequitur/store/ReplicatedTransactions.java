package org.sequitur.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions whose commit is believed only if it did not give up waiting for a standby: what is told to a client must still be there
 * when the standby has taken over. Where PostgreSQL has no standby to wait for, they are like any others.
 */
public final class ReplicatedTransactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1L;

    public ReplicatedTransactions(DataSource dataSource) {
        super(dataSource);
    }

    /** @throws TransactionSystemException when it is committed, but a standby that it waited for may not have it */
    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        Connection connection = ((JdbcTransactionObjectSupport) status.getTransaction())
                .getConnectionHolder()
                .getConnection();
        super.doCommit(status);
        try {
            StandbyWait.refuseIfGivenUp(connection.getWarnings());
        } catch (SQLException e) {
            throw new TransactionSystemException("The fate of a commit is not known", e);
        }
    }
}
