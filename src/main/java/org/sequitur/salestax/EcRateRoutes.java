package org.sequitur.salestax;

import java.time.LocalDate;
import java.util.List;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /v2/ec_moss/sales_tax_rates}: what a place of supply in the EU takes on a day. */
@Controller
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class EcRateRoutes {

    @GetMapping("/v2/ec_moss/sales_tax_rates")
    Answer list(ListQuery query) {
        String country = query.text("country");
        LocalDate date = query.date("date");
        Complaints complaints = new Complaints();
        complaints.addIf(country == null, "country can't be blank");
        complaints.addIf(
                country != null && !EcRates.countries().contains(country), "country is not included in the list");
        complaints.addIf(date == null, "date can't be blank");
        complaints.addIf(date != null && date.isBefore(EcRates.BEGIN), "date must not be before " + EcRates.BEGIN);
        complaints.throwIfAny();
        List<EcRates.Rate> rates = country == null || date == null ? List.of() : EcRates.of(country, date);
        return Answer.ok(out -> {
            out.text("ec_tax_name", "VAT");
            out.list("sales_tax_rates", "sales_tax_rate", rates, (element, rate) -> {
                element.decimal("percentage", rate.percentage());
                element.text("band", rate.band());
            });
        });
    }
}
