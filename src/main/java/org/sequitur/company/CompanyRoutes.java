package org.sequitur.company;

import java.time.Clock;
import java.util.List;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /v2/company}: to read; {@link CompanySettingsRoutes} writes. */
@Controller
@RequestMapping("/v2/company")
@Requires(PermissionLevel.TIME)
class CompanyRoutes {

    private final Companies companies;
    private final CompanySettings settings;
    private final Clock clock;

    CompanyRoutes(Companies companies, CompanySettings settings, Clock clock) {
        this.companies = companies;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping
    Answer show(Caller caller) {
        CompanyBody body = settings.shown(caller.companyId());
        return Answer.ok(out -> out.object("company", body))
                .lastModified(body.company().updatedAt());
    }

    @GetMapping("/tax_timeline")
    @Requires(PermissionLevel.TAX_ACCOUNTING_AND_USERS)
    Answer taxTimeline(Caller caller) {
        Company company = companies.get(caller.companyId());
        List<TaxDeadline> deadlines = TaxTimeline.of(company, company.today(clock));
        return Answer.ok(out ->
                out.list("timeline_items", "timeline_item", deadlines, (element, deadline) -> deadline.write(element)));
    }

    @GetMapping("/business_categories")
    Answer businessCategories() {
        return Answer.ok(out -> out.texts("business_categories", "business_category", BusinessCategories.ALL));
    }
}
