package org.sequitur.estimate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.invoice.InvoiceReading;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /v2/estimate_items}: single lines. */
@Controller
@RequestMapping("/v2/estimate_items")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class EstimateItemRoutes {

    private static final String ROOT = "estimate_item";

    private final Estimates estimates;
    private final EstimateChanges changes;
    private final BaseUrl baseUrl;

    EstimateItemRoutes(Estimates estimates, EstimateChanges changes, BaseUrl baseUrl) {
        this.estimates = estimates;
        this.changes = changes;
        this.baseUrl = baseUrl;
    }

    /** The estimate is named beside the line, or in it. */
    @PostMapping
    Answer create(Caller caller, @Root("") WireObject sent) {
        WireObject line = Objects.requireNonNullElse(sent.object(ROOT), sent);
        Long estimateId = line.reference("estimate", sent.reference("estimate", null));
        if (estimateId == null) {
            throw WireException.invalid("estimate can't be blank");
        }
        if (estimates.find(caller.companyId(), estimateId).isEmpty()) {
            throw WireException.invalid("Estimate not found for this company");
        }
        Set<Long> before = new HashSet<>();
        Estimate changed = edit(caller, estimateId, line.complaints(), lines -> {
            lines.forEach(each -> before.add(each.id()));
            List<InvoiceItem> more = new ArrayList<>(lines);
            more.add(InvoiceReading.item(line, InvoiceItem.BLANK.at(lines.size() + 1)));
            return more;
        });
        InvoiceItem added = changed.lines().stream()
                .filter(each -> !before.contains(each.id()))
                .findFirst()
                .orElseThrow();
        return Answer.created(
                baseUrl.of("estimate_items", added.id()),
                out -> out.object(ROOT, each -> EstimateRepresentation.writeLine(each, changed, added)));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer update(Caller caller, @PathVariable long id, @Root(ROOT) WireObject sent) {
        long estimateId = estimates.idByLine(caller.companyId(), id);
        Estimate changed = edit(
                caller,
                estimateId,
                sent.complaints(),
                lines -> lines.stream()
                        .map(line -> line.id() == id ? InvoiceReading.item(sent, line) : line)
                        .toList());
        InvoiceItem line = changed.line(id);
        return Answer.ok(out -> out.object(ROOT, each -> EstimateRepresentation.writeLine(each, changed, line)));
    }

    @DeleteMapping("/{id}")
    Answer delete(Caller caller, @PathVariable long id) {
        long estimateId = estimates.idByLine(caller.companyId(), id);
        edit(
                caller,
                estimateId,
                new Complaints(),
                lines -> lines.stream().filter(line -> line.id() != id).toList());
        return Answer.empty();
    }

    private Estimate edit(
            Caller caller, long estimateId, Complaints complaints, UnaryOperator<List<InvoiceItem>> change) {
        return changes.edit(
                caller.companyId(),
                estimateId,
                complaints,
                stored -> stored.with(stored.contents()
                        .with(InvoiceReading.counted(
                                change.apply(stored.contents().items())))));
    }
}
