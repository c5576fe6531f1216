package org.sequitur.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.sequitur.metric.MetricWriter;

/** Who uses a pool at a moment. */
record PoolState(String pool, int inUse, int idle, int waiting, int most) {

    static PoolState of(String name, HikariDataSource pool) {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return state == null
                ? new PoolState(name, 0, 0, 0, pool.getMaximumPoolSize())
                : new PoolState(
                        name,
                        state.getActiveConnections(),
                        state.getIdleConnections(),
                        state.getThreadsAwaitingConnection(),
                        pool.getMaximumPoolSize());
    }

    void write(MetricWriter out) {
        String name = "sequitur_database_connections";
        out.gauge(name, "Connections to the database", inUse, "pool", pool, "state", "in_use");
        out.gauge(name, "Connections to the database", idle, "pool", pool, "state", "idle");
        out.gauge("sequitur_database_connections_max", "Connections that a pool may have", most, "pool", pool);
        out.gauge(
                "sequitur_database_connections_awaited",
                "Requests and other work that wait for a connection",
                waiting,
                "pool",
                pool);
    }
}
