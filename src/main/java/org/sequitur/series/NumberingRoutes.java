package org.sequitur.series;

import java.util.Set;
import java.util.stream.Collectors;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /sequitur/v1/numbering}: whether a company numbers as FreeAgent does, or in strict series. */
@Controller
@RequestMapping("/sequitur/v1/numbering")
@Requires(PermissionLevel.FULL)
class NumberingRoutes {

    private final CompanySeries series;
    private final RecordClock clock;

    NumberingRoutes(CompanySeries series, RecordClock clock) {
        this.series = series;
        this.clock = clock;
    }

    @GetMapping
    Answer show(Caller caller) {
        return answer(series.numbering(caller.companyId()));
    }

    @RequestMapping(method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @Root("numbering") WireObject sent) {
        long companyId = caller.companyId();
        return answer(series.inOrder(companyId, () -> {
            Numbering standing = series.numbering(companyId);
            Set<String> names =
                    series.all(companyId).stream().map(ReferenceSeries::name).collect(Collectors.toSet());
            Numbering changed = standing.changedBy(sent, names, clock.now());
            sent.complaints().throwIfAny();
            if (changed.isStrict() && !standing.isStrict()) {
                checkOn(companyId, sent);
            } else if (!changed.isStrict() && standing.isStrict()) {
                checkOff(companyId);
            }
            series.change(companyId, changed);
            return changed;
        }));
    }

    private void checkOn(long companyId, WireObject sent) {
        series.all(companyId).forEach(each -> series.checkFree(companyId, each, sent.complaints()));
        sent.complaints()
                .addIf(
                        series.haveProvisional(companyId),
                        "mode can't be strict: a document has a reference such as DRAFT (1042), which only drafts of strict"
                                + " series have");
        sent.complaints().throwIfAny();
    }

    private void checkOff(long companyId) {
        if (series.all(companyId).stream().anyMatch(each -> each.head().issued() > 0)) {
            throw WireException.conflict(
                    "mode can't be freeagent any more: documents have been issued in a strict series", 0);
        }
        if (series.haveProvisional(companyId)) {
            throw WireException.conflict(
                    "mode can't be freeagent: there are drafts without a number, which must be deleted first", 0);
        }
    }

    private static Answer answer(Numbering numbering) {
        return Answer.ok(out -> out.object("numbering", numbering::write));
    }
}
