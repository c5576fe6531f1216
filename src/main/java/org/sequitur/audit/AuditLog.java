package org.sequitur.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.sequitur.store.Columns;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.wire.Change;
import org.sequitur.wire.ChangeLog;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The audit log of each company. */
@Component
final class AuditLog implements ChangeLog {

    private final JdbcOperations connections;
    private final JdbcClient jdbc;
    private final RecordClock clock;

    AuditLog(JdbcOperations connections, JdbcClient jdbc, RecordClock clock) {
        this.connections = connections;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void add(Change change) {
        AuditEvents events = new AuditEvents();
        events.add(change.caller(), clock.now(), change.action(), change.kind(), change.id(), change.attributes());
        Flight flight = new Flight();
        events.tell(flight);
        ConnectionCallback<Boolean> callback = connection -> {
            flight.fly(connection);
            return true;
        };
        connections.execute(callback);
    }

    /** The newest events of a selection, in falling order of their ids. */
    List<AuditEvent> newest(Selection selection, int most) {
        return jdbc.sql("SELECT * FROM audit_event " + selection.where() + " ORDER BY id DESC LIMIT ?")
                .params(selection.parameters(most))
                .query((row, number) -> event(row))
                .list();
    }

    private static AuditEvent event(ResultSet row) throws SQLException {
        return new AuditEvent(
                row.getLong("id"),
                Columns.instant(row, "at"),
                row.getLong("user_id"),
                row.getLong("app_id"),
                row.getString("address"),
                row.getString("action"),
                row.getString("record_kind"),
                row.getObject("record_id", Long.class),
                row.getString("detail"));
    }
}
