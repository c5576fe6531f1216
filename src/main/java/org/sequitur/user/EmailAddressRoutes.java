package org.sequitur.user;

import java.util.List;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * {@code /v2/email_addresses}: who mails may come from. Those are the users who are not hidden; an accountant of the company writes in
 * their own name elsewhere.
 */
@Controller
@Requires(PermissionLevel.TIME)
class EmailAddressRoutes {

    private final JdbcClient jdbc;

    EmailAddressRoutes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping("/v2/email_addresses")
    Answer list(Caller caller) {
        List<String> senders = jdbc.sql("""
                        SELECT email, first_name, last_name FROM users
                        WHERE company_id = ? AND NOT hidden AND role <> ? ORDER BY id
                        """)
                .params(caller.companyId(), User.ADVISOR_ROLE)
                .query((row, number) -> Mailbox.text(
                        row.getString("first_name") + " " + row.getString("last_name"), row.getString("email")))
                .list();
        return Answer.ok(out -> out.texts("email_addresses", "email_address", senders));
    }
}
