package org.sequitur.bank;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import org.sequitur.store.Columns;
import org.sequitur.wire.WireWriter;

/**
 * What the transactions of an account come to. It is counted when it is asked for, so that it is right whoever adds and removes lines at
 * once.
 *
 * @param moved the sum of all amounts
 * @param latestOn the day the company's accounts begin, as long as nothing happens in the account
 * @param linesToReview those with an explanation that was guessed
 * @param manualLines those that no statement brought
 */
record AccountActivity(
        BigDecimal moved, LocalDate latestOn, long lines, long unexplainedLines, long linesToReview, long manualLines) {

    static AccountActivity none(LocalDate begin) {
        return new AccountActivity(BigDecimal.ZERO, begin, 0, 0, 0, 0);
    }

    static AccountActivity of(ResultSet row) throws SQLException {
        LocalDate latestOn = Columns.date(row, "latest_on");
        return new AccountActivity(
                Objects.requireNonNullElse(row.getBigDecimal("moved"), BigDecimal.ZERO),
                latestOn == null ? row.getObject("freeagent_start_date", LocalDate.class) : latestOn,
                row.getLong("lines"),
                row.getLong("unexplained_lines"),
                row.getLong("lines_to_review"),
                row.getLong("manual_lines"));
    }

    void write(WireWriter out) {
        out.date("latest_activity_date", latestOn);
        out.integer("total_count", lines);
        out.integer("unexplained_transaction_count", unexplainedLines);
        out.integer("marked_for_review_count", linesToReview);
        out.integer("manually_added_transaction_count", manualLines);
    }
}
