package org.sequitur.bank;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;
import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.ApiVersion;
import org.sequitur.wire.Body;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * {@code /v2/bank_transactions}: of one account at a time. They come with statements, or by hand with what explains them, and never change
 * otherwise. FreeAgent's documentation prints the path of a delete in the singular, so that is understood, too.
 */
@Controller
@RequestMapping("/v2")
@Requires(PermissionLevel.BANKING)
class BankTransactionRoutes {

    private static final String LIST = "bank_transactions";
    private static final String ROOT = "bank_transaction";
    private static final String NEWEST_FIRST = "bank_transaction.dated_on DESC, bank_transaction.id DESC";

    private final BankTransactions transactions;
    private final BankAccounts accounts;

    BankTransactionRoutes(BankTransactions transactions, BankAccounts accounts) {
        this.transactions = transactions;
        this.accounts = accounts;
    }

    @GetMapping("/bank_transactions")
    Answer list(Caller caller, ListQuery query, ApiVersion version) {
        long company = caller.companyId();
        long account = accounts.asked(company, query);
        Selection selection = transactions.table().of(company).and("bank_transaction.bank_account_id = ?", account);
        String condition = condition(query.text("view"));
        if (condition != null) {
            selection.and(condition);
        }
        selection.narrow("bank_transaction.dated_on >= ?", query.date("from_date"));
        selection.narrow("bank_transaction.dated_on <= ?", query.date("to_date"));
        Instant since = query.updatedSince();
        selection.narrow("bank_transaction.updated_at >= ?", since == null ? null : Columns.timestamp(since));
        if (query.flag("last_uploaded")) {
            selection.and("""
                    bank_transaction.upload_id = (
                        SELECT max(id) FROM statement_upload WHERE company_id = ? AND bank_account_id = ?)
                    """, company, account);
        }
        List<BankTransaction> page = transactions.table().list(selection, NEWEST_FIRST, query);
        List<Body> shown = transactions.shown(company, page, version);
        return Answer.list(query, transactions.table().count(selection), LIST, ROOT, shown);
    }

    private static @Nullable String condition(@Nullable String view) {
        return switch (view) {
            case null -> null;
            case "all" -> null;
            case "unexplained" -> "NOT bank_transaction.is_explained";
            case "explained" -> "bank_transaction.is_explained";
            case "manual" -> "bank_transaction.is_manual";
            case "imported" -> "NOT bank_transaction.is_manual";
            case "marked_for_review" -> "bank_transaction.review_count > 0";
            default -> throw ListQuery.unknownView();
        };
    }

    @GetMapping("/bank_transactions/{id}")
    Answer show(Caller caller, @PathVariable long id, ApiVersion version) {
        BankTransaction transaction = transactions.table().get(caller.companyId(), id);
        Body shown = transactions
                .shown(caller.companyId(), List.of(transaction), version)
                .getFirst();
        return Answer.ok(shown.under(ROOT)).lastModified(transaction.updatedAt());
    }

    /** @throws WireException 403 when anything explains it */
    @DeleteMapping({"/bank_transactions/{id}", "/bank_transaction/{id}"})
    Answer remove(Caller caller, @PathVariable long id) {
        transactions.remove(caller.companyId(), id);
        return Answer.empty();
    }
}
