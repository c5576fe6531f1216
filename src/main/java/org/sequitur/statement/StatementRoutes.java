package org.sequitur.statement;

import java.util.List;
import org.sequitur.bank.BankAccounts;
import org.sequitur.company.Companies;
import org.sequitur.company.Company;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.Upload;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * {@code /v2/bank_transactions/statement}. FreeAgent answers before it has read a statement and says of none that it could not; here the answer
 * comes when all lines are in the account, and what cannot be read is refused whole. Two headers say how many lines there were and how many were
 * new, for FreeAgent's answer has no body.
 */
@Controller
@Requires(PermissionLevel.BANKING)
class StatementRoutes {

    private final StatementUploads uploads;
    private final BankAccounts accounts;
    private final Companies companies;

    StatementRoutes(StatementUploads uploads, BankAccounts accounts, Companies companies) {
        this.uploads = uploads;
        this.accounts = accounts;
        this.companies = companies;
    }

    /** @throws WireException 400 when the statement cannot be read, 404 when the account is not there */
    @PostMapping("/v2/bank_transactions/statement")
    Answer upload(Caller caller, ListQuery query, @Root("statement") Upload statement) {
        long account = accounts.asked(caller.companyId(), query);
        Company company = companies.get(caller.companyId());
        List<StatementLine> lines = lines(statement, company.type().isUs());
        int added = uploads.add(company.id(), account, company.accountingDates().freeagentStart(), lines);
        return Answer.empty()
                .with("X-Statement-Lines", Integer.toString(lines.size()))
                .with("X-Statement-Lines-New", Integer.toString(added));
    }

    private static List<StatementLine> lines(Upload statement, boolean monthFirst) {
        byte[] file = statement.file();
        try {
            return file == null ? SentLines.read(statement.objects()) : StatementFile.read(file, monthFirst);
        } catch (UnreadableStatement e) {
            throw WireException.badRequest(e.reason());
        }
    }
}
