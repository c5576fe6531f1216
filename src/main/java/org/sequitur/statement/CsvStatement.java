package org.sequitur.statement;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * CSV: with a header that says which column is what, or without one as day, amount and text. Columns are separated by commas, semicolons or tabs,
 * whichever its first line has most of.
 */
final class CsvStatement {

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
    private static final int MOST_COLUMNS = 100;
    private static final int PLAIN_COLUMNS = 3;

    private CsvStatement() {}

    static List<StatementLine> read(String file, boolean monthFirst) {
        List<CSVRecord> records = records(file);
        if (records.isEmpty()) {
            throw new UnreadableStatement("The file has no lines");
        }
        CsvColumns named = CsvColumns.of(records.getFirst());
        CsvColumns columns = named == null ? CsvColumns.PLAIN : named;
        List<CSVRecord> lines = named == null ? records : records.subList(1, records.size());
        StatementLine.checkCount(lines.size());
        for (CSVRecord line : lines) {
            check(line, columns, named == null);
        }
        List<LocalDate> days = DayText.all(
                lines.stream().map(line -> columns.field(line, columns.day())).toList(), monthFirst);
        if (days == null) {
            throw new UnreadableStatement("The dates have the day first in some lines and the month in others");
        }
        return IntStream.range(0, days.size())
                .mapToObj(i -> line(lines.get(i), columns, days.get(i)))
                .toList();
    }

    private static List<CSVRecord> records(String file) {
        String first = file.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char separator = ',';
        for (char candidate : SEPARATORS) {
            if (count(first, candidate) > count(first, separator)) {
                separator = candidate;
            }
        }
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .get();
        List<CSVRecord> records = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(file), format)) {
            for (CSVRecord record : parser) {
                if (record.stream().anyMatch(field -> !field.isBlank())) {
                    records.add(record);
                    // One more for a header.
                    StatementLine.checkCount(records.size() - 1);
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new UnreadableStatement("The file is not valid CSV");
        }
        return records;
    }

    private static long count(String line, char character) {
        return line.chars().filter(each -> each == character).count();
    }

    private static void check(CSVRecord line, CsvColumns columns, boolean isPlain) {
        long number = line.getRecordNumber();
        if (line.size() > MOST_COLUMNS) {
            throw UnreadableStatement.inLine(number, "there are more than " + MOST_COLUMNS + " columns");
        }
        if (isPlain
                && IntStream.range(PLAIN_COLUMNS, line.size())
                        .anyMatch(column -> !line.get(column).isBlank())) {
            throw UnreadableStatement.inLine(number, "without a header the columns are date, amount and description");
        }
        if (!DayText.isDay(columns.field(line, columns.day()))) {
            throw UnreadableStatement.inLine(number, "there is no valid date");
        }
        if (columns.amountOf(line) == null) {
            throw UnreadableStatement.inLine(number, "there is no valid amount");
        }
    }

    private static StatementLine line(CSVRecord line, CsvColumns columns, LocalDate day) {
        BigDecimal amount = columns.amountOf(line);
        return StatementLine.of(
                day,
                amount == null ? BigDecimal.ZERO : amount,
                StatementLine.joined(columns.field(line, columns.text()), columns.field(line, columns.more())),
                TransactionType.of(columns.field(line, columns.type())),
                columns.field(line, columns.bankId()));
    }
}
