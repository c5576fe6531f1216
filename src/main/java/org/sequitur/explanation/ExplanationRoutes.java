package org.sequitur.explanation;

import java.time.Instant;
import java.util.List;
import org.sequitur.attachment.AttachmentChange;
import org.sequitur.bank.BankAccounts;
import org.sequitur.company.Companies;
import org.sequitur.company.Company;
import org.sequitur.store.Columns;
import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.ApiVersion;
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

/** {@code /v2/bank_transaction_explanations}: of one account at a time. */
@Controller
@RequestMapping("/v2/bank_transaction_explanations")
@Requires(PermissionLevel.BANKING)
class ExplanationRoutes {

    private static final String LIST = "bank_transaction_explanations";
    private static final String ROOT = "bank_transaction_explanation";
    private static final String OLDEST_FIRST = "bank_transaction_explanation.dated_on, bank_transaction_explanation.id";

    private final Explanations explanations;
    private final ShownExplanations shown;
    private final ExplanationAttachments attachments;
    private final BankAccounts accounts;
    private final Companies companies;
    private final BaseUrl baseUrl;

    ExplanationRoutes(
            Explanations explanations,
            ShownExplanations shown,
            ExplanationAttachments attachments,
            BankAccounts accounts,
            Companies companies,
            BaseUrl baseUrl) {
        this.explanations = explanations;
        this.shown = shown;
        this.attachments = attachments;
        this.accounts = accounts;
        this.companies = companies;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query, ApiVersion version) {
        Company company = companies.get(caller.companyId());
        Instant since = query.updatedSince();
        Selection selection = explanations
                .table()
                .of(company.id())
                .and("bank_transaction_explanation.bank_account_id = ?", accounts.asked(company.id(), query))
                .narrow("bank_transaction_explanation.dated_on >= ?", query.date("from_date"))
                .narrow("bank_transaction_explanation.dated_on <= ?", query.date("to_date"))
                .narrow(
                        "bank_transaction_explanation.updated_at >= ?",
                        since == null ? null : Columns.timestamp(since));
        List<Explanation> page = explanations.table().list(selection, OLDEST_FIRST, query);
        return Answer.list(
                query, explanations.table().count(selection), LIST, ROOT, shown.shown(company, page, version));
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id, ApiVersion version) {
        Explanation explanation = explanations.table().get(caller.companyId(), id);
        return one(companies.get(caller.companyId()), explanation, version).lastModified(explanation.updatedAt());
    }

    @PostMapping
    Answer create(Caller caller, @Root(ROOT) WireObject sent, ApiVersion version) {
        Company company = companies.get(caller.companyId());
        AttachmentChange file = AttachmentChange.withoutCopiesIn(sent);
        Explanation added = explanations.add(company, sent, attachments.applying(company.id(), file, version));
        return Answer.created(
                baseUrl.of(LIST, added.id()),
                shown.shown(company, added, version).under(ROOT));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root(ROOT) WireObject sent, ApiVersion version) {
        Company company = companies.get(caller.companyId());
        AttachmentChange file = AttachmentChange.withoutCopiesIn(sent);
        return one(
                company,
                explanations.change(company, id, sent, attachments.applying(company.id(), file, version)),
                version);
    }

    /** What it paid is due again; a line that was added for it goes, and so does the other side of a transfer. */
    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        explanations.remove(caller.companyId(), id);
        return Answer.empty();
    }

    private Answer one(Company company, Explanation explanation, ApiVersion version) {
        return Answer.ok(shown.shown(company, explanation, version).under(ROOT));
    }
}
