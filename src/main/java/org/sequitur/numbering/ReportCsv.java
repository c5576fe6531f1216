package org.sequitur.numbering;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.CsvLine;

/** A reference report as CSV. */
final class ReportCsv {

    private static final String COLUMNS = "record,scope,owner,first_reference,last_reference,count,unnumbered,cause,"
            + "reference,invoice,by,by_name,at";

    private final Writer out;
    private final BaseUrl baseUrl;
    private final ReportTotals totals = new ReportTotals();

    ReportCsv(Writer out, BaseUrl baseUrl) {
        this.out = out;
        this.baseUrl = baseUrl;
    }

    void begin() throws IOException {
        out.write(COLUMNS + CsvLine.END);
    }

    void add(ReportRow row) throws IOException {
        totals.add(row);
        SequenceOwner owner = row.owner();
        line(
                row.kind().word(),
                owner == null ? null : owner.word(),
                owner == null || owner.path() == null ? null : baseUrl.of(owner.path()),
                row.first(),
                row.last(),
                row.count().toString(),
                row.unnumbered() == null ? null : row.unnumbered().toString(),
                row.cause(),
                row.reference(),
                url("invoices", row.documentId()),
                url("users", row.userId()),
                row.userName(),
                row.at() == null ? null : DateTimeFormatter.ISO_INSTANT.format(row.at()));
    }

    /** The last line, without which a report is not whole: how many documents there are, and as of when. */
    void end(Instant asOf) throws IOException {
        line(
                "end",
                null,
                null,
                null,
                null,
                totals.documents().toString(),
                null,
                null,
                null,
                null,
                null,
                null,
                DateTimeFormatter.ISO_INSTANT.format(asOf));
    }

    private @Nullable String url(String collection, @Nullable Long id) {
        return id == null ? null : baseUrl.of(collection, id);
    }

    private void line(@Nullable String... fields) throws IOException {
        out.write(CsvLine.of(fields));
    }
}
