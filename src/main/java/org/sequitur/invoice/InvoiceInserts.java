package org.sequitur.invoice;

import java.math.BigDecimal;
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
import org.sequitur.store.Rows;

/** New invoices with their lines, as two inserts of many rows, and the exchange rates that they state. */
final class InvoiceInserts {

    /** What never changes, before what an edit may change. */
    private static final String KEY_COLUMNS =
            "company_id, id, kind, state, sequence_scope, sequence_owner_id, created_at";

    private static final List<String> KEY_TYPES =
            List.of("bigint", "bigint", "text", "text", "text", "bigint", "timestamptz");

    private static final String ITEM_COLUMNS = """
            company_id, id, document_id, position, item_type, quantity, description, price, sales_tax_rate,
            second_sales_tax_rate, sales_tax_status, second_sales_tax_status, suffers_cis_deduction, category""";

    private record RateKey(long companyId, String currency, LocalDate datedOn) {}

    private final Rows documents = new Rows(
            Stream.concat(KEY_TYPES.stream(), InvoiceColumns.TYPES.stream()).toArray(String[]::new));
    private final Rows items = new Rows(
            "bigint", "bigint", "bigint", "integer", "text", "numeric", "text", "numeric", "numeric", "numeric", "text",
            "text", "boolean", "text");
    private final Map<RateKey, BigDecimal> rates = new LinkedHashMap<>();

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
                    item.category());
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
        row.add("invoice");
        row.add(invoice.state().word());
        row.add(invoice.scope().kind().word());
        row.add(invoice.scope().ownerId());
        row.add(Columns.timestamp(invoice.createdAt()));
        row.addAll(Arrays.asList(InvoiceColumns.values(invoice)));
        documents.add(row.toArray());
    }

    void tell(Flight flight) {
        if (!documents.isEmpty()) {
            flight.tell(
                    "INSERT INTO document (" + KEY_COLUMNS + ", " + InvoiceColumns.NAMES + ") SELECT * FROM "
                            + documents.unnest(),
                    documents.columns());
        }
        if (!items.isEmpty()) {
            flight.tell(
                    "INSERT INTO document_item (" + ITEM_COLUMNS + ") SELECT * FROM " + items.unnest(),
                    items.columns());
        }
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
