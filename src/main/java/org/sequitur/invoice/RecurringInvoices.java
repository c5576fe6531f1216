package org.sequitur.invoice;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Columns;
import org.sequitur.store.Flight;
import org.sequitur.store.Insertion.Column;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The recurring invoices of each company. Whoever changes one holds the company's register, as do the invoices that come of it. */
@Component
final class RecurringInvoices {

    /** Rows that {@link InvoiceRows} reads as an invoice. */
    private static final String SELECT = """
            SELECT coalesce(r.reference, '-') AS reference, r.reference AS first_reference,
                   'invoice' AS kind, 'draft' AS state, 'global' AS sequence_scope, 0::bigint AS sequence_owner_id,
                   0::numeric AS paid_value, NULL::date AS paid_on, NULL::date AS written_off_date, NULL::bigint AS series_id,
                   NULL::bigint AS recurring_invoice_id, r.*, c.organisation_name, c.first_name, c.last_name
            FROM recurring_invoice r JOIN contact c ON c.company_id = r.company_id AND c.id = r.contact_id
            """;

    private static final List<String> COLUMNS = columns();

    private static final String INSERT = "INSERT INTO recurring_invoice (company_id, id, created_at, "
            + String.join(", ", COLUMNS) + ") VALUES (?, ?, ?" + ", ?".repeat(COLUMNS.size()) + ")";

    private static final String UPDATE = "UPDATE recurring_invoice SET problem = NULL, retry_at = NULL, "
            + COLUMNS.stream().map(column -> column + " = ?").collect(Collectors.joining(", "))
            + " WHERE company_id = ? AND id = ?";

    private final JdbcClient jdbc;
    private final RegisterTransactions registers;
    private final ItemIds itemIds;
    private final RecordClock clock;

    RecurringInvoices(JdbcClient jdbc, RegisterTransactions registers, ItemIds itemIds, RecordClock clock) {
        this.jdbc = jdbc;
        this.registers = registers;
        this.itemIds = itemIds;
        this.clock = clock;
    }

    /** A page and how many there are on all pages. */
    record Page(List<RecurringInvoice> recurring, long total) {}

    /** @param selection of {@code r} */
    Page page(Selection selection, ListQuery query) {
        List<RecurringInvoice> page = jdbc.sql(SELECT + selection.where() + " ORDER BY r.id LIMIT ? OFFSET ?")
                .params(selection.parameters(query.perPage(), query.offset()))
                .query((row, number) -> read(row))
                .list();
        long total = jdbc.sql("SELECT count(*) FROM recurring_invoice r " + selection.where())
                .params(selection.parameters())
                .query(Long.class)
                .single();
        return new Page(page, total);
    }

    /** @throws WireException 404 when the company has no such recurring invoice */
    RecurringInvoice get(long companyId, long id) {
        return find(companyId, id).orElseThrow(WireException::notFound);
    }

    Optional<RecurringInvoice> find(long companyId, long id) {
        return jdbc.sql(SELECT + "WHERE r.company_id = ? AND r.id = ?")
                .params(companyId, id)
                .query((row, number) -> read(row))
                .optional()
                .map(recurring -> withItems(companyId, recurring));
    }

    /** Its invoices will be made on behalf of who adds it. */
    RecurringInvoice add(Caller caller, WireObject sent) {
        long companyId = caller.companyId();
        return registers.run(companyId, connection -> {
            InvoiceContents asked = InvoiceReading.contents(DocumentKind.INVOICE, sent, InvoiceContents.BLANK);
            Reference reference = InvoiceReading.reference(sent, null);
            RecurringInvoice.Schedule schedule = RecurringInvoice.Schedule.read(sent, RecurringInvoice.Schedule.BLANK);
            Settled settled = settle(connection, companyId, asked, sent.complaints());
            long id = jdbc.sql("SELECT nextval('recurring_invoice_id')")
                    .query(Long.class)
                    .single();
            Instant now = clock.now();
            Invoice template = settled.identified(
                    Invoice.draft(id, DocumentKind.INVOICE, RecurringInvoice.NO_REFERENCE, settled.terms(), null, now));
            RecurringInvoice added = schedule.of(template, reference, null, null, caller.userId());
            List<@Nullable Object> parameters = new ArrayList<>(List.of(companyId, id, Columns.timestamp(now)));
            parameters.addAll(values(added));
            Flight flight = new Flight();
            flight.tell(INSERT, parameters.toArray());
            tellItems(flight, companyId, template);
            flight.fly(connection);
            settled.ids().releaseUncommitted();
            return added;
        });
    }

