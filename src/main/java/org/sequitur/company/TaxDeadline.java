package org.sequitur.company;

import java.time.LocalDate;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/**
 * Something that a company has to file or pay. What is to be paid is not known: there are no accounts.
 *
 * @param nature what is due, in words that FreeAgent uses
 */
record TaxDeadline(String description, String nature, LocalDate datedOn) implements Body {

    static final String FILED_AND_PAID = "Electronic Submission and Payment Due";
    static final String PAID = "Payment Due";
    static final String FILED = "Submission Due";
    static final String FIRST_ACCOUNTS = "Companies House First Accounts Due";
    static final String ACCOUNTS = "Companies House Accounts Due";
    static final String ANNUAL_RETURN = "Companies House Annual Return Due";

    @Override
    public void write(WireWriter out) {
        out.text("description", description);
        out.text("nature", nature);
        out.date("dated_on", datedOn);
        out.bool("is_personal", false);
    }
}
