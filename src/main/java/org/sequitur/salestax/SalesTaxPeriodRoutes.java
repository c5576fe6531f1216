package org.sequitur.salestax;

import java.time.Instant;
import java.util.List;
import org.sequitur.company.Companies;
import org.sequitur.company.CompanyType;
import org.sequitur.record.RecordTable;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /v2/sales_tax_periods}: not there for companies in the United Kingdom, whose VAT is a setting. */
@Controller
@RequestMapping("/v2/sales_tax_periods")
@Requires(PermissionLevel.FULL)
class SalesTaxPeriodRoutes {

    private static final String LIST = "sales_tax_periods";
    private static final String ROOT = "sales_tax_period";

    private final SalesTaxPeriods periods;
    private final RecordTable<SalesTaxPeriod> table;
    private final Companies companies;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    SalesTaxPeriodRoutes(SalesTaxPeriods periods, Companies companies, RecordClock clock, BaseUrl baseUrl) {
        this.periods = periods;
        this.table = periods.table();
        this.companies = companies;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    /** Oldest first. */
    @GetMapping
    @Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
    Answer list(Caller caller, ListQuery query) {
        checkHas(caller);
        Selection selection = table.of(caller.companyId());
        List<SalesTaxPeriod> page = table.list(selection, "sales_tax_period.effective_date", query);
        return Answer.list(query, table.count(selection), LIST, ROOT, page);
    }

    @GetMapping("/{id}")
    @Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
    Answer show(Caller caller, @PathVariable long id) {
        checkHas(caller);
        SalesTaxPeriod period = table.get(caller.companyId(), id);
        return Answer.ok(period.under(ROOT)).lastModified(period.updatedAt());
    }

    @PostMapping
    Answer create(Caller caller, @Root(ROOT) WireObject sent) {
        boolean mayHaveSecondTax = checkHas(caller) == CompanyType.UNIVERSAL_COMPANY;
        Instant now = clock.now();
        long id = periods.add(
                caller.companyId(),
                issuedUntil -> SalesTaxPeriod.unsaved(issuedUntil, now).changedBy(sent, mayHaveSecondTax, now));
        return Answer.created(
                baseUrl.of(LIST, id), table.get(caller.companyId(), id).under(ROOT));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root(ROOT) WireObject sent) {
        boolean mayHaveSecondTax = checkHas(caller) == CompanyType.UNIVERSAL_COMPANY;
        periods.change(
                caller.companyId(),
                id,
                standing -> standing.changedBy(sent, mayHaveSecondTax, clock.after(standing.updatedAt())));
        return Answer.ok(table.get(caller.companyId(), id).under(ROOT));
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        checkHas(caller);
        periods.remove(caller.companyId(), id);
        return Answer.empty();
    }

    private CompanyType checkHas(Caller caller) {
        CompanyType type = companies.get(caller.companyId()).type();
        if (type.isUk()) {
            throw WireException.notFound();
        }
        return type;
    }
}
