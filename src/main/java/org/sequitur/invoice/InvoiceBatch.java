package org.sequitur.invoice;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sequitur.audit.AuditEvents;
import org.sequitur.idempotency.IdempotencyKey;
import org.sequitur.idempotency.IdempotentCall;
import org.sequitur.idempotency.KeptAnswers;
import org.sequitur.reference.Batch;
import org.sequitur.reference.DocumentNumbering;
import org.sequitur.reference.DocumentRegister;
import org.sequitur.reference.Outcome;
import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceEvents;
import org.sequitur.reference.ReferenceScope;
import org.sequitur.reference.ReferenceSequences;
import org.sequitur.series.ProvisionalReference;
import org.sequitur.store.CompanyAtWork;
import org.sequitur.store.Flight;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.RenderedAnswer;
import org.sequitur.wire.WireException;

/** New invoices and credit notes of one or several companies, stored in one transaction. */
final class InvoiceBatch implements Batch<Answer> {

    private record DocumentKey(long companyId, long id) {}

    private final List<NewInvoices> requests;
    private final boolean careful;
    private final ItemIds itemIds;
    private final Supplier<Instant> now;
    private final long[] companyIds;

    private final List<Long> ids = new ArrayList<>();
    private final InvoiceLookups lookups = new InvoiceLookups();
    private final KeptAnswers keptAnswers = new KeptAnswers();
    private final DocumentNumbering numbering = new DocumentNumbering();
    private final ReferenceEvents events = new ReferenceEvents();
    private final AuditEvents audit = new AuditEvents();
    private final InvoiceCounts counts = new InvoiceCounts();
    private final InvoiceInserts inserts = new InvoiceInserts();
    private final Map<Long, Integer> created = new HashMap<>();
    private final List<Outcome<Answer>> outcomes = new ArrayList<>();
    private final Set<Object> taken = new HashSet<>();
    private final List<Consumer<Flight>> marks = new ArrayList<>();
    private ItemIds.@Nullable Reservation reservedItemIds;
    private ItemIds.@Nullable Reservation addedItemIds;
    private @Nullable DocumentKey first;
    private int idsGiven;
    private boolean repeats;

    InvoiceBatch(List<NewInvoices> requests, boolean careful, ItemIds itemIds, Supplier<Instant> now) {
        this.requests = requests;
        this.careful = careful;
        this.itemIds = itemIds;
        this.now = now;
        this.companyIds = requests.stream()
                .mapToLong(NewInvoices::companyId)
                .distinct()
                .sorted()
                .toArray();
    }

