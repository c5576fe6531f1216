package org.sequitur.suggestion;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.sequitur.contact.ContactName;

/** An invoice that was sent and is not fully paid. */
record OpenInvoice(
        long id,
        String reference,
        long contactId,
        String contactName,
        String currency,
        LocalDate datedOn,
        LocalDate dueOn,
        BigDecimal due) {

    static OpenInvoice of(ResultSet row) throws SQLException {
        return new OpenInvoice(
                row.getLong("id"),
                row.getString("reference"),
                row.getLong("contact_id"),
                new ContactName(
                                row.getString("first_name"),
                                row.getString("last_name"),
                                row.getString("organisation_name"))
                        .display(),
                row.getString("currency"),
                row.getObject("dated_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class),
                row.getBigDecimal("due"));
    }
}
