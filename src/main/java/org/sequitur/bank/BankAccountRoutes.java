package org.sequitur.bank;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.sequitur.company.Companies;
import org.sequitur.company.Company;
import org.sequitur.record.RecordTable;
import org.sequitur.store.Columns;
import org.sequitur.store.RecordClock;
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

/** {@code /v2/bank_accounts}. Who may invoice, but not see to the bank, is shown what an invoice can name and no more. */
@Controller
@RequestMapping("/v2/bank_accounts")
@Requires(PermissionLevel.BANKING)
class BankAccountRoutes {

    private static final String LIST = "bank_accounts";
    private static final String ROOT = "bank_account";

    private final BankAccounts accounts;
    private final RecordTable<BankAccount> table;
    private final Companies companies;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    BankAccountRoutes(BankAccounts accounts, Companies companies, RecordClock clock, BaseUrl baseUrl) {
        this.accounts = accounts;
        this.table = accounts.table();
        this.companies = companies;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    /** In the order of creation; hidden ones too. */
    @GetMapping
    @Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
    Answer list(Caller caller, ListQuery query) {
        Selection selection = table.of(caller.companyId());
        String view = query.text("view");
        if (view != null) {
            BankAccountType type = Arrays.stream(BankAccountType.values())
                    .filter(each -> each.view().equals(view))
                    .findFirst()
                    .orElseThrow(ListQuery::unknownView);
            selection.and("bank_account.type = ?", type.wireName());
        }
        Instant since = query.updatedSince();
        selection.narrow("bank_account.updated_at >= ?", since == null ? null : Columns.timestamp(since));
        List<BankAccount> page = table.list(selection, "bank_account.id", query);
        return Answer.list(
                query,
                table.count(selection),
                out -> out.list(
                        LIST,
                        ROOT,
                        page,
                        (element, account) -> account.listedFor(caller.level()).write(element)));
    }

    @GetMapping("/{id}")
    @Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
    Answer show(Caller caller, @PathVariable long id) {
        BankAccount account = table.get(caller.companyId(), id);
        return Answer.ok(account.shownTo(caller.level()).under(ROOT)).lastModified(account.updatedAt());
    }

    @PostMapping
    Answer create(Caller caller, @Root(ROOT) WireObject sent) {
        Company company = companies.get(caller.companyId());
        Instant now = clock.now();
        BankAccount account = BankAccount.unsaved(
                        company.currency(), company.accountingDates().freeagentStart(), now)
                .changedBy(sent, now);
        long id = accounts.add(caller.companyId(), account);
        return Answer.created(
                baseUrl.of(LIST, id),
                table.get(caller.companyId(), id).shownTo(caller.level()).under(ROOT));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root(ROOT) WireObject sent) {
        BankAccount changed = accounts.change(
                caller.companyId(), id, standing -> standing.changedBy(sent, clock.after(standing.updatedAt())));
        return Answer.ok(changed.shownTo(caller.level()).under(ROOT));
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        accounts.remove(caller.companyId(), id);
        return Answer.empty();
    }
}
