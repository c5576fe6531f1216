package org.sequitur.series;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where a series stands.
 *
 * @param issued how many documents it has numbered
 * @param nextNumber what follows in the year; 1 follows in a later one if the series begins again each year
 * @param year of the newest number; null as long as the series may begin in any year
 * @param lastDatedOn null as long as nothing is issued, as is the hash of the newest record
 */
record SeriesHead(
        long issued,
        long nextNumber,
        @Nullable Integer year,
        @Nullable LocalDate lastDatedOn,
        @Nullable String lastSha256) {

    static SeriesHead beginning(long firstNumber, @Nullable Integer firstYear) {
        return new SeriesHead(0, firstNumber, firstYear, null, null);
    }

    /** What the first record names as the one before. */
    String previousSha256() {
        return lastSha256 == null ? IssuedRecord.NOTHING_BEFORE : lastSha256;
    }
}
