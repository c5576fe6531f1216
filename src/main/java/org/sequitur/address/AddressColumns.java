package org.sequitur.address;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The columns that every table with an address has. */
public final class AddressColumns {

    private AddressColumns() {}

    public static Address read(ResultSet row) throws SQLException {
        return new Address(
                row.getString("address1"),
                row.getString("address2"),
                row.getString("address3"),
                row.getString("town"),
                row.getString("region"),
                row.getString("postcode"),
                row.getString("country"));
    }
}
