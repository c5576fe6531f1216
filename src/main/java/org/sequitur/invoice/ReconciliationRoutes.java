package org.sequitur.invoice;

import java.time.Instant;
import java.util.List;
import org.sequitur.store.Columns;
import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /v2/credit_note_reconciliations}. */
@Controller
@RequestMapping("/v2/credit_note_reconciliations")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class ReconciliationRoutes {

    private static final String ROOT = "credit_note_reconciliation";

    private final Reconciliations reconciliations;
    private final BaseUrl baseUrl;

    ReconciliationRoutes(Reconciliations reconciliations, BaseUrl baseUrl) {
        this.reconciliations = reconciliations;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        Selection selection = reconciliations.table().of(caller.companyId());
        Instant since = query.updatedSince();
        selection
                .narrow(column("dated_on >= ?"), query.date("from_date"))
                .narrow(column("dated_on <= ?"), query.date("to_date"))
                .narrow(column("invoice_id = ?"), query.reference("invoice"))
                .narrow(column("credit_note_id = ?"), query.reference("credit_note"))
                .narrow(column("updated_at >= ?"), since == null ? null : Columns.timestamp(since));
        List<Reconciliation> page = reconciliations.table().list(selection, "credit_note_reconciliation.id", query);
        return Answer.list(query, reconciliations.table().count(selection), "credit_note_reconciliations", ROOT, page);
    }

    private static String column(String condition) {
        return "credit_note_reconciliation." + condition;
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        Reconciliation shown = reconciliations.table().get(caller.companyId(), id);
        return Answer.ok(shown.under(ROOT)).lastModified(shown.updatedAt());
    }

    @PostMapping
    Answer create(Caller caller, @Root(ROOT) WireObject sent) {
        Reconciliation added = reconciliations.add(caller.companyId(), sent);
        return Answer.created(baseUrl.of("credit_note_reconciliations", added.id()), added.under(ROOT));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root(ROOT) WireObject sent) {
        return Answer.ok(reconciliations.change(caller.companyId(), id, sent).under(ROOT));
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        reconciliations.remove(caller.companyId(), id);
        return Answer.empty();
    }
}
