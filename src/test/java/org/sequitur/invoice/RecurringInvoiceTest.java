package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceScope;
import org.sequitur.store.Flight;

class RecurringInvoiceTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 31);
    private static final LocalDate SECOND = LocalDate.of(2026, 2, 28);
    private static final InvoiceOrigin ORIGIN = new InvoiceOrigin() {
        @Override
        public void ask(Flight look) {}

        @Override
        public void take(Set<Object> taken) {}

        @Override
        public void tell(Flight write, Invoice stored) {}
    };

    @Test
    void ofADayThatWasTakenMeanwhileComesNothingNorOfTheOneAfterItBeforeItsTime() {
        RecurringInvoice before = recurring(null);
        assertThat(before.invoiceOf(FIRST, true, ORIGIN)).isPresent();
        RecurringInvoice after = before.recurred(FIRST, new Reference("040"));
        assertThat(after.invoiceOf(FIRST, true, ORIGIN)).isEmpty();
        assertThat(after.nextRecursOn()).isEqualTo(SECOND);
        assertThat(before.invoiceOf(SECOND, true, ORIGIN)).isEmpty();
        assertThat(after.invoiceOf(SECOND, true, ORIGIN)).isPresent();
    }

    @Test
    void nothingComesAfterTheEnd() {
        RecurringInvoice ending = recurring(SECOND.minusDays(1)).recurred(FIRST, new Reference("040"));
        assertThat(ending.nextRecursOn()).isNull();
        assertThat(ending.invoiceOf(SECOND, true, ORIGIN)).isEmpty();
    }

    @Test
    void daysThatWerePassedOverAreNeverTheNextOneAndTheSeriesKeepsItsDays() {
        RecurringInvoice before = recurring(null);
        assertThat(resumed(before, SECOND).nextRecursOn()).isEqualTo(SECOND);
        RecurringInvoice resumed = resumed(before, SECOND.plusDays(1));
        assertThat(resumed.nextRecursOn()).isEqualTo("2026-03-31");
        assertThat(resumed.invoiceOf(FIRST, true, ORIGIN)).isEmpty();
        assertThat(resumed.recurred(LocalDate.of(2026, 3, 31), new Reference("040"))
                        .nextRecursOn())
                .isEqualTo("2026-04-30");
        assertThat(resumed(recurring(SECOND), SECOND.plusDays(1)).nextRecursOn())
                .isNull();
    }

    private static RecurringInvoice resumed(RecurringInvoice recurring, LocalDate day) {
        return recurring
                .schedule()
                .of(recurring.template(), recurring.firstReference(), recurring.lastRecurredOn(), day, 1);
    }

    private static RecurringInvoice recurring(@Nullable LocalDate end) {
        InvoiceContents contents = InvoiceContents.BLANK.copiedTo(FIRST);
        InvoiceTotals none =
                new InvoiceTotals(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, null);
        InvoiceTerms terms =
                new InvoiceTerms(contents.with(List.of()), none, false, "Harbour Mills", ReferenceScope.GLOBAL);
        Invoice template =
                Invoice.draft(1001, DocumentKind.INVOICE, RecurringInvoice.NO_REFERENCE, terms, null, Instant.EPOCH);
        return new RecurringInvoice(template, Frequency.MONTHLY, true, end, null, null, null, null, 1);
    }
}
