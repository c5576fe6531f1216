package org.sequitur.expense;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.Frequency;
import org.sequitur.wire.WireObject;

/**
 * That an expense comes again. Nothing is made of it by itself.
 *
 * @param frequency a word of the wire; null for an expense that does not come again
 * @param nextOn null when the end is before it
 */
record Recurrence(
        @Nullable String frequency,
        @Nullable LocalDate nextOn,
        @Nullable LocalDate endsOn) {

    static final Recurrence NONE = new Recurrence(null, null, null);

    /** An end is read together with a frequency only, as on FreeAgent's wire. */
    Recurrence changedBy(WireObject sent, LocalDate first, boolean isOfSameDay) {
        String word = sent.oneOf("recurring", frequency, Frequency.WORDS);
        if (word == null) {
            return NONE;
        }
        LocalDate end = sent.has("recurring") ? sent.date("recurring_end_date", endsOn) : endsOn;
        LocalDate standing = isOfSameDay && word.equals(frequency) ? nextOn : null;
        LocalDate asked = sent.date("next_recurs_on", standing);
        LocalDate next = asked == null ? Frequency.of(word).next(first, first) : asked;
        return new Recurrence(word, end != null && next.isAfter(end) ? null : next, end);
    }
}
