package org.sequitur.company;

import org.sequitur.store.RecordClock;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /sequitur/v1/company}: the settings, which FreeAgent lets nobody write over the wire. */
@Controller
@RequestMapping("/sequitur/v1/company")
@Requires(PermissionLevel.FULL)
class CompanySettingsRoutes {

    private static final String ROOT = "company";

    private final CompanySettings settings;
    private final RecordClock clock;

    CompanySettingsRoutes(CompanySettings settings, RecordClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping
    @Requires(PermissionLevel.TIME)
    Answer show(Caller caller) {
        CompanyBody body = settings.shown(caller.companyId());
        return answer(body).lastModified(body.company().updatedAt());
    }

    @RequestMapping(method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @Root(ROOT) WireObject sent) {
        return answer(settings.change(caller.companyId(), (standing, isCurrencyLocked) -> {
            Company changed = standing.changedBy(sent, isCurrencyLocked, clock.after(standing.updatedAt()));
            sent.complaints().throwIfAny();
            return changed;
        }));
    }

    private static Answer answer(CompanyBody body) {
        return Answer.ok(out -> out.object(ROOT, company -> write(company, body)));
    }

    /** As FreeAgent shows it, and what it does not show. */
    private static void write(WireWriter out, CompanyBody body) {
        body.write(out);
        out.text("time_zone", body.company().timeZone().getId());
        out.bool("in_northern_ireland", body.company().isInNorthernIreland());
        out.instant("held_since", body.company().heldSince());
    }
}
