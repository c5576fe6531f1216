package org.sequitur.invoice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sequitur.contact.ContactName;
import org.sequitur.store.Flight;

/** Who sells, who buys and what for, as they are called at the moment of issuing. */
final class IssuedParties {

    private static final List<String> ADDRESS =
            List.of("address1", "address2", "address3", "town", "region", "postcode", "country");

    private final Map<String, Object> seller = new TreeMap<>();
    private final Map<String, Object> customer = new TreeMap<>();
    private @Nullable Map<String, Object> project;

    /** Adds the questions to a flight. */
    void ask(Flight flight, long companyId, InvoiceContents contents) {
        flight.ask(
                "SELECT * FROM company WHERE id = ?",
                rows -> {
                    rows.next();
                    copy(rows, seller, List.of("name", "company_registration_number"));
                    copy(rows, seller, List.of("sales_tax_name", "sales_tax_registration_number"));
                    copy(rows, seller, ADDRESS);
                },
                companyId);
        flight.ask(
                """
                SELECT sales_tax_name, sales_tax_registration_number FROM sales_tax_period
                WHERE company_id = ? AND effective_date <= ? ORDER BY effective_date DESC LIMIT 1
                """,
                rows -> {
                    if (rows.next()) {
                        seller.remove("sales_tax_registration_number");
                        copy(rows, seller, List.of("sales_tax_name", "sales_tax_registration_number"));
                    }
                },
                companyId,
                contents.datedOn());
        flight.ask(
                "SELECT * FROM contact WHERE company_id = ? AND id = ?",
                rows -> {
                    rows.next();
                    ContactName name = new ContactName(
                            rows.getString("first_name"),
                            rows.getString("last_name"),
                            rows.getString("organisation_name"));
                    customer.put("name", name.display());
                    copy(rows, customer, List.of("id", "sales_tax_registration_number"));
                    copy(rows, customer, ADDRESS);
                },
                companyId,
                contents.contact());
        if (contents.projectId() != null) {
            flight.ask(
                    "SELECT id, name FROM project WHERE company_id = ? AND id = ?",
                    rows -> {
                        rows.next();
                        project = new TreeMap<>();
                        copy(rows, project, List.of("id", "name"));
                    },
                    companyId,
                    contents.projectId());
        }
    }

    private static void copy(ResultSet row, Map<String, Object> to, List<String> columns) throws SQLException {
        for (String column : columns) {
            String value = row.getString(column);
            if (value != null) {
                to.put(column, value);
            }
        }
    }

    Map<String, Object> seller() {
        return seller;
    }

    Map<String, Object> customer() {
        return customer;
    }

    @Nullable
    Map<String, Object> project() {
        return project;
    }
}
