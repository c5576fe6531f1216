package org.sequitur.invoice;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.Flight;
import org.sequitur.store.Insertion;
import org.sequitur.store.Insertion.Column;
import org.sequitur.store.Rows;

/** New invoices and credit notes with their lines, as two inserts of many rows, and the exchange rates that they state. */
final class InvoiceInserts {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** What never changes, before what an edit may change. */
    private static final List<Column> DOCUMENT = Stream.concat(
                    Stream.of(
                            Column.common("company_id", "bigint"),
                            Column.own("id", "bigint"),
                            Column.common("kind", "text"),
                            Column.common("state", "text"),
                            Column.common("sequence_scope", "text"),
                            Column.own("sequence_owner_id", "bigint"),
                            Column.usually(null, "series_id", "bigint"),
                            Column.usually(null, "recurring_invoice_id", "bigint"),
                            Column.usually(null, "recurs_on", "date"),
                            Column.common("batch", "bigint"),
                            Column.common("created_at", "timestamptz")),
                    InvoiceColumns.COLUMNS.stream())
            .toList();

    private static final List<Column> ITEM = List.of(
            Column.common("company_id", "bigint"),
            Column.own("id", "bigint"),
            Column.own("document_id", "bigint"),
            Column.own("position", "integer"),
            Column.own("item_type", "text"),
            Column.own("quantity", "numeric"),
            Column.own("description", "text"),
            Column.own("price", "numeric"),
            Column.usually(null, "sales_tax_rate", "numeric"),
            Column.usually(null, "second_sales_tax_rate", "numeric"),
            Column.usually(null, "sales_tax_status", "text"),
            Column.usually(null, "second_sales_tax_status", "text"),
            Column.usually(false, "suffers_cis_deduction", "boolean"),
            Column.usually(InvoiceItem.STANDARD_CATEGORY, "category", "text"),
            Column.usually(null, "stock_item_id", "bigint"));

    private record RateKey(long companyId, String currency, LocalDate datedOn) {}

    private final long batch = RANDOM.nextLong();
    private final Insertion documents = new Insertion("document", DOCUMENT);
    private final Insertion items;
    private final Map<RateKey, BigDecimal> rates = new LinkedHashMap<>();

    InvoiceInserts() {
        this("document_item");
    }

    /** @param itemTable where the lines go; it has the columns of {@code document_item} */
    InvoiceInserts(String itemTable) {
        this.items = new Insertion(itemTable, ITEM);
    }

    /** Adds the question whether one of the documents is stored, by these inserts and no others that came to the same id. */
    void askIfStored(Flight flight, long companyId, long id, Flight.Reader reader) {
        flight.ask("SELECT FROM document WHERE company_id = ? AND id = ? AND batch = ?", reader, companyId, id, batch);
    }

    void add(long companyId, Invoice invoice) {
        addDocument(companyId, invoice);
        addItems(companyId, invoice);
        addRate(companyId, invoice);
    }

    /** The lines alone, of an invoice that exists. */
    void addItems(long companyId, Invoice invoice) {
        for (InvoiceItem item : invoice.items()) {
            items.add(
                    companyId,
                    item.id(),
                    invoice.id(),
                    item.position(),
                    item.itemType(),
                    item.quantity(),
                    item.description(),
                    item.unitPrice(),
                    item.tax().rate(),
                    item.tax().secondRate(),
                    item.tax().status(),
                    item.tax().secondStatus(),
                    item.suffersCisDeduction(),
                    item.category(),
                    item.stockItemId());
        }
    }

    /** The rate that the invoice states for its day, unless it is in the company's own currency. */
    void addRate(long companyId, Invoice invoice) {
        InvoiceContents contents = invoice.contents();
        if (contents.exchangeRate().compareTo(BigDecimal.ONE) != 0) {
            rates.put(new RateKey(companyId, contents.currency(), contents.datedOn()), contents.exchangeRate());
        }
    }

    private void addDocument(long companyId, Invoice invoice) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(companyId);
        row.add(invoice.id());
        row.add(invoice.kind().word());
        row.add(invoice.state().word());
        row.add(invoice.scope().kind().word());
        row.add(invoice.scope().ownerId());
        row.add(invoice.seriesId());
        row.add(invoice.recurringId());
        row.add(invoice.recurringId() == null ? null : invoice.contents().datedOn());
        row.add(batch);
        row.add(Columns.timestamp(invoice.createdAt()));
        row.addAll(Arrays.asList(InvoiceColumns.values(invoice)));
        documents.add(row.toArray());
    }

    void tell(Flight flight) {
        documents.tell(flight);
        items.tell(flight);
        if (!rates.isEmpty()) {
            Rows stated = new Rows("bigint", "text", "date", "numeric");
            rates.forEach((key, rate) -> stated.add(key.companyId(), key.currency(), key.datedOn(), rate));
            flight.tell("""
                    INSERT INTO exchange_rate (company_id, currency, dated_on, rate) SELECT * FROM %s
                    ON CONFLICT (company_id, currency, dated_on) DO UPDATE SET rate = EXCLUDED.rate
                    """.formatted(stated.unnest()), stated.columns());
        }
    }
}