    /** @throws WireException 404 when there is no such recurring invoice */
    RecurringInvoice change(long companyId, long id, WireObject sent) {
        return registers.run(companyId, connection -> {
            RecurringInvoice standing = get(companyId, id);
            InvoiceContents asked = InvoiceReading.contents(
                    DocumentKind.INVOICE, sent, standing.template().contents());
            Reference reference =
                    sent.isCleared("reference") ? null : InvoiceReading.reference(sent, standing.firstReference());
            sent.complaints()
                    .addIf(
                            standing.lastRecurredOn() != null && !Objects.equals(reference, standing.firstReference()),
                            "reference is locked and cannot be changed");
            RecurringInvoice.Schedule schedule = RecurringInvoice.Schedule.read(sent, standing.schedule());
            Settled settled = settle(connection, companyId, asked, sent.complaints());
            Invoice template = settled.identified(standing.template()
                    .changed(RecurringInvoice.NO_REFERENCE, settled.terms(), clock.after(standing.updatedAt())));
            RecurringInvoice changed = schedule.of(
                    template, reference, standing.lastRecurredOn(), standing.resumesOn(), standing.userId());
            List<@Nullable Object> parameters = values(changed);
            parameters.add(companyId);
            parameters.add(id);
            Flight flight = new Flight();
            flight.tell(UPDATE, parameters.toArray());
            flight.tell("DELETE FROM recurring_invoice_item WHERE company_id = ? AND document_id = ?", companyId, id);
            tellItems(flight, companyId, template);
            flight.fly(connection);
            settled.ids().releaseUncommitted();
            return changed;
        });
    }

    /** The invoices that came of it stay. */
    void remove(long companyId, long id) {
        registers.run(companyId, connection -> {
            jdbc.sql("""
                            UPDATE document SET recurring_invoice_id = NULL
                            WHERE company_id = ? AND recurring_invoice_id = ?
                            """).params(companyId, id).update();
            int removed = jdbc.sql("DELETE FROM recurring_invoice WHERE company_id = ? AND id = ?")
                    .params(companyId, id)
                    .update();
            if (removed == 0) {
                throw WireException.notFound();
            }
            return removed;
        });
    }

    /** Remembers why no invoice came of it, and when to try again. */
    void refused(long companyId, long id, String problem, Instant retryAt) {
        jdbc.sql("UPDATE recurring_invoice SET problem = ?, retry_at = ? WHERE company_id = ? AND id = ?")
                .params(problem, Columns.timestamp(retryAt), companyId, id)
                .update();
    }

    private record Settled(InvoiceTerms terms, ItemIds.Reservation ids) {

        Invoice identified(Invoice template) {
            return DraftEdit.identified(template, ids);
        }
    }

    private Settled settle(Connection connection, long companyId, InvoiceContents asked, Complaints complaints)
            throws SQLException {
        InvoiceTerms.check(DocumentKind.INVOICE, asked, complaints);
        complaints.throwIfAny();
        InvoiceLookups lookups = new InvoiceLookups();
        Flight look = new Flight();
        lookups.ask(look, List.of(new InvoiceLookups.Asked(companyId, asked)));
        int newItems =
                (int) asked.items().stream().filter(item -> item.id() == 0).count();
        ItemIds.Reservation ids = itemIds.reserve(newItems, look);
        look.fly(connection);
        Surroundings around = lookups.of(companyId, asked);
        InvoiceTerms.checkProperty(asked, around.seller(), complaints);
        InvoiceTerms terms = InvoiceTerms.settle(asked, around, complaints);
        complaints.throwIfAny();
        return new Settled(terms, ids);
    }

    private static List<String> columns() {
        List<String> columns = new ArrayList<>(
                List.of("status", "frequency", "recurring_end_date", "last_recurred_on", "next_recurs_on", "user_id"));
        InvoiceColumns.COLUMNS.stream().map(Column::name).forEach(columns::add);
        return columns;
    }

    /** In the order of {@link #COLUMNS}; the first of an invoice's own is its reference. */
    private static List<@Nullable Object> values(RecurringInvoice recurring) {
        List<@Nullable Object> template = new ArrayList<>(Arrays.asList(InvoiceColumns.values(recurring.template())));
        Reference first = recurring.firstReference();
        template.set(0, first == null ? null : first.text());
        List<@Nullable Object> values = new ArrayList<>();
        values.add(recurring.isActive() ? "active" : "draft");
        values.add(recurring.frequency().word());
        values.add(recurring.endsOn());
        values.add(recurring.lastRecurredOn());
        values.add(recurring.nextRecursOn());
        values.add(recurring.userId());
        values.addAll(template);
        return values;
    }

    private static void tellItems(Flight flight, long companyId, Invoice template) {
        InvoiceInserts lines = new InvoiceInserts("recurring_invoice_item");
        lines.addItems(companyId, template);
        lines.tell(flight);
    }

    private RecurringInvoice withItems(long companyId, RecurringInvoice recurring) {
        List<InvoiceItem> items = jdbc.sql(
                        "SELECT * FROM recurring_invoice_item WHERE company_id = ? AND document_id = ? ORDER BY position")
                .params(companyId, recurring.id())
                .query((row, number) -> InvoiceRows.item(row))
                .list();
        Invoice template = recurring.template();
        return recurring.with(template.with(template.contents().with(items), template.updatedAt()));
    }

    private static RecurringInvoice read(ResultSet row) throws SQLException {
        String reference = row.getString("first_reference");
        LocalDate endsOn = Columns.date(row, "recurring_end_date");
        return new RecurringInvoice(
                InvoiceRows.invoice(row),
                Frequency.of(row.getString("frequency")),
                "active".equals(row.getString("status")),
                endsOn,
                reference == null ? null : new Reference(reference),
                Columns.date(row, "last_recurred_on"),
                Columns.date(row, "resumes_on"),
                row.getString("problem"),
                row.getLong("user_id"));
    }
}
