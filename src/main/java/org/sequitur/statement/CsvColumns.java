package org.sequitur.statement;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * In which column of a CSV file what stands; -1 where it is in none.
 *
 * @param amount or two columns instead
 * @param more text that belongs to the description, such as a reference
 */
record CsvColumns(int day, int amount, int moneyIn, int moneyOut, int text, int more, int type, int bankId) {

    /** Without a header: day, amount, text. So FreeAgent takes it. */
    static final CsvColumns PLAIN = new CsvColumns(0, 1, -1, -1, 2, -1, -1, -1);

    private static final int NONE = -1;
    private static final List<String> DAY = List.of(
            "date", "transaction date", "posting date", "posted date", "booking date", "completed date", "value date");
    private static final List<String> AMOUNT = List.of("amount", "value", "transaction amount");
    private static final List<String> MONEY_IN =
            List.of("money in", "paid in", "credit", "credit amount", "deposit", "deposits", "in");
    private static final List<String> MONEY_OUT =
            List.of("money out", "paid out", "debit", "debit amount", "withdrawal", "withdrawals", "out");
    private static final List<String> TEXT = List.of(
            "description",
            "transaction description",
            "details",
            "narrative",
            "name",
            "payee",
            "merchant",
            "particulars");
    private static final List<String> MORE = List.of("reference", "payment reference", "memo", "notes");
    private static final List<String> TYPE = List.of("type", "transaction type");
    private static final List<String> BANK_ID = List.of("fitid", "transaction id", "unique id", "id");

    /** What a header says; null when the record is none. */
    static @Nullable CsvColumns of(CSVRecord header) {
        List<String> names = header.stream()
                .map(name -> name.replaceAll("\\(.*?\\)|[^A-Za-z ]", " ")
                        .replaceAll("\\s+", " ")
                        .strip()
                        .toLowerCase(Locale.ROOT))
                .toList();
        int day = place(names, DAY);
        int amount = place(names, AMOUNT);
        int moneyIn = amount == NONE ? place(names, MONEY_IN) : NONE;
        int moneyOut = amount == NONE ? place(names, MONEY_OUT) : NONE;
        boolean hasAmounts = amount != NONE || (moneyIn != NONE && moneyOut != NONE);
        return day == NONE || !hasAmounts
                ? null
                : new CsvColumns(
                        day,
                        amount,
                        moneyIn,
                        moneyOut,
                        place(names, TEXT),
                        place(names, MORE),
                        place(names, TYPE),
                        place(names, BANK_ID));
    }

    private static int place(List<String> names, List<String> wanted) {
        return wanted.stream()
                .mapToInt(names::indexOf)
                .filter(place -> place >= 0)
                .findFirst()
                .orElse(NONE);
    }

    @Nullable
    BigDecimal amountOf(CSVRecord line) {
        if (amount != NONE) {
            return AmountText.of(field(line, amount));
        }
        String in = field(line, moneyIn);
        String out = field(line, moneyOut);
        if (in.isBlank() && out.isBlank()) {
            return null;
        }
        BigDecimal received = in.isBlank() ? BigDecimal.ZERO : AmountText.of(in);
        BigDecimal spent = out.isBlank() ? BigDecimal.ZERO : AmountText.of(out);
        // Whether what was spent has a sign is each bank's own idea.
        return received == null || spent == null ? null : received.subtract(spent.abs());
    }

    String field(CSVRecord line, int column) {
        return column >= 0 && column < line.size() ? line.get(column) : "";
    }
}
