package org.sequitur.category;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether anything is booked to a category, wherever that may be said. */
final class CategoryUse {

    /** Tables and their columns. Of those that have many rows an index leaves out the standard category, which nobody asks about. */
    private static final List<String> PLACES = List.of(
            "document_item WHERE category <> '001' AND category",
            "recurring_invoice_item WHERE category <> '001' AND category",
            "estimate_item WHERE category <> '001' AND category",
            "price_list_item WHERE category",
            "stock_item WHERE cost_of_sale_category",
            "expense WHERE category",
            "bank_transaction_explanation WHERE category");

    private static final String QUESTION = PLACES.stream()
            .map(place -> "EXISTS (SELECT FROM " + place + " = :code AND company_id = :company)")
            .collect(Collectors.joining(" OR ", "SELECT ", ""));

    private CategoryUse() {}

    static boolean isUsed(JdbcClient jdbc, long companyId, String code) {
        return jdbc.sql(QUESTION)
                .param("code", code)
                .param("company", companyId)
                .query(Boolean.class)
                .single();
    }
}
