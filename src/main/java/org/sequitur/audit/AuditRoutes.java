package org.sequitur.audit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /sequitur/v1/audit}: the log, newest first, page by page from the id that the last page ended with; or all of it as CSV. */
@Controller
@RequestMapping("/sequitur/v1/audit")
@Requires(PermissionLevel.FULL)
class AuditRoutes {

    private static final int LINES_AT_A_TIME = 1_000;

    private final AuditLog log;
    private final BaseUrl baseUrl;

    AuditRoutes(AuditLog log, BaseUrl baseUrl) {
        this.log = log;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    Answer show(Caller caller, ListQuery query) {
        Selection selection = selection(caller, query);
        return switch (query.text("format")) {
            case "csv" ->
                Answer.stream("text/csv", out -> writeCsv(caller, query, out))
                        .with("Content-Disposition", "attachment; filename=\"audit.csv\"");
            case null -> {
                List<AuditEvent> page = log.newest(selection, query.perPage());
                yield Answer.ok(out -> out.list("audit", "event", page, (line, event) -> event.write(line)));
            }
            default -> throw WireException.badRequest("format is not included in the list");
        };
    }

    private void writeCsv(Caller caller, ListQuery query, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(AuditEvent.COLUMNS);
        List<AuditEvent> events = log.newest(selection(caller, query), LINES_AT_A_TIME);
        while (!events.isEmpty()) {
            for (AuditEvent event : events) {
                writer.write(event.line(baseUrl));
            }
            events = log.newest(
                    selection(caller, query).and("id < ?", events.getLast().id()), LINES_AT_A_TIME);
        }
        writer.flush();
    }

    private static Selection selection(Caller caller, ListQuery query) {
        Selection selection = new Selection("company_id = ?", caller.companyId());
        LocalDate from = query.date("from_date");
        if (from != null) {
            selection.and("at >= ?", midnight(from));
        }
        LocalDate to = query.date("to_date");
        if (to != null) {
            selection.and("at < ?", midnight(to.plusDays(1)));
        }
        narrow(selection, "user_id = ?", query.reference("user"));
        narrow(selection, "record_kind = ?", query.text("record"));
        narrow(selection, "record_id = ?", query.reference("record_id"));
        narrow(selection, "id < ?", query.reference("before"));
        return selection;
    }

    private static void narrow(Selection selection, String condition, @Nullable Object value) {
        if (value != null) {
            selection.and(condition, value);
        }
    }

    private static OffsetDateTime midnight(LocalDate day) {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
