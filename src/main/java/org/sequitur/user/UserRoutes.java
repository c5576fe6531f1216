package org.sequitur.user;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.Companies;
import org.sequitur.company.CompanyType;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /v2/users}. */
@Controller
@RequestMapping("/v2/users")
@Requires(PermissionLevel.TAX_ACCOUNTING_AND_USERS)
class UserRoutes {

    private final Users users;
    private final Companies companies;
    private final RecordClock clock;

    UserRoutes(Users users, Companies companies, RecordClock clock) {
        this.users = users;
        this.companies = companies;
        this.clock = clock;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        Selection selection = selection(caller.companyId(), query.text("view"));
        List<User> page = users.list(selection, query);
        return Answer.list(
                query,
                users.count(selection),
                out -> out.list("users", "user", page, (element, user) -> user.write(element)));
    }

    private static Selection selection(long companyId, @Nullable String view) {
        Selection selection = new Selection("company_id = ?", companyId);
        return switch (view) {
            case null -> selection;
            case "all" -> selection;
            case "staff" -> selection.and("role <> ?", User.ADVISOR_ROLE);
            case "active_staff" -> selection.and("role <> ?", User.ADVISOR_ROLE).and("NOT hidden");
            case "advisors" -> selection.and("role = ?", User.ADVISOR_ROLE);
            case "active_advisors" ->
                selection.and("role = ?", User.ADVISOR_ROLE).and("NOT hidden");
            default -> throw ListQuery.unknownView();
        };
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        return one(users.find(caller.companyId(), id));
    }

    @GetMapping("/me")
    @Requires(PermissionLevel.TIME)
    Answer showMe(Caller caller) {
        return one(users.find(caller.companyId(), caller.userId()));
    }

    @RequestMapping(
            path = "/me",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    @Requires(PermissionLevel.TIME)
    Answer changeMe(Caller caller, @Root("user") WireObject sent) {
        CompanyType companyType = companies.get(caller.companyId()).type();
        return one(users.change(caller.companyId(), caller.userId(), standing -> {
            User changed = standing.changedBy(sent, companyType, clock.after(standing.updatedAt()));
            sent.complaints().throwIfAny();
            return changed;
        }));
    }

    private static Answer one(@Nullable User user) {
        if (user == null) {
            throw WireException.notFound();
        }
        return Answer.ok(out -> out.object("user", user)).lastModified(user.updatedAt());
    }
}
