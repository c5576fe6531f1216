package org.sequitur.company;

import java.time.Clock;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /v2/company}: settings are read over the wire, never written. */
@Controller
@RequestMapping("/v2/company")
@Requires(PermissionLevel.TIME)
class CompanyRoutes {

    private final Companies companies;
    private final Clock clock;

    CompanyRoutes(Companies companies, Clock clock) {
        this.companies = companies;
        this.clock = clock;
    }

    @GetMapping
    Answer show(Caller caller) {
        Company company = companies.get(caller.companyId());
        CompanyBody body = new CompanyBody(company, company.today(clock), companies.haveDocuments(company.id()));
        return Answer.ok(out -> out.object("company", body)).lastModified(company.updatedAt());
    }

    @GetMapping("/business_categories")
    Answer businessCategories() {
        return Answer.ok(out -> out.texts("business_categories", "business_category", BusinessCategories.ALL));
    }
}
