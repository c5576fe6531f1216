package org.sequitur.statement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.sequitur.money.Rounding;
import org.sequitur.wire.WireObject;

/** The lines of a statement that a client sends as objects. */
final class SentLines {

    private SentLines() {}

    /** @throws UnreadableStatement when any of them cannot be read, or has no day */
    static List<StatementLine> read(List<WireObject> objects) {
        StatementLine.checkCount(objects.size());
        List<StatementLine> lines = new ArrayList<>(objects.size());
        for (int i = 0; i < objects.size(); i++) {
            lines.add(line(objects.get(i), i));
        }
        return lines;
    }

    private static StatementLine line(WireObject sent, int index) {
        LocalDate day = sent.date("dated_on", null);
        sent.complaints().addIf(day == null && sent.complaints().isEmpty(), "dated_on can't be blank");
        BigDecimal amount = sent.decimal("amount", BigDecimal.ZERO);
        String text = sent.text("description", null);
        String bankId = sent.text("fitid", null);
        TransactionType type = TransactionType.of(sent.text("transaction_type", null));
        if (day == null || !sent.complaints().isEmpty()) {
            throw new UnreadableStatement(
                    "statement[" + index + "]." + sent.complaints().messages().getFirst());
        }
        BigDecimal pence = Rounding.toPence(amount == null ? BigDecimal.ZERO : amount);
        return StatementLine.of(day, type.signed(pence), text, type, bankId);
    }
}
