package org.sequitur.invoice;

import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Answer;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /v2/invoices/timeline} and the text that a company prints on all its invoices. */
@Controller
@RequestMapping("/v2/invoices")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class InvoiceOverviewRoutes {

    private static final String TEXT = "default_additional_text";

    private final InvoiceTimeline timeline;
    private final JdbcClient jdbc;

    InvoiceOverviewRoutes(InvoiceTimeline timeline, JdbcClient jdbc) {
        this.timeline = timeline;
        this.jdbc = jdbc;
    }

    @GetMapping("/timeline")
    Answer timeline(Caller caller, ListQuery query) {
        InvoiceTimeline.Page page = timeline.page(caller.companyId(), query);
        return Answer.list(
                query,
                page.total(),
                out -> out.list("invoice_timeline_items", "invoice_timeline_item", page.entries(), (item, entry) -> {
                    item.text("reference", entry.reference());
                    item.text("summary", entry.summary());
                    item.text("description", entry.description());
                    item.date("dated_on", entry.datedOn());
                    item.decimal("amount", entry.amount());
                }));
    }

    @GetMapping("/" + TEXT)
    Answer defaultText(Caller caller) {
        // A blank text is written: the key is all that this answer has.
        String text = jdbc.sql("SELECT coalesce(invoice_additional_text, '') FROM company WHERE id = ?")
                .param(caller.companyId())
                .query(String.class)
                .single();
        return Answer.ok(out -> out.text(TEXT, text));
    }

    @RequestMapping(
            path = "/" + TEXT,
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer changeDefaultText(Caller caller, @Root("invoice") WireObject sent) {
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
        jdbc.sql("UPDATE company SET invoice_additional_text = :text WHERE id = :company")
                .param("text", text)
                .param("company", caller.companyId())
                .update();
    }
}
