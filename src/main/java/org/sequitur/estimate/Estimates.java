package org.sequitur.estimate;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sequitur.contact.ContactName;
import org.sequitur.estimate.Estimate.LineTimes;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.invoice.InvoiceTotals;
import org.sequitur.invoice.ItemTax;
import org.sequitur.reference.Reference;
import org.sequitur.store.Columns;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored estimates of a company, to read. */
@Component
final class Estimates implements OfferedDocument.Archive {

    private static final String SELECT = """
            SELECT e.*, c.organisation_name, c.first_name, c.last_name, k.second_sales_tax_is_compound
            FROM estimate e JOIN contact c ON c.company_id = e.company_id AND c.id = e.contact_id
            JOIN company k ON k.id = e.company_id
            """;

    private final JdbcClient jdbc;

    Estimates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page of estimates and how many there are on all pages. */
    record Page(List<Estimate> estimates, long total) {}

    /** @throws WireException 404 when the company has no such estimate */
    Estimate get(long companyId, long id) {
        return find(companyId, id, "").orElseThrow(WireException::notFound);
    }

    @Override
    public Optional<OfferedDocument> find(long companyId, long id) {
        return find(companyId, id, "").map(OfferedDocument::of);
    }

    /**
     * The estimate, which nobody else changes or bills until the transaction ends.
     *
     * @throws WireException 404 when the company has no such estimate
     */
    Estimate locked(long companyId, long id) {
        return find(companyId, id, " FOR NO KEY UPDATE OF e").orElseThrow(WireException::notFound);
    }

    private Optional<Estimate> find(long companyId, long id, String lock) {
        return jdbc.sql(SELECT + "WHERE e.company_id = ? AND e.id = ?" + lock)
                .params(companyId, id)
                .query((row, number) -> estimate(row))
                .optional()
                .map(estimate -> withLines(companyId, List.of(estimate)).getFirst());
    }

    /**
     * The estimate that a line belongs to.
     *
     * @throws WireException 404 when the company has no such line
     */
    long idByLine(long companyId, long lineId) {
        return jdbc.sql("SELECT estimate_id FROM estimate_item WHERE company_id = ? AND id = ?")
                .params(companyId, lineId)
                .query(Long.class)
                .optional()
                .orElseThrow(WireException::notFound);
    }

    Page page(long companyId, EstimateFilter filter, boolean withLines) {
        List<Estimate> estimates = jdbc.sql(SELECT + filter.where() + " ORDER BY e.id LIMIT ? OFFSET ?")
                .params(filter.pageParameters())
                .query((row, number) -> estimate(row))
                .list();
        long total = jdbc.sql("SELECT count(*) FROM estimate e " + filter.where())
                .params(filter.parameters())
                .query(Long.class)
                .single();
        return new Page(withLines ? withLines(companyId, estimates) : estimates, total);
    }

    private List<Estimate> withLines(long companyId, List<Estimate> estimates) {
        Map<Long, List<InvoiceItem>> lines = new HashMap<>();
        Map<Long, Map<Long, LineTimes>> times = new HashMap<>();
        jdbc.sql(
                        "SELECT * FROM estimate_item WHERE company_id = ? AND estimate_id = ANY(?) ORDER BY estimate_id, position")
                .params(companyId, estimates.stream().mapToLong(Estimate::id).toArray())
                .query(row -> {
                    long estimateId = row.getLong("estimate_id");
                    lines.computeIfAbsent(estimateId, id -> new ArrayList<>()).add(line(row));
                    times.computeIfAbsent(estimateId, id -> new HashMap<>())
                            .put(
                                    row.getLong("id"),
                                    new LineTimes(
                                            Columns.instant(row, "created_at"), Columns.instant(row, "updated_at")));
                });
        return estimates.stream()
                .map(estimate -> withLines(
                        estimate,
                        lines.getOrDefault(estimate.id(), List.of()),
                        times.getOrDefault(estimate.id(), Map.of())))
                .toList();
    }

    private static Estimate withLines(Estimate bare, List<InvoiceItem> lines, Map<Long, LineTimes> times) {
        return new Estimate(
                bare.id(),
                bare.status(),
                bare.reference(),
                bare.text().with(bare.contents().with(lines)),
                times,
                bare.totals(),
                bare.involvesSalesTax(),
                bare.isSecondTaxCompound(),
                bare.contactName(),
                bare.invoiceId(),
                bare.createdAt(),
                bare.updatedAt());
    }

    private static Estimate estimate(ResultSet row) throws SQLException {
        Reference reference = new Reference(row.getString("reference"));
        return new Estimate(
                row.getLong("id"),
                EstimateStatus.of(row.getString("status")),
                reference,
                new EstimateText(
                        row.getString("estimate_type"),
                        reference,
                        row.getBoolean("include_sales_tax_on_total_value"),
                        contents(row)),
                Map.of(),
                new InvoiceTotals(
                        row.getBigDecimal("net_value"),
                        row.getBigDecimal("sales_tax_value"),
                        row.getBigDecimal("second_sales_tax_value"),
                        row.getBigDecimal("total_value"),
                        null),
                row.getBoolean("involves_sales_tax"),
                row.getBoolean("second_sales_tax_is_compound"),
                new ContactName(
                                row.getString("first_name"),
                                row.getString("last_name"),
                                row.getString("organisation_name"))
                        .display(),
                row.getObject("invoice_id", Long.class),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static InvoiceContents contents(ResultSet row) throws SQLException {
        InvoiceContents none = InvoiceContents.BLANK;
        return new InvoiceContents(
                row.getLong("contact_id"),
                row.getObject("project_id", Long.class),
                null,
                null,
                row.getObject("dated_on", LocalDate.class),
                0,
                row.getString("currency"),
                null,
                decimal(row, "discount_percent"),
                row.getString("ec_status"),
                row.getString("place_of_supply"),
                null,
                null,
                row.getString("notes"),
                null,
                row.getString("client_contact_name"),
                none.switches(),
                List.of());
    }

    static InvoiceItem line(ResultSet row) throws SQLException {
        return new InvoiceItem(
                row.getLong("id"),
                row.getInt("position"),
                row.getString("item_type"),
                row.getBigDecimal("quantity"),
                row.getString("description"),
                row.getBigDecimal("price"),
                new ItemTax(
                        decimal(row, "sales_tax_rate"),
                        row.getString("sales_tax_status"),
                        decimal(row, "second_sales_tax_rate"),
                        row.getString("second_sales_tax_status")),
                false,
                row.getString("category"),
                null);
    }

    // The getter says nothing of null.
    private static @Nullable BigDecimal decimal(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column);
    }
}
