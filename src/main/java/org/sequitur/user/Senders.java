package org.sequitur.user;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who mails of a company may come from. Those are the users who are not hidden; an accountant of the company writes in their own name
 * elsewhere.
 */
@Component
public final class Senders {

    private final JdbcClient jdbc;

    Senders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order in which they came. */
    public List<Sender> of(long companyId) {
        return jdbc.sql("""
                        SELECT id, email, first_name, last_name FROM users
                        WHERE company_id = ? AND NOT hidden AND role <> ? ORDER BY id
                        """)
                .params(companyId, User.ADVISOR_ROLE)
                .query((row, number) -> new Sender(
                        row.getLong("id"),
                        row.getString("first_name") + " " + row.getString("last_name"),
                        row.getString("email")))
                .list();
    }
}
