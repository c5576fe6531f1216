package org.sequitur.statement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of OFX is a statement, whichever generation it is written in: the {@code STMTTRN} elements. It is told of elements and texts as they
 * come. The signs of amounts are taken as they are: OFX 2.2, 11.4.4.1, has amounts signed.
 *
 * <p>No library reads it: the one that is there, ofx4j, brings NanoXML 2.2.3 and two libraries more for what is a few tags.
 */
final class OfxStatement {

    private static final String ROOT = "OFX";
    private static final String LINE = "STMTTRN";

    /** The day as the bank has it; the time and its zone after it say when, which no account does. */
    private static final Pattern POSTED = Pattern.compile("(\\d{8})(\\d{0,6}(\\.\\d{1,9})?)? ?(\\[[^]]{0,40}])?");

    private final List<StatementLine> lines = new ArrayList<>();
    private final Set<String> accounts = new HashSet<>();
    private @Nullable Map<String, String> line;
    private String element = "";
    private boolean isBegun;
    private boolean isEnded;

    void open(String name) {
        element = name;
        if (name.equals(ROOT)) {
            isBegun = true;
        } else if (name.equals(LINE)) {
            if (line != null) {
                throw new UnreadableStatement("A transaction begins within another one");
            }
            line = new HashMap<>();
        }
    }

    void text(String text) {
        if (text.isBlank()) {
            return;
        }
        if (line != null) {
            line.putIfAbsent(element, text.strip());
        } else if (element.equals("ACCTID")) {
            accounts.add(text.strip());
        }
    }

    void close(String name) {
        if (name.equals(LINE)) {
            if (line == null) {
                throw new UnreadableStatement("A transaction ends that has not begun");
            }
            lines.add(read(line, lines.size() + 1));
            StatementLine.checkCount(lines.size());
            line = null;
        } else if (name.equals(ROOT)) {
            isEnded = true;
        }
    }

    /** @throws UnreadableStatement when something is missing, or there are several statements in one */
    List<StatementLine> lines() {
        if (!isBegun) {
            throw new UnreadableStatement("The file is neither OFX, QIF nor CSV");
        }
        if (!isEnded || line != null) {
            throw new UnreadableStatement("The file ends before its end");
        }
        if (accounts.size() > 1) {
            throw new UnreadableStatement("The file has statements of several accounts");
        }
        return lines;
    }

    private static StatementLine read(Map<String, String> line, int number) {
        Matcher posted = POSTED.matcher(line.getOrDefault("DTPOSTED", ""));
        LocalDate day = posted.matches() ? DayText.day(posted.group(1), false) : null;
        if (day == null) {
            throw new UnreadableStatement("Transaction " + number + ": DTPOSTED is not a valid date");
        }
        BigDecimal amount = AmountText.of(line.getOrDefault("TRNAMT", ""));
        if (amount == null) {
            throw new UnreadableStatement("Transaction " + number + ": TRNAMT is not an amount");
        }
        return StatementLine.of(
                day,
                amount,
                StatementLine.joined(line.get("NAME"), line.get("MEMO")),
                TransactionType.of(line.get("TRNTYPE")),
                line.get("FITID"));
    }
}
