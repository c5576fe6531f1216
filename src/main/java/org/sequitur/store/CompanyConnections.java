package org.sequitur.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections of a pool that show the {@linkplain CompanyAtWork company at work} and nothing else. What a connection showed its last
 * user is known, so a company that works alone costs no round trip.
 */
final class CompanyConnections extends DelegatingDataSource {

    /** By the physical connection; without an entry nothing was set on it, or it is not known what. */
    private final Cache<PGConnection, Long> shown =
            Caffeine.newBuilder().weakKeys().build();

    CompanyConnections(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        long companyId = CompanyAtWork.id();
        Connection connection = super.getConnection();
        try {
            show(connection, companyId);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Connections come out of the pool outside of any transaction, so no rollback takes back what is set here. */
    private void show(Connection connection, long companyId) throws SQLException {
        PGConnection physical = connection.unwrap(PGConnection.class);
        Long before = shown.getIfPresent(physical);
        if (before == null || before != companyId) {
            shown.invalidate(physical);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET " + CompanyAtWork.SETTING + " = '" + companyId + "'");
            }
            shown.put(physical, companyId);
        }
    }
}
