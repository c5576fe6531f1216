package org.sequitur.invoice;

import org.jspecify.annotations.Nullable;
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

/** {@code /v2/recurring_invoices}, which FreeAgent lets nobody write, and Sequitur's own routes that write them. */
@Controller
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class RecurringInvoiceRoutes {

    private static final String READ = "/v2/recurring_invoices";
    private static final String OWN = "/sequitur/v1/recurring_invoices";

    private final RecurringInvoices recurring;
    private final Invoices invoices;
    private final BaseUrl baseUrl;

    RecurringInvoiceRoutes(RecurringInvoices recurring, Invoices invoices, BaseUrl baseUrl) {
        this.recurring = recurring;
        this.invoices = invoices;
        this.baseUrl = baseUrl;
    }

    @GetMapping(READ)
    Answer list(Caller caller, ListQuery query) {
        Selection selection = new Selection("r.company_id = ?", caller.companyId());
        view(selection, caller, query.text("view"));
        selection
                .narrow("r.contact_id = ?", query.reference("contact"))
                .narrow("r.project_id = ?", query.reference("project"));
        if (query.updatedSince() != null) {
            selection.and("r.updated_at >= ?", Columns.timestamp(query.updatedSince()));
        }
        RecurringInvoices.Page page = recurring.page(selection, query);
        return Answer.list(
                query,
                page.total(),
                out -> out.list(
                        "recurring_invoices",
                        RecurringRepresentation.ROOT,
                        page.recurring(),
                        (each, one) -> RecurringRepresentation.write(each, one, false)));
    }

    private void view(Selection selection, Caller caller, @Nullable String view) {
        switch (view) {
            case null -> {}
            case "all" -> {}
            case "draft" -> selection.and("r.status = 'draft'");
            case "active" ->
                selection.and(
                        "r.status = 'active' AND (r.recurring_end_date IS NULL OR r.recurring_end_date >= ?)",
                        invoices.today(caller.companyId()));
            case "inactive" ->
                selection.and("r.status = 'active' AND r.recurring_end_date < ?", invoices.today(caller.companyId()));
            default -> throw ListQuery.unknownView();
        }
    }

    @GetMapping(READ + "/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        RecurringInvoice shown = recurring.get(caller.companyId(), id);
        return Answer.ok(RecurringRepresentation.single(shown)).lastModified(shown.updatedAt());
    }

    @GetMapping(OWN + "/{id}")
    Answer showWithProblem(Caller caller, @PathVariable long id) {
        RecurringInvoice shown = recurring.get(caller.companyId(), id);
        return Answer.ok(RecurringRepresentation.withProblem(shown)).lastModified(shown.updatedAt());
    }

    @PostMapping(OWN)
    Answer create(Caller caller, @Root(RecurringRepresentation.ROOT) WireObject sent) {
        RecurringInvoice added = recurring.add(caller, sent);
        return Answer.created(baseUrl.of("recurring_invoices", added.id()), RecurringRepresentation.withProblem(added));
    }

    @RequestMapping(
            path = OWN + "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root(RecurringRepresentation.ROOT) WireObject sent) {
        return Answer.ok(RecurringRepresentation.withProblem(recurring.change(caller.companyId(), id, sent)));
    }

    @DeleteMapping(OWN + "/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        recurring.remove(caller.companyId(), id);
        return Answer.empty();
    }
}
