package org.sequitur.store;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Says in the database, in the transaction that makes its first table, that it is being restored: {@link Catalog#UNFINISHED}. */
final class MarkOfRestore implements Callback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + Catalog.UNFINISHED + " ()");
        } catch (SQLException e) {
            throw new StoreException("The database cannot be marked as unfinished: " + e.getMessage(), e);
        }
    }

    @Override
    public String getCallbackName() {
        return "restore";
    }
}
