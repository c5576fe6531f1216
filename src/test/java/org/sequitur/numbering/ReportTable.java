package org.sequitur.numbering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A report as CSV, the way a program reads it (RFC 4180, and the apostrophe of {@link ReportCsv} taken away). */
record ReportTable(List<Map<String, String>> rows) {

    static ReportTable of(String csv) {
        List<List<String>> lines = lines(csv);
        List<String> names = lines.getFirst();
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            if (line.size() != names.size()) {
                throw new AssertionError("not as many fields as columns: " + line);
            }
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), line.get(i).startsWith("'") ? line.get(i).substring(1) : line.get(i));
            }
            rows.add(row);
        }
        return new ReportTable(rows);
    }

    List<Map<String, String>> of(ReportRow.Kind kind) {
        return rows.stream()
                .filter(row -> kind.word().equals(row.get("record")))
                .toList();
    }

    private static List<List<String>> lines(String csv) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                line.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            } else if (quoted || c != '\r') {
                field.append(c);
            }
        }
        return lines;
    }
}
