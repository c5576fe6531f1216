package org.sequitur.invoice;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Batch;
import org.sequitur.reference.DocumentRegister;
import org.sequitur.reference.Outcome;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceScope;
import org.sequitur.reference.ReferenceSequence;
import org.sequitur.reference.ReferenceSequences;
import org.sequitur.reference.UsedReferences;
import org.sequitur.store.Flight;
import org.sequitur.store.Rows;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireException;

/** New invoices of one or several companies, stored in one transaction. */
final class InvoiceBatch implements Batch<Invoice> {

    private final List<NewInvoice> requests;
    private final boolean careful;
    private final ItemIds itemIds;
    private final Supplier<Instant> now;
    private final long[] companyIds;

    private final List<Long> ids = new ArrayList<>();
    private final InvoiceLookups lookups = new InvoiceLookups();
    private final ReferenceSequences sequences = new ReferenceSequences();
    private final Map<Long, UsedReferences> used = new HashMap<>();
    private final Set<ReferenceKey> usedExplicitly = new HashSet<>();
    private final List<Outcome<Invoice>> outcomes = new ArrayList<>();
    private final Map<Long, Integer> created = new HashMap<>();
    private ItemIds.@Nullable Reservation reservedItemIds;
    private long firstCompanyId;
    private long firstId;

    private record ReferenceKey(long companyId, String text) {}

    InvoiceBatch(List<NewInvoice> requests, boolean careful, ItemIds itemIds, Supplier<Instant> now) {
        this.requests = requests;
        this.careful = careful;
        this.itemIds = itemIds;
        this.now = now;
        this.companyIds = requests.stream()
                .mapToLong(NewInvoice::companyId)
                .distinct()
                .sorted()
                .toArray();
    }

    @Override
    public void look(Connection connection) throws SQLException {
        Flight flight = new Flight();
        DocumentRegister.lock(flight, companyIds);
        flight.ask(
                "SELECT nextval('document_id') FROM generate_series(1, ?)",
                rows -> {
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                    }
                },
                requests.size());
        reservedItemIds = itemIds.reserve(
                requests.stream()
                        .mapToInt(request -> request.contents().items().size())
                        .sum(),
                flight);
        lookups.ask(
                flight,
                requests.stream()
                        .map(request -> new InvoiceLookups.Asked(request.companyId(), request.contents()))
                        .toList());
        sequences.ask(flight, possibleSequences());
        askExplicitReferences(flight);
        flight.fly(connection);
        for (long companyId : companyIds) {
            used.put(companyId, new UsedReferences(careful ? search(connection, companyId) : null));
        }
        usedExplicitly.forEach(key -> usedOf(key.companyId()).add(new Reference(key.text())));
    }

    private Set<ReferenceSequences.Key> possibleSequences() {
        Set<ReferenceSequences.Key> keys = new LinkedHashSet<>();
        for (NewInvoice request : requests) {
            keys.add(new ReferenceSequences.Key(request.companyId(), ReferenceScope.GLOBAL));
            Long contact = request.contents().contactId();
            if (contact != null) {
                keys.add(new ReferenceSequences.Key(request.companyId(), ReferenceScope.contact(contact)));
            }
            Long project = request.contents().projectId();
            if (project != null) {
                keys.add(new ReferenceSequences.Key(request.companyId(), ReferenceScope.project(project)));
            }
        }
        return keys;
    }

    private void askExplicitReferences(Flight flight) {
        Rows explicit = new Rows("bigint", "text");
        for (NewInvoice request : requests) {
            Reference reference = request.reference();
            if (reference != null) {
                explicit.add(request.companyId(), reference.text());
            }
        }
        if (!explicit.isEmpty()) {
            flight.ask(
                    """
                    SELECT company_id, reference FROM document
                    JOIN %s AS wanted(company_id, reference) USING (company_id, reference)
                    """.formatted(explicit.unnest()),
                    rows -> {
                        while (rows.next()) {
                            usedExplicitly.add(new ReferenceKey(rows.getLong(1), rows.getString(2)));
                        }
                    },
                    explicit.columns());
        }
    }

    private static UsedReferences.Search search(Connection connection, long companyId) {
        return (Collection<String> references) -> {
            Set<String> found = new HashSet<>();
            new Flight()
                    .ask(
                            "SELECT reference FROM document WHERE company_id = ? AND reference = ANY(?)",
                            rows -> {
                                while (rows.next()) {
                                    found.add(rows.getString(1));
                                }
                            },
                            companyId,
                            references.toArray(String[]::new))
                    .fly(connection);
            return found;
        };
    }

    @Override
    public void store(Connection connection) throws SQLException {
        InvoiceInserts inserts = new InvoiceInserts();
        Instant instant = now.get();
        for (int i = 0; i < requests.size(); i++) {
            outcomes.add(outcome(requests.get(i), ids.get(i), instant, inserts));
        }
        if (created.isEmpty()) {
            connection.rollback();
        } else {
            Flight flight = new Flight();
            inserts.tell(flight);
            sequences.tell(flight);
            InvoiceCounts.tellCreated(flight, created);
            flight.tell("COMMIT");
            flight.fly(connection);
        }
        if (reservedItemIds != null) {
            reservedItemIds.release();
        }
    }

    private Outcome<Invoice> outcome(NewInvoice request, long id, Instant instant, InvoiceInserts inserts) {
        long companyId = request.companyId();
        Complaints complaints = new Complaints();
        InvoiceTerms terms =
                InvoiceTerms.settle(request.contents(), lookups.of(companyId, request.contents()), complaints);
        Reference asked = request.reference();
        complaints.addIf(asked != null && usedOf(companyId).contains(asked), "reference has already been taken");
        if (!complaints.isEmpty()) {
            return new Outcome.Refused<>(WireException.invalid(complaints.messages()));
        }
        ReferenceSequence sequence = sequences.of(companyId, terms.scope());
        Reference reference = asked == null ? sequence.next(usedOf(companyId)::contains) : asked;
        if (!reference.fits()) {
            return new Outcome.Refused<>(WireException.invalid(Invoices.REFERENCE_TOO_LONG));
        }
        usedOf(companyId).add(reference);
        sequence.created(id, reference);
        Invoice invoice = withItemIds(Invoice.draft(id, reference, terms, instant));
        inserts.add(companyId, invoice);
        if (created.isEmpty()) {
            firstCompanyId = companyId;
            firstId = id;
        }
        created.merge(companyId, 1, Integer::sum);
        return new Outcome.Stored<>(invoice);
    }

    private Invoice withItemIds(Invoice invoice) {
        ItemIds.Reservation reservation = reservedItemIds;
        if (reservation == null) {
            throw new IllegalStateException("stored before it looked");
        }
        List<InvoiceItem> items = invoice.items().stream()
                .map(item -> item.withId(reservation.next()))
                .toList();
        return invoice.with(invoice.contents().with(items), invoice.updatedAt());
    }

    private UsedReferences usedOf(long companyId) {
        return used.computeIfAbsent(companyId, id -> new UsedReferences(null));
    }

    @Override
    public boolean isStored(Connection connection) throws SQLException {
        if (created.isEmpty()) {
            return true;
        }
        boolean[] found = new boolean[1];
        Flight flight = new Flight();
        DocumentRegister.lock(flight, companyIds);
        flight.ask(
                "SELECT 1 FROM document WHERE company_id = ? AND id = ?",
                rows -> found[0] = rows.next(),
                firstCompanyId,
                firstId);
        flight.fly(connection);
        return found[0];
    }

    @Override
    public List<Outcome<Invoice>> outcomes() {
        return List.copyOf(outcomes);
    }
}
