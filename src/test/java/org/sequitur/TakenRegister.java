package org.sequitur;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The register of a company in a transaction of the test's own, while others come to wait for it. */
public final class TakenRegister implements AutoCloseable {

    private final DataSource database;
    private final Connection connection;
    private final long companyId;

    public TakenRegister(TestServer server, TestCompany company) throws SQLException {
        database = server.dataSource();
        connection = database.getConnection();
        companyId = company.id();
        connection.setAutoCommit(false);
        run("SELECT FROM document_register WHERE company_id = ? FOR UPDATE");
    }

    public void awaitWaiter() throws InterruptedException {
        LockWaiters.await(database);
    }

    /** Lets those who wait go on, in a company that is held by now. */
    public void holdCompany() throws SQLException {
        run("UPDATE company SET held_since = now() WHERE id = ?");
        connection.commit();
    }

    private void run(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, companyId);
            statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }
}
