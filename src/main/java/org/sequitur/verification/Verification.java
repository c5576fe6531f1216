package org.sequitur.verification;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks that are run together on the books of a company. */
public final class Verification {

    /** The most breaches of a check that are told one by one; of the rest only how many there are. */
    public static final int MOST_BREACHES = 100;

    private final List<Check> checks;

    public Verification(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** What was found: a sentence for each breach, none if the books are whole. */
    public List<String> run(Connection connection, long companyId) throws SQLException {
        List<String> all = new ArrayList<>();
        for (Check check : checks) {
            List<String> found = new ArrayList<>();
            int[] more = new int[1];
            check.run(connection, companyId, breach -> {
                if (found.size() < MOST_BREACHES) {
                    found.add(breach);
                } else {
                    more[0]++;
                }
            });
            all.addAll(found);
            if (more[0] > 0) {
                all.add("and " + more[0] + " more like the last");
            }
        }
        return all;
    }
}
