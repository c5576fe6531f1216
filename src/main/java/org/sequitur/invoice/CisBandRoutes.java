package org.sequitur.invoice;

import java.util.List;
import org.sequitur.company.Companies;
import org.sequitur.company.Company;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /v2/cis_bands}: what a subcontractor's customers may keep back. */
@Controller
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class CisBandRoutes {

    private final Companies companies;

    CisBandRoutes(Companies companies) {
        this.companies = companies;
    }

    /** All of them for subcontractors, as nothing says yet which of them a company has chosen; the scheme is British. */
    @GetMapping("/v2/cis_bands")
    Answer list(Caller caller) {
        Company company = companies.get(caller.companyId());
        if (!company.type().isUk()) {
            throw WireException.notFound();
        }
        List<CisBand> bands = company.isCisSubcontractor() ? List.of(CisBand.values()) : List.of();
        return Answer.ok(out -> out.list("available_bands", "available_band", bands, (each, band) -> {
            each.text("name", band.word());
            each.decimal("deduction_rate", band.rate());
            each.text("income_description", "CIS Income (" + band.title() + ")");
            each.text("deduction_description", "CIS Deduction (" + band.title() + ")");
            each.text("nominal_code", band.nominalCode());
        }));
    }
}
