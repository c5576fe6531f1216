package org.sequitur.estimate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.invoice.InvoiceLookups;
import org.sequitur.invoice.InvoiceTerms;
import org.sequitur.invoice.InvoiceTotals;
import org.sequitur.reference.Reference;
import org.sequitur.store.Columns;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Violation;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Creates, changes and deletes estimates; each change holds the company's lock of {@link EstimateNumbers}. */
@Component
final class EstimateChanges {

    private static final List<String> COLUMNS = List.of(
            "status",
            "estimate_type",
            "reference",
            "contact_id",
            "project_id",
            "dated_on",
            "currency",
            "notes",
            "discount_percent",
            "client_contact_name",
            "ec_status",
            "place_of_supply",
            "include_sales_tax_on_total_value",
            "involves_sales_tax",
            "net_value",
            "sales_tax_value",
            "second_sales_tax_value",
            "total_value",
            "created_at",
            "updated_at");

    private final JdbcClient jdbc;
    private final JdbcOperations connections;
    private final TransactionOperations transactions;
    private final Estimates estimates;
    private final EstimateNumbers numbers;
    private final RecordClock clock;

    EstimateChanges(
            JdbcClient jdbc,
            JdbcOperations connections,
            TransactionOperations transactions,
            Estimates estimates,
            EstimateNumbers numbers,
            RecordClock clock) {
        this.jdbc = jdbc;
        this.connections = connections;
        this.transactions = transactions;
        this.estimates = estimates;
        this.numbers = numbers;
        this.clock = clock;
    }

    /** @param asked checked as far as that needs no database */
    Estimate create(long companyId, EstimateStatus status, EstimateText asked) {
        return alone(companyId, () -> {
            Instant now = clock.now();
            InvoiceTerms terms = settled(companyId, asked, new Complaints());
            Reference reference = asked.reference() == null ? numbers.next(companyId) : asked.reference();
            long id =
                    jdbc.sql("SELECT nextval('estimate_id')").query(Long.class).single();
            Estimate blank = new Estimate(
                    id, status, reference, asked, Map.of(), terms.totals(), false, false, "", null, now, now);
            Estimate made = blank.changed(asked, reference, terms, identified(terms), now);
            List<@Nullable Object> row = values(made);
            row.addAll(0, Arrays.asList(companyId, id));
            jdbc.sql("INSERT INTO estimate (company_id, id, " + String.join(", ", COLUMNS) + ") VALUES (?, ?"
                            + ", ?".repeat(COLUMNS.size()) + ")")
                    .params(row)
                    .update();
            writeLines(companyId, made);
            return estimates.get(companyId, id);
        });
    }

    /** @param change what is sent over what is stored, with its complaints */
    Estimate edit(long companyId, long id, Complaints complaints, UnaryOperator<EstimateText> change) {
        return alone(companyId, () -> {
            Estimate stored = estimates.locked(companyId, id);
            EstimateText asked = change.apply(stored.text());
            asked.check(complaints);
            stored.checkChangeableTo(asked, complaints);
            if (stored.status() == EstimateStatus.INVOICED) {
                return stored;
            }
            InvoiceTerms terms = settled(companyId, asked, complaints);
            Reference reference = Objects.requireNonNullElse(asked.reference(), stored.reference());
            Estimate changed =
                    stored.changed(asked, reference, terms, identified(terms), clock.after(stored.updatedAt()));
            write(companyId, changed);
            writeLines(companyId, changed);
            return estimates.get(companyId, id);
        });
    }

    Estimate transition(long companyId, long id, BiFunction<Estimate, Instant, Estimate> transition) {
        return alone(companyId, () -> {
            Estimate stored = estimates.locked(companyId, id);
            Estimate changed = transition.apply(stored, clock.after(stored.updatedAt()));
            write(companyId, changed);
            return changed;
        });
    }

