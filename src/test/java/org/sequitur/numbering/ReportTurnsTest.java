package org.sequitur.numbering;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.sequitur.wire.WireException;

/** A company makes one report at a time, and a server only so many. */
class ReportTurnsTest {

    private final ReportTurns turns = new ReportTurns(2);

    @Test
    void aSecondReportOfACompanyIsRefusedUntilTheFirstIsDone() {
        ReportTurns.Turn first = turns.take(1);

        refused(1, 409);
        refused(1, 409);
        first.close();
        turns.take(1).close();
    }

    @Test
    void furtherCompaniesAreRefusedUntilThereIsRoom() {
        turns.take(1);
        ReportTurns.Turn second = turns.take(2);

        refused(3, 503);
        refused(3, 503);
        second.close();
        turns.take(3);
        refused(2, 503);
    }

    private void refused(long companyId, int status) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> turns.take(companyId))
                .satisfies(refusal -> org.assertj.core.api.Assertions.assertThat(refusal.status())
                        .isEqualTo(status));
    }
}
