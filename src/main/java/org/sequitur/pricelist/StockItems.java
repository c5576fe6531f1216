package org.sequitur.pricelist;

import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What each company keeps in stock. */
@Component
public final class StockItems {

    private static final RecordLayout<StockItem> LAYOUT = RecordLayout.of("stock_item", StockItem::of)
            .selectedBy("""
                    SELECT stock_item.*, stock_item.opening_quantity - coalesce((
                        SELECT sum(CASE WHEN i.price < 0 THEN -i.quantity ELSE i.quantity END)
                        FROM document_item i JOIN document d ON d.company_id = i.company_id AND d.id = i.document_id
                        WHERE i.company_id = stock_item.company_id AND i.stock_item_id = stock_item.id
                          AND d.state IN ('sent', 'cancelled')), 0) + coalesce((
                        SELECT sum(e.stock_altering_quantity) FROM expense e
                        WHERE e.company_id = stock_item.company_id AND e.stock_item_id = stock_item.id), 0) AS on_hand
                    FROM stock_item
                    """)
            .with("description", StockItem::description)
            .with("opening_quantity", StockItem::openingQuantity)
            .with("opening_balance", StockItem::openingBalance)
            .with("cost_of_sale_category", StockItem::costCategory)
            .with("created_at", StockItem::createdAt)
            .with("updated_at", StockItem::updatedAt);

    private final JdbcClient jdbc;
    private final RegisterTransactions registers;
    private final RecordTable<StockItem> table;

    StockItems(JdbcClient jdbc, TransactionOperations transactions, RegisterTransactions registers) {
        this.jdbc = jdbc;
        this.registers = registers;
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
    }

    public boolean exists(long companyId, long id) {
        return table.exists(companyId, id);
    }

    RecordTable<StockItem> table() {
        return table;
    }

    /**
     * While no line can be written: lines have no foreign key.
     *
     * @throws WireException 404 when there is no such stock item, 409 when something names it
     */
    void remove(long companyId, long id) {
        registers.run(companyId, connection -> {
            boolean isUsed = jdbc.sql("""
                            SELECT EXISTS (SELECT FROM document_item WHERE company_id = :company AND stock_item_id = :item)
                                OR EXISTS (SELECT FROM recurring_invoice_item
                                           WHERE company_id = :company AND stock_item_id = :item)
                                OR EXISTS (SELECT FROM expense WHERE company_id = :company AND stock_item_id = :item)
                            """)
                    .param("company", companyId)
                    .param("item", id)
                    .query(Boolean.class)
                    .single();
            if (isUsed) {
                throw WireException.conflict();
            }
            table.remove(companyId, id);
            return id;
        });
    }
}
