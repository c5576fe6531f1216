package org.sequitur.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of words, which are aligned to the left, and after them numbers, to the right. */
final class Table {

    private final List<String[]> rows = new ArrayList<>();
    private final int leftColumns;

    /** @param leftColumns how many columns, from the first on, are words and not numbers */
    Table(int leftColumns, String... headings) {
        this.leftColumns = leftColumns;
        rows.add(headings.clone());
    }

    void row(String... cells) {
        if (cells.length != rows.getFirst().length) {
            throw new IllegalArgumentException(
                    "a row of " + cells.length + " cells in a table of " + rows.getFirst().length + " columns");
        }
        rows.add(cells.clone());
    }

    /** For a terminal: columns padded with blanks. */
    String text() {
        return rows.stream()
                .map(row -> line(row, "  ", "  ", "").stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    String markdown() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            lines.append(line(rows.get(i), " | ", "| ", " |")).append('\n');
            if (i == 0) {
                lines.append(IntStream.range(0, widths().length)
                                .mapToObj(column -> column < leftColumns ? "---" : "---:")
                                .collect(Collectors.joining("|", "|", "|")))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    private String line(String[] row, String between, String before, String after) {
        int[] widths = widths();
        return IntStream.range(0, row.length)
                .mapToObj(column -> {
                    String blanks = " ".repeat(widths[column] - row[column].length());
                    return column < leftColumns ? row[column] + blanks : blanks + row[column];
                })
                .collect(Collectors.joining(between, before, after));
    }

    private int[] widths() {
        int[] widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            Arrays.setAll(widths, column -> Math.max(widths[column], row[column].length()));
        }
        return widths;
    }
}