    @Override
    public void look(Connection connection) throws SQLException {
        List<InvoiceLookups.Asked> asked = new ArrayList<>();
        List<IdempotencyKey> keys = new ArrayList<>();
        List<InvoiceOrigin> origins = new ArrayList<>();
        for (NewInvoices request : requests) {
            if (request.call() != null) {
                keys.add(request.call().key());
            }
            for (NewInvoice invoice : request.invoices()) {
                asked.add(new InvoiceLookups.Asked(request.companyId(), invoice.contents()));
                if (invoice.origin() != null) {
                    origins.add(invoice.origin());
                }
                numbering.announce(request.companyId(), possibleScopes(invoice.contents()), invoice.reference());
            }
        }
        Flight flight = new Flight();
        CompanyAtWork.tell(flight, companyIds);
        counts.lock(flight, companyIds);
        flight.ask(
                "SELECT nextval('document_id') FROM generate_series(1, ?)",
                rows -> {
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                    }
                },
                asked.size());
        reservedItemIds = itemIds.reserve(
                asked.stream().mapToInt(one -> one.contents().items().size()).sum(), flight);
        lookups.ask(flight, asked);
        keptAnswers.ask(flight, keys, now.get());
        numbering.ask(flight);
        origins.forEach(origin -> origin.ask(flight));
        flight.fly(connection);
        reserveForOrigins(connection, origins);
        numbering.begin(connection, careful);
    }

    /** How many lines those add is known after the look only. */
    private void reserveForOrigins(Connection connection, List<InvoiceOrigin> origins) throws SQLException {
        int lines = origins.stream().mapToInt(origin -> origin.lines().size()).sum();
        if (lines > 0) {
            Flight more = new Flight();
            addedItemIds = itemIds.reserve(lines, more);
            more.fly(connection);
        }
    }

    private static List<ReferenceScope> possibleScopes(InvoiceContents contents) {
        List<ReferenceScope> scopes = new ArrayList<>(3);
        scopes.add(ReferenceScope.GLOBAL);
        if (contents.contactId() != null) {
            scopes.add(ReferenceScope.contact(contents.contactId()));
        }
        if (contents.projectId() != null) {
            scopes.add(ReferenceScope.project(contents.projectId()));
        }
        return scopes;
    }

    @Override
    public void store(Connection connection) throws SQLException {
        Instant instant = now.get();
        for (NewInvoices request : requests) {
            outcomes.add(outcome(request, instant));
        }
        if (created.isEmpty()) {
            end(connection);
        } else {
            Flight flight = new Flight();
            inserts.tell(flight);
            numbering.tell(flight);
            events.tell(flight);
            audit.tell(flight);
            keptAnswers.tell(flight);
            counts.tellCreated(flight, created);
            marks.forEach(mark -> mark.accept(flight));
            flight.tell("COMMIT");
            flight.fly(connection);
        }
        for (ItemIds.Reservation reservation : Arrays.asList(reservedItemIds, addedItemIds)) {
            if (reservation != null && created.isEmpty()) {
                reservation.releaseUncommitted();
            } else if (reservation != null) {
                reservation.release();
            }
        }
    }

    /**
     * Ends a transaction that creates nothing. What is repeated may be on this server's disk only, if the wait for a standby was
     * given up or the server crashed meanwhile; the commit, which the lock of the register gives something to write, waits for the
     * standby again.
     */
    private void end(Connection connection) throws SQLException {
        if (repeats) {
            new Flight().tell("COMMIT").fly(connection);
        } else {
            connection.rollback();
        }
    }

    private Outcome<Answer> outcome(NewInvoices request, Instant instant) {
        Set<Object> takenBefore = Set.copyOf(taken);
        try {
            IdempotentCall call = request.call();
            RenderedAnswer kept = call == null ? null : keptAnswers.of(call.key());
            if (kept != null) {
                repeats = true;
                return new Outcome.Stored<>(KeptAnswers.repeated(kept));
            }
            Instant stamp = counts.stamp(request.companyId(), instant);
            List<InvoiceTerms> terms = settled(request);
            List<Invoice> invoices = lookups.isStrict(request.companyId())
                    ? provisional(request, terms, stamp)
                    : numbered(request, terms, stamp);
            for (int i = 0; i < invoices.size(); i++) {
                Invoice invoice = invoices.get(i);
                mark(request, request.invoices().get(i), invoice);
                inserts.add(request.companyId(), invoice);
                audit.add(request.caller(), instant, "create", invoice.kind().collection(), invoice.id(), "");
            }
            int counted =
                    (int) invoices.stream().filter(InvoiceCounts::isCounted).count();
            created.merge(request.companyId(), counted, Integer::sum);
            if (first == null) {
                first = new DocumentKey(request.companyId(), invoices.getFirst().id());
            }
            Answer answer = request.answer().apply(invoices);
            if (call != null) {
                RenderedAnswer rendered = call.render(answer);
                keptAnswers.keep(call.key(), rendered, instant);
                answer = Answer.rendered(rendered);
            }
            return new Outcome.Stored<>(answer);
        } catch (WireException refusal) {
            taken.retainAll(takenBefore);
            return new Outcome.Refused<>(refusal);
        }
    }

    private void mark(NewInvoices request, NewInvoice asked, Invoice stored) {
        InvoiceOrigin origin = asked.origin();
        if (origin != null) {
            List<InvoiceItem> added = stored.lastItems(origin.lines().size());
            marks.add(flight -> origin.tell(flight, stored, added));
        }
        if (stored.state() != InvoiceState.DRAFT) {
            marks.add(flight -> InvoiceCounts.tellNotDraft(flight, request.companyId(), stored));
        }
    }

    /** What each invoice comes to; nothing is taken before all of them are right. */
    private List<InvoiceTerms> settled(NewInvoices request) {
        Complaints complaints = new Complaints();
        List<InvoiceTerms> terms = new ArrayList<>(request.invoices().size());
        for (int i = 0; i < request.invoices().size(); i++) {
            NewInvoice invoice = request.invoices().get(i);
            Complaints wrong = new Complaints();
            InvoiceContents contents = completed(invoice, wrong);
            Surroundings around = lookups.of(request.companyId(), contents);
            if (invoice.origin() == null || !invoice.origin().isAllOfIt()) {
                InvoiceTerms.checkProperty(contents, around.seller(), wrong);
            }
            terms.add(InvoiceTerms.settle(invoice.withEmailsOf(around.customer(), contents), around, wrong));
            Reference asked = invoice.reference();
            if (lookups.isStrict(request.companyId())) {
                wrong.addIf(asked != null, Invoices.NUMBERED_WHEN_ISSUED);
            } else {
                wrong.addIf(asked != null && numbering.isTaken(request.companyId(), asked), Invoices.REFERENCE_TAKEN);
            }
            request.complain(complaints, i, wrong);
        }
        complaints.throwIfAny();
        return terms;
    }

    /** With the lines of what it comes of. */
    private InvoiceContents completed(NewInvoice invoice, Complaints wrong) {
        InvoiceOrigin origin = invoice.origin();
        if (origin == null) {
            return invoice.contents();
        }
        origin.take(taken);
        List<InvoiceItem> added = origin.lines();
        if (added.isEmpty()) {
            return invoice.contents();
        }
        InvoiceContents contents = invoice.contents().withMore(added);
        InvoiceTerms.checkNumber(invoice.kind().items(), contents.items(), wrong);
        return contents;
    }

    /** The invoices in the order in which they were sent, under consecutive references. */
    private List<Invoice> numbered(NewInvoices request, List<InvoiceTerms> terms, Instant instant) {
        ReferenceSequences.@Nullable Mark mark = terms.size() > 1 ? numbering.mark() : null;
        List<Reference> taken = new ArrayList<>(terms.size());
        List<Invoice> leaping = new ArrayList<>();
        List<Invoice> invoices = new ArrayList<>(terms.size());
        for (int i = 0; i < terms.size(); i++) {
            ReferenceScope scope = terms.get(i).scope();
            Reference asked = request.invoices().get(i).reference();
            Reference reference = numbering.next(request.companyId(), scope, asked);
            Complaints wrong = new Complaints();
            wrong.addIf(!reference.fits(), Invoices.REFERENCE_TOO_LONG);
            // An automatic reference of the same request may have taken what this one asks for.
            wrong.addIf(asked != null && numbering.isTaken(request.companyId(), asked), Invoices.REFERENCE_TAKEN);
            if (!wrong.isEmpty()) {
                if (mark != null) {
                    numbering.undo(mark, request.companyId(), taken);
                }
                Complaints complaints = new Complaints();
                request.complain(complaints, i, wrong);
                complaints.throwIfAny();
            }
            long id = ids.get(idsGiven++);
            boolean follows = asked == null || numbering.isNext(request.companyId(), scope, asked);
            numbering.take(request.companyId(), scope, id, reference);
            taken.add(reference);
            Invoice invoice = made(request.invoices().get(i), id, reference, terms.get(i), instant);
            invoices.add(invoice);
            if (!follows) {
                leaping.add(invoice);
            }
        }
        long userId = request.caller().userId();
        leaping.forEach(invoice -> events.add(
                request.companyId(),
                ReferenceEvents.Kind.EXPLICIT,
                invoice.reference(),
                invoice.id(),
                userId,
                instant));
        return invoices;
    }

    /** Drafts that take no number before they are issued. */
    private List<Invoice> provisional(NewInvoices request, List<InvoiceTerms> terms, Instant instant) {
        List<Invoice> invoices = new ArrayList<>(terms.size());
        for (int i = 0; i < terms.size(); i++) {
            long id = ids.get(idsGiven++);
            invoices.add(made(request.invoices().get(i), id, ProvisionalReference.of(id), terms.get(i), instant));
        }
        return invoices;
    }

    private Invoice made(NewInvoice asked, long id, Reference reference, InvoiceTerms terms, Instant instant) {
        Invoice draft = Invoice.draft(id, asked.kind(), reference, terms, asked.recurringId(), instant);
        return withItemIds(asked.isScheduled() ? draft.markAsScheduled(instant) : draft);
    }

    private Invoice withItemIds(Invoice invoice) {
        ItemIds.Reservation reservation = Objects.requireNonNull(reservedItemIds, "stored before it looked");
        List<InvoiceItem> items = invoice.items().stream()
                .map(item -> item.withId(
                        reservation.hasNext() || addedItemIds == null ? reservation.next() : addedItemIds.next()))
                .toList();
        return invoice.with(invoice.contents().with(items), invoice.updatedAt());
    }

    @Override
    public boolean isStored(Connection connection) throws SQLException {
        DocumentKey document = first;
        boolean isDecided = outcomes.size() == requests.size();
        if (document == null && !(isDecided && repeats)) {
            // Nothing was to be stored, or the connection was lost amid the decisions.
            return isDecided;
        }
        boolean[] found = {isDecided};
        Flight flight = new Flight();
        CompanyAtWork.tell(flight, companyIds);
        DocumentRegister.lock(flight, companyIds);
        if (document != null) {
            inserts.askIfStored(flight, document.companyId(), document.id(), rows -> found[0] = rows.next());
        }
        // As in end(): what is there is only taken for stored when the standby has it, too.
        flight.tell("COMMIT");
        flight.fly(connection);
        return found[0];
    }

    @Override
    public List<Outcome<Answer>> outcomes() {
        return List.copyOf(outcomes);
    }
}
