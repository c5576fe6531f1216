package org.sequitur.bench;

/**
 * What has been spent so far, or between two moments, or for one invoice.
 *
 * @param server processor time of the server's JVM
 * @param postgres processor time of all of PostgreSQL, in microseconds
 * @param generator processor time of the load generator, in microseconds
 * @param wal bytes that PostgreSQL wrote to its log
 */
record Expense(ProcessorTime server, double postgres, double generator, double wal) {

    static Expense soFar(Stage stage, long serverPid, long generatorPid) {
        return new Expense(
                ProcessorTime.ofServer(serverPid),
                ProcessorTime.ofPostgres(stage.postgres().pid()),
                ProcessorTime.ofServer(generatorPid).total(),
                stage.jdbc()
                        .sql("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')")
                        .query(Double.class)
                        .single());
    }

    Expense since(Expense earlier) {
        return new Expense(
                server.since(earlier.server),
                postgres - earlier.postgres,
                generator - earlier.generator,
                wal - earlier.wal);
    }
}
