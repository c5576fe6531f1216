package org.sequitur.numbering;

import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /sequitur/v1/reference_report}. */
@Controller
@RequestMapping("/sequitur/v1/reference_report")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class ReportRoutes {

    private final ReferenceReports reports;

    ReportRoutes(ReferenceReports reports) {
        this.reports = reports;
    }

    @GetMapping
    Answer show(Caller caller, ListQuery query) {
        return switch (query.text("format")) {
            case "csv" ->
                Answer.stream("text/csv", out -> reports.writeCsv(caller.companyId(), out))
                        .with("Content-Disposition", "attachment; filename=\"reference-report.csv\"");
            case null -> {
                ReportTables tables = reports.tables(caller.companyId());
                yield Answer.ok(out -> out.object("reference_report", tables::write));
            }
            default -> throw WireException.badRequest("format is not included in the list");
        };
    }
}
