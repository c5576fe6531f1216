package org.sequitur.statement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * QIF: a line for each field, with its letter before it, and a circumflex after each transaction. Of the fields the day (D), the amount (T or
 * U), payee (P) and memo (M) are read. Lists of accounts and categories before the transactions are passed over.
 */
final class QifStatement {

    private static final String TYPE = "!type:";
    private static final Set<String> ACCOUNTS = Set.of("bank", "cash", "ccard", "oth a", "oth l");

    private record Transaction(int number, String day, BigDecimal amount, String text) {}

    private final List<Transaction> transactions = new ArrayList<>();
    private final Map<Character, String> fields = new HashMap<>();
    private boolean isStatement;
    private boolean hasStatement;

    private QifStatement() {}

    static List<StatementLine> read(String file, boolean monthFirst) {
        QifStatement statement = new QifStatement();
        int number = 0;
        for (String line : file.split("\\R", -1)) {
            statement.readLine(line.strip(), ++number);
        }
        return statement.lines(monthFirst, number);
    }

    private void readLine(String line, int number) {
        if (line.isEmpty()) {
            return;
        }
        if (line.charAt(0) == '!') {
            begin(line.toLowerCase(Locale.ROOT), number);
        } else if (!isStatement) {
            return;
        } else if (line.equals("^")) {
            end(number);
        } else {
            fields.putIfAbsent(line.charAt(0), line.substring(1));
        }
    }

    private void begin(String header, int number) {
        if (!fields.isEmpty()) {
            throw UnreadableStatement.inLine(number, "the transaction before it has no end");
        }
        if (header.startsWith(TYPE)) {
            String type = header.substring(TYPE.length()).strip();
            isStatement = ACCOUNTS.contains(type);
            if (isStatement && hasStatement) {
                throw UnreadableStatement.inLine(number, "the file has statements of several accounts");
            }
            hasStatement |= isStatement;
        } else if (!header.startsWith("!option:") && !header.startsWith("!clear:")) {
            isStatement = false;
        }
    }

    private void end(int number) {
        String day = fields.getOrDefault('D', "");
        if (!DayText.isDay(day)) {
            throw UnreadableStatement.inLine(number, "the transaction has no valid date");
        }
        BigDecimal amount = AmountText.of(Objects.requireNonNullElse(amountText(), ""));
        if (amount == null) {
            throw UnreadableStatement.inLine(number, "the transaction has no valid amount");
        }
        String text = StatementLine.joined(fields.get('P'), fields.get('M'));
        transactions.add(new Transaction(number, day, amount, text));
        StatementLine.checkCount(transactions.size());
        fields.clear();
    }

    private @Nullable String amountText() {
        String amount = fields.get('T');
        return amount == null ? fields.get('U') : amount;
    }

    private List<StatementLine> lines(boolean monthFirst, int last) {
        if (!hasStatement) {
            throw new UnreadableStatement("The file has no transactions of an account");
        }
        if (!fields.isEmpty()) {
            throw UnreadableStatement.inLine(last, "the last transaction has no end");
        }
        List<LocalDate> days =
                DayText.all(transactions.stream().map(Transaction::day).toList(), monthFirst);
        if (days == null) {
            throw new UnreadableStatement("The dates have the day first in some lines and the month in others");
        }
        List<StatementLine> lines = new ArrayList<>(transactions.size());
        for (int i = 0; i < days.size(); i++) {
            Transaction transaction = transactions.get(i);
            lines.add(StatementLine.of(
                    days.get(i), transaction.amount(), transaction.text(), TransactionType.OTHER, null));
        }
        return lines;
    }
}
