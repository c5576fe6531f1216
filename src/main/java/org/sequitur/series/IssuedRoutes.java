package org.sequitur.series;

import java.util.List;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireWriter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What was issued: a chain to page through, and single records with the content that their hashes are of. */
@Controller
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class IssuedRoutes {

    private final CompanySeries series;
    private final JdbcClient jdbc;

    IssuedRoutes(CompanySeries series, JdbcClient jdbc) {
        this.series = series;
        this.jdbc = jdbc;
    }

    @GetMapping(SeriesRoutes.PATH + "/{id}/issued")
    Answer list(Caller caller, @PathVariable long id, ListQuery query) {
        ReferenceSeries chain = series.get(caller.companyId(), id);
        // Positions have no holes, so the page is found by them.
        List<IssuedRecord> page = jdbc.sql("""
                        SELECT * FROM issued_document
                        WHERE company_id = ? AND series_id = ? AND position > ? AND position <= ?
                        ORDER BY position
                        """)
                .params(caller.companyId(), id, query.offset(), query.offset() + query.perPage())
                .query((row, number) -> SeriesRows.record(row))
                .list();
        return Answer.list(
                query,
                chain.head().issued(),
                out -> out.list("issued", "record", page, (each, record) -> write(each, record, false)));
    }

    @GetMapping("/sequitur/v1/invoices/{id}/issued")
    Answer show(Caller caller, @PathVariable long id) {
        IssuedRecord record = jdbc.sql("SELECT * FROM issued_document WHERE company_id = ? AND document_id = ?")
                .params(caller.companyId(), id)
                .query((row, number) -> SeriesRows.record(row))
                .optional()
                .orElseThrow(WireException::notFound);
        return Answer.ok(out -> out.object("issued", attributes -> write(attributes, record, true)));
    }

    private static void write(WireWriter out, IssuedRecord record, boolean withContent) {
        out.url("series", SeriesRoutes.PATH + "/" + record.seriesId());
        out.integer("position", record.position());
        out.text("reference", record.reference().text());
        if (record.correctsId() == null) {
            out.reference("invoice", "invoices", record.documentId());
        } else {
            out.reference("credit_note", "credit_notes", record.documentId());
            out.reference("corrects", "invoices", record.correctsId());
        }
        out.date("dated_on", record.datedOn());
        out.instant("issued_at", record.issuedAt());
        out.reference("issued_by", "users", record.issuedBy());
        out.text("sha256", record.sha256());
        out.text("previous_sha256", record.previousSha256());
        if (withContent) {
            out.text("content", record.content());
        }
    }
}
