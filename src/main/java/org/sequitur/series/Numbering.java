package org.sequitur.series;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * When the documents of a company get their numbers.
 *
 * @param strictSince since when they do at issuing; null for at creation, as FreeAgent does
 * @param defaultSeries name of what invoices are issued in
 * @param creditNoteSeries name of what credit notes are issued in
 */
record Numbering(
        @Nullable Instant strictSince,
        @Nullable String defaultSeries,
        @Nullable String creditNoteSeries) {

    private static final String FREEAGENT = "freeagent";
    private static final String STRICT = "strict";
    private static final Set<String> MODES = Set.of(FREEAGENT, STRICT);

    boolean isStrict() {
        return strictSince != null;
    }

    Numbering changedBy(WireObject sent, Set<String> series, Instant now) {
        String mode = sent.requiredOneOf("mode", isStrict() ? STRICT : FREEAGENT, MODES);
        String invoices = sent.oneOf("default_series", defaultSeries, series);
        String creditNotes = sent.oneOf("credit_note_series", creditNoteSeries, series);
        boolean strict = mode.equals(STRICT);
        sent.complaints().addIf(strict && invoices == null, "default_series can't be blank");
        return new Numbering(
                !strict ? null : isStrict() ? strictSince : now,
                invoices,
                creditNotes == null ? invoices : creditNotes);
    }

    void write(WireWriter out) {
        out.text("mode", isStrict() ? STRICT : FREEAGENT);
        out.instant("strict_since", strictSince);
        out.text("default_series", defaultSeries);
        out.text("credit_note_series", creditNoteSeries);
    }
}
