package org.sequitur.suggestion;

import java.util.List;
import java.util.Map;
import org.sequitur.bank.BankAccounts;
import org.sequitur.bank.BankTransaction;
import org.sequitur.bank.BankTransactions;
import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.WireWriter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /sequitur/v1/bank_transactions}: what lines of an account might pay. Nothing is explained by it. */
@Controller
@RequestMapping("/sequitur/v1/bank_transactions")
@Requires(PermissionLevel.BANKING)
class SuggestionRoutes {

    private static final String LIST = "suggestions";
    private static final String ROOT = "suggestion";

    private final Suggestions suggestions;
    private final BankTransactions transactions;
    private final BankAccounts accounts;

    SuggestionRoutes(Suggestions suggestions, BankTransactions transactions, BankAccounts accounts) {
        this.suggestions = suggestions;
        this.transactions = transactions;
        this.accounts = accounts;
    }

    /** The lines that are not explained, newest first, each with its own. */
    @GetMapping("/suggestions")
    Answer list(Caller caller, ListQuery query) {
        long company = caller.companyId();
        Selection unexplained = transactions
                .table()
                .of(company)
                .and("bank_transaction.bank_account_id = ?", accounts.asked(company, query))
                .and("NOT bank_transaction.is_explained");
        List<BankTransaction> page = transactions
                .table()
                .list(unexplained, "bank_transaction.dated_on DESC, bank_transaction.id DESC", query);
        Map<Long, List<Suggestion>> found = suggestions.of(company, page);
        return Answer.list(
                query,
                transactions.table().count(unexplained),
                out -> out.list("bank_transactions", "bank_transaction", page, (element, line) -> {
                    element.reference("bank_transaction", "bank_transactions", line.id());
                    element.date("dated_on", line.datedOn());
                    element.text("full_description", line.fullDescription());
                    element.decimal("unexplained_amount", line.unexplainedAmount());
                    write(element, found.getOrDefault(line.id(), List.of()));
                }));
    }

    /** For one line, the best first; none for one that is explained, or by which money went out. */
    @GetMapping("/{id}/suggestions")
    Answer show(Caller caller, @PathVariable long id) {
        BankTransaction line = transactions.table().get(caller.companyId(), id);
        List<Suggestion> found =
                suggestions.of(caller.companyId(), List.of(line)).getOrDefault(id, List.of());
        return Answer.ok(out -> write(out, found));
    }

    private static void write(WireWriter out, List<Suggestion> found) {
        out.list(LIST, ROOT, found, (element, suggestion) -> suggestion.write(element));
    }
}
