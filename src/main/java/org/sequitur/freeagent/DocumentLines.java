package org.sequitur.freeagent;

import java.util.ArrayList;
import java.util.List;

/** What lines of all documents have in common. */
final class DocumentLines {

    private static final String STANDARD_CATEGORY = "001";

    private DocumentLines() {}

    /**
     * @param name of the attribute that the lines are in
     * @param column that names the document
     */
    static List<Row> of(SourceRecord document, String name, String column) {
        List<Row> rows = new ArrayList<>();
        for (SourceRecord line : document.list(name)) {
            String category = line.tail("category");
            rows.add(new Row(line)
                    .put("id", line.id())
                    .put(column, document.id())
                    .put("position", rows.size() + 1)
                    .texts("item_type")
                    .text("quantity", "0")
                    .text("description", "")
                    .text("price", "0")
                    .texts("sales_tax_rate", "second_sales_tax_rate", "sales_tax_status", "second_sales_tax_status")
                    .put("category", category == null ? STANDARD_CATEGORY : category));
        }
        return rows;
    }
}
