package org.sequitur.estimate;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.idempotency.IdempotentCall;
import org.sequitur.idempotency.KeepsItsAnswer;
import org.sequitur.invoice.Invoices;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireObject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /v2/estimates}, and the text that a company prints on all of them. */
@Controller
@RequestMapping("/v2/estimates")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class EstimateRoutes {

    private static final String TEXT = "default_additional_text";

    private final Estimates estimates;
    private final EstimateChanges changes;
    private final EstimateConversion conversion;
    private final Invoices invoices;
    private final JdbcClient jdbc;
    private final BaseUrl baseUrl;

    EstimateRoutes(
            Estimates estimates,
            EstimateChanges changes,
            EstimateConversion conversion,
            Invoices invoices,
            JdbcClient jdbc,
            BaseUrl baseUrl) {
        this.estimates = estimates;
        this.changes = changes;
        this.conversion = conversion;
        this.invoices = invoices;
        this.jdbc = jdbc;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        boolean nested = query.flag("nested_estimate_items");
        EstimateFilter filter = new EstimateFilter(caller.companyId(), query, invoices.today(caller.companyId()));
        Estimates.Page page = estimates.page(caller.companyId(), filter, nested);
        return Answer.list(
                query,
                page.total(),
                out -> out.list(
                        "estimates",
                        "estimate",
                        page.estimates(),
                        (each, estimate) -> EstimateRepresentation.write(each, estimate, nested)));
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        Estimate estimate = estimates.get(caller.companyId(), id);
        return answer(estimate).lastModified(estimate.updatedAt());
    }

    @PostMapping
    Answer create(Caller caller, @Root("estimate") WireObject sent) {
        EstimateStatus status = EstimateStatus.ofNew(sent.text("status", null));
        sent.complaints().addIf(status == null, "status is not valid");
        EstimateText asked = EstimateText.BLANK.changedBy(sent);
        sent.complaints().throwIfAny();
        Estimate made =
                changes.create(caller.companyId(), Objects.requireNonNullElse(status, EstimateStatus.DRAFT), asked);
        return Answer.created(baseUrl.of("estimates", made.id()), EstimateRepresentation.single(made));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer update(Caller caller, @PathVariable long id, @Root("estimate") WireObject sent) {
        return answer(changes.edit(caller.companyId(), id, sent.complaints(), stored -> stored.changedBy(sent)));
    }

    @DeleteMapping("/{id}")
    Answer delete(Caller caller, @PathVariable long id) {
        changes.delete(caller.companyId(), id);
        return Answer.empty();
    }

    @PostMapping("/{id}/duplicate")
    Answer duplicate(Caller caller, @PathVariable long id) {
        EstimateText copy = estimates.get(caller.companyId(), id).copiedTo(invoices.today(caller.companyId()));
        return answer(changes.create(caller.companyId(), EstimateStatus.DRAFT, copy));
    }

    // Documented as PUT; widespread clients send POST.

    @RequestMapping(
            path = "/{id}/transitions/mark_as_sent",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    Answer markAsSent(Caller caller, @PathVariable long id) {
        return marked(caller, id, EstimateStatus.OPEN);
    }

    @RequestMapping(
            path = "/{id}/transitions/mark_as_draft",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    Answer markAsDraft(Caller caller, @PathVariable long id) {
        return marked(caller, id, EstimateStatus.DRAFT);
    }

    @RequestMapping(
            path = "/{id}/transitions/mark_as_approved",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    Answer markAsApproved(Caller caller, @PathVariable long id) {
        return marked(caller, id, EstimateStatus.APPROVED);
    }

    @RequestMapping(
            path = "/{id}/transitions/mark_as_rejected",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    Answer markAsRejected(Caller caller, @PathVariable long id) {
        return marked(caller, id, EstimateStatus.REJECTED);
    }

    @RequestMapping(
            path = "/{id}/transitions/convert_to_invoice",
            method = {RequestMethod.PUT, RequestMethod.POST, RequestMethod.PATCH})
    @KeepsItsAnswer
    Answer convertToInvoice(Caller caller, @PathVariable long id, @Nullable IdempotentCall call) {
        return conversion.convert(caller, id, call);
    }

    @GetMapping("/" + TEXT)
    Answer defaultText(Caller caller) {
        // A blank text is written: the key is all that this answer has.
        String text = jdbc.sql("SELECT coalesce(estimate_additional_text, '') FROM company WHERE id = ?")
                .param(caller.companyId())
                .query(String.class)
                .single();
        return Answer.ok(out -> out.text(TEXT, text));
    }

    @RequestMapping(
            path = "/" + TEXT,
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer changeDefaultText(Caller caller, @Root("estimate") WireObject sent) {
        String text = sent.text(TEXT, null);
        sent.complaints().throwIfAny();
        store(caller, text);
        return Answer.ok(out -> out.text(TEXT, text == null ? "" : text));
    }

    @DeleteMapping("/" + TEXT)
    Answer deleteDefaultText(Caller caller) {
        store(caller, null);
        return Answer.empty();
    }

    private void store(Caller caller, @Nullable String text) {
        jdbc.sql("UPDATE company SET estimate_additional_text = :text WHERE id = :company")
                .param("text", text)
                .param("company", caller.companyId())
                .update();
    }

    private Answer marked(Caller caller, long id, EstimateStatus status) {
        return answer(changes.transition(caller.companyId(), id, (estimate, now) -> estimate.markedAs(status, now)));
    }

    private static Answer answer(Estimate estimate) {
        return Answer.ok(EstimateRepresentation.single(estimate));
    }
}
