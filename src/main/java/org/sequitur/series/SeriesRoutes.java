package org.sequitur.series;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Body;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /sequitur/v1/series}. A series may be changed until something is issued in it. */
@Controller
@RequestMapping(SeriesRoutes.PATH)
@Requires(PermissionLevel.FULL)
class SeriesRoutes {

    static final String PATH = "/sequitur/v1/series";

    private static final int MOST_NAME_CHARACTERS = 60;
    private static final int USUAL_PADDING = 4;
    private static final int LARGEST_FIRST_NUMBER = 999_999_999;

    private final CompanySeries series;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    SeriesRoutes(CompanySeries series, RecordClock clock, BaseUrl baseUrl) {
        this.series = series;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        List<ReferenceSeries> all = series.all(caller.companyId());
        List<ReferenceSeries> page =
                all.stream().skip(query.offset()).limit(query.perPage()).toList();
        LocalDate today = series.today(caller.companyId());
        return Answer.list(
                query, all.size(), out -> out.list("series", "series", page, (each, one) -> write(each, one, today)));
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        return Answer.ok(single(series.get(caller.companyId(), id), series.today(caller.companyId())));
    }

    @PostMapping
    Answer create(Caller caller, @Root("series") WireObject sent) {
        long companyId = caller.companyId();
        LocalDate today = series.today(companyId);
        long id = series.inOrder(companyId, () -> {
            sent.complaints()
                    .addIf(
                            series.all(companyId).size() >= CompanySeries.MOST,
                            "a company can't have more than " + CompanySeries.MOST + " series");
            ReferenceSeries asked = asked(sent, null, today, clock.now());
            check(companyId, asked, sent.complaints());
            return series.add(companyId, asked);
        });
        return Answer.created(baseUrl.of(PATH + "/" + id), single(series.get(companyId, id), today));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root("series") WireObject sent) {
        long companyId = caller.companyId();
        LocalDate today = series.today(companyId);
        ReferenceSeries changed = series.inOrder(companyId, () -> {
            ReferenceSeries standing = series.get(companyId, id);
            ReferenceSeries asked = asked(sent, standing, today, clock.after(standing.updatedAt()));
            if (standing.head().issued() > 0) {
                standing.checkUnchanged(asked, sent.complaints());
                sent.complaints().throwIfAny();
                return standing;
            }
            check(companyId, asked, sent.complaints());
            series.change(companyId, asked);
            return asked;
        });
        return Answer.ok(single(changed, today));
    }

    private static ReferenceSeries asked(
            WireObject sent, @Nullable ReferenceSeries standing, LocalDate today, Instant now) {
        SeriesFormat before = standing == null ? new SeriesFormat("", USUAL_PADDING, false) : standing.format();
        String name = sent.requiredText("name", standing == null ? "" : standing.name(), MOST_NAME_CHARACTERS);
        SeriesFormat format = new SeriesFormat(
                Objects.requireNonNullElse(sent.text("prefix", before.prefix()), ""),
                Objects.requireNonNullElse(sent.integer("padding", before.padding()), USUAL_PADDING),
                sent.bool("yearly_reset", before.yearlyReset()));
        format.check(sent.complaints());
        int first = Objects.requireNonNullElse(
                sent.integer("first_number", standing == null ? 1 : (int) standing.firstNumber()), 1);
        sent.complaints()
                .addIf(
                        first < 1 || first > LARGEST_FIRST_NUMBER,
                        "first_number must be between 1 and " + LARGEST_FIRST_NUMBER);
        Integer firstYear = format.yearlyReset() && first > 1 ? today.getYear() : null;
        return new ReferenceSeries(
                standing == null ? 0 : standing.id(),
                name,
                format,
                first,
                firstYear,
                SeriesHead.beginning(first, firstYear),
                standing == null ? now : standing.createdAt(),
                now);
    }

    /** Against the other series, and against the documents if numbers are given already. */
    private void check(long companyId, ReferenceSeries asked, Complaints complaints) {
        complaints.throwIfAny();
        for (ReferenceSeries other : series.all(companyId)) {
            if (other.id() != asked.id()) {
                complaints.addIf(other.name().equals(asked.name()), "name has already been taken");
                complaints.addIf(
                        other.format().meets(asked.format()),
                        "prefix can't be the same as that of the series " + other.name() + ", in any year");
            }
        }
        if (series.numbering(companyId).isStrict()) {
            series.checkFree(companyId, asked, complaints);
        }
        complaints.throwIfAny();
    }

    private static Body single(ReferenceSeries one, LocalDate today) {
        return out -> out.object("series", attributes -> write(attributes, one, today));
    }

    private static void write(WireWriter out, ReferenceSeries one, LocalDate today) {
        out.url("url", PATH + "/" + one.id());
        out.text("name", one.name());
        out.text("prefix", one.format().prefix());
        out.integer("padding", one.format().padding());
        out.bool("yearly_reset", one.format().yearlyReset());
        out.integer("first_number", one.firstNumber());
        out.text("next_reference", CompanySeries.peek(one, today).text());
        out.integer("issued", one.head().issued());
        out.date("last_dated_on", one.head().lastDatedOn());
        out.text("last_sha256", one.head().lastSha256());
        out.instant("created_at", one.createdAt());
        out.instant("updated_at", one.updatedAt());
    }
}