    /**
     * Puts down a mail about an estimate, in the transaction that marks a draft as sent; any other stays as it is.
     *
     * @param mail adds the writing of the mail about the estimate as it is then
     */
    void mail(long companyId, long id, BiConsumer<Flight, Estimate> mail) {
        alone(companyId, () -> {
            Estimate stored = estimates.locked(companyId, id);
            boolean isDraft = stored.status() == EstimateStatus.DRAFT;
            Estimate mailed = isDraft ? stored.markedAs(EstimateStatus.OPEN, clock.after(stored.updatedAt())) : stored;
            Flight flight = new Flight();
            mail.accept(flight, mailed);
            if (isDraft) {
                write(companyId, mailed);
            }
            ConnectionCallback<Boolean> fly = connection -> {
                flight.fly(connection);
                return true;
            };
            return connections.execute(fly);
        });
    }

    void delete(long companyId, long id) {
        alone(companyId, () -> {
            estimates.locked(companyId, id).checkDeletable();
            return jdbc.sql("DELETE FROM estimate WHERE company_id = ? AND id = ?")
                    .params(companyId, id)
                    .update();
        });
    }

    private <T> T alone(long companyId, Supplier<T> work) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                numbers.lock(companyId);
                return work.get();
            }));
        } catch (DataAccessException e) {
            // A contact or project went since we looked.
            throw Violation.FOREIGN_KEY.causes(e) ? WireException.invalid("Contact not found") : e;
        }
    }

    private InvoiceTerms settled(long companyId, EstimateText asked, Complaints complaints) {
        InvoiceContents contents = asked.contents();
        InvoiceLookups lookups = new InvoiceLookups();
        ConnectionCallback<Boolean> look = connection -> {
            Flight flight = new Flight();
            lookups.ask(flight, List.of(new InvoiceLookups.Asked(companyId, contents)));
            flight.fly(connection);
            return true;
        };
        connections.execute(look);
        InvoiceTerms terms = InvoiceTerms.settle(contents, lookups.of(companyId, contents), complaints);
        complaints.throwIfAny();
        return terms;
    }

    /** The lines, with ids for those that are new. */
    private List<InvoiceItem> identified(InvoiceTerms terms) {
        List<InvoiceItem> lines = terms.contents().items();
        long missing = lines.stream().filter(line -> line.id() == 0).count();
        List<Long> ids = jdbc.sql("SELECT nextval('estimate_item_id') FROM generate_series(1, ?)")
                .param(missing)
                .query(Long.class)
                .list();
        List<InvoiceItem> identified = new ArrayList<>(lines.size());
        int used = 0;
        for (InvoiceItem line : lines) {
            identified.add(line.id() == 0 ? line.withId(ids.get(used++)) : line);
        }
        return identified;
    }

    private void write(long companyId, Estimate estimate) {
        List<@Nullable Object> row = values(estimate);
        row.addAll(Arrays.asList(companyId, estimate.id()));
        jdbc.sql("UPDATE estimate SET " + String.join(" = ?, ", COLUMNS) + " = ? WHERE company_id = ? AND id = ?")
                .params(row)
                .update();
    }

    private static List<@Nullable Object> values(Estimate estimate) {
        InvoiceContents contents = estimate.contents();
        InvoiceTotals totals = estimate.totals();
        return new ArrayList<>(Arrays.asList(
                estimate.status().word(),
                estimate.text().type(),
                estimate.reference().text(),
                contents.contactId(),
                contents.projectId(),
                contents.datedOn(),
                contents.currency(),
                contents.comments(),
                contents.discountPercent(),
                contents.clientContactName(),
                contents.ecStatus(),
                contents.placeOfSupply(),
                estimate.text().showsSalesTax(),
                estimate.involvesSalesTax(),
                totals.net(),
                totals.salesTax(),
                totals.secondSalesTax(),
                totals.total(),
                Columns.timestamp(estimate.createdAt()),
                Columns.timestamp(estimate.updatedAt())));
    }

    private void writeLines(long companyId, Estimate estimate) {
        ConnectionCallback<Boolean> write = connection -> {
            Flight flight = new Flight();
            flight.tell("DELETE FROM estimate_item WHERE company_id = ? AND estimate_id = ?", companyId, estimate.id());
            EstimateLines.tell(flight, companyId, estimate);
            flight.fly(connection);
            return true;
        };
        connections.execute(write);
    }
}
