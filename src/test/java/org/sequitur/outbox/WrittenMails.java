package org.sequitur.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sequitur.outbox.OutgoingMail.About;
import org.sequitur.outbox.OutgoingMail.Cause;
import org.sequitur.store.Flight;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Mails of one company, put into the outbox as whoever changes a document puts them there. */
public record WrittenMails(DataSource data, long companyId, Instant now) {

    /** @return its id */
    public long write(OutgoingMail mail) {
        try (Connection connection = data.getConnection()) {
            connection.setAutoCommit(false);
            long[] id = {0};
            Flight flight = new Flight();
            mail.tell(flight, companyId, now);
            flight.ask("SELECT currval('outgoing_mail_id')", rows -> {
                rows.next();
                id[0] = rows.getLong(1);
            });
            flight.fly(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return id[0];
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long write(String... recipients) {
        return write(asked("Invoice 001", "Here it is.", List.of(), recipients));
    }

    public static OutgoingMail asked(String subject, String body, List<MailEnclosure> files, String... recipients) {
        return mail(Cause.ASKED, false, subject, body, files, recipients);
    }

    public static OutgoingMail mail(
            Cause cause, boolean pdf, String subject, String body, List<MailEnclosure> files, String... recipients) {
        return new OutgoingMail(
                About.INVOICE,
                1001,
                "001",
                cause,
                null,
                "Jo Reed <jo@reed.example>",
                List.of(recipients),
                subject,
                body,
                pdf,
                files);
    }

    /** The row of a mail. */
    public Map<String, @Nullable Object> row(long id) {
        return JdbcClient.create(data)
                .sql("SELECT * FROM outgoing_mail WHERE company_id = ? AND id = ?")
                .params(companyId, id)
                .query()
                .singleRow();
    }

    public String state(long id) {
        return String.valueOf(row(id).get("state"));
    }
}
