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

    /**
     * What was found in a company.
     *
     * @param told a sentence for each breach, at most {@link #MOST_BREACHES} of each check, and one for how many more there are
     * @param breaches how many there are
     */
    public record Findings(List<String> told, int breaches) {

        public Findings {
            told = List.copyOf(told);
        }
    }

    public Findings run(Connection connection, long companyId) throws SQLException {
        List<String> told = new ArrayList<>();
        int breaches = 0;
        for (Check check : checks) {
            int[] found = new int[1];
            check.run(connection, companyId, breach -> {
                if (found[0]++ < MOST_BREACHES) {
                    told.add(breach);
                }
            });
            if (found[0] > MOST_BREACHES) {
                told.add("and " + (found[0] - MOST_BREACHES) + " more like the last");
            }
            breaches += found[0];
        }
        return new Findings(told, breaches);
    }
}
