package org.sequitur.user;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.Companies;
import org.sequitur.company.CompanyType;
import org.sequitur.person.Invitations;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /v2/users}. */
@Controller
@RequestMapping("/v2/users")
@Requires(PermissionLevel.TAX_ACCOUNTING_AND_USERS)
class UserRoutes {

    private final Users users;
    private final Companies companies;
    private final Invitations invitations;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    UserRoutes(Users users, Companies companies, Invitations invitations, RecordClock clock, BaseUrl baseUrl) {
        this.users = users;
        this.companies = companies;
        this.invitations = invitations;
        this.clock = clock;
        this.baseUrl = baseUrl;
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
        return one(users.change(caller.companyId(), caller.userId(), caller.userId(), (me, standing) -> {
            User changed = standing.changedBy(sent, companyType, clock.after(standing.updatedAt()));
            sent.complaints().throwIfAny();
            return changed;
        }));
    }

    /** An accountant of the company looks after its books, but does not let others in. */
    @PostMapping
    Answer create(Caller caller, @Root("user") WireObject sent) {
        CompanyType companyType = companies.get(caller.companyId()).type();
        Instant now = clock.now();
        boolean isInvited = sent.bool("send_invitation", false);
        long id = users.add(caller.companyId(), caller.userId(), adder -> {
            User user = User.unsaved(now).changedBy(sent, companyType, now).atLevel(sent);
            if (adder.isAdvisor() || !adder.level().includes(user.level())) {
                throw notAllowed();
            }
            sent.complaints().throwIfAny();
            return user;
        });
        if (isInvited) {
            invitations.invite(caller.companyId(), id);
        }
        User user = Objects.requireNonNull(users.find(caller.companyId(), id));
        return Answer.created(baseUrl.of("users", id), out -> out.object("user", user));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root(value = "user", mayBeEmpty = true) WireObject sent) {
        CompanyType companyType = companies.get(caller.companyId()).type();
        User user = users.change(caller.companyId(), caller.userId(), id, (changer, standing) -> {
            checkLevel(changer, standing);
            if (sent.isEmpty()) {
                return standing;
            }
            User changed = standing.changedBy(sent, companyType, clock.after(standing.updatedAt()))
                    .atLevel(sent);
            checkLevel(changer, changed);
            if (changer.id() == id && changed.level() != standing.level()) {
                throw notAllowed();
            }
            sent.complaints().throwIfAny();
            return changed;
        });
        return sent.isEmpty() ? Answer.unchanged(out -> out.object("user", user)) : one(user);
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        users.remove(caller.companyId(), caller.userId(), id, (remover, removed) -> {
            checkLevel(remover, removed);
            if (remover.id() == removed.id()) {
                throw notAllowed();
            }
            return removed;
        });
        return Answer.empty();
    }

    /** Nobody gives what they do not have, or touches those above them. */
    private static void checkLevel(User changer, User other) {
        if (!changer.level().includes(other.level())) {
            throw notAllowed();
        }
    }

    private static WireException notAllowed() {
        return WireException.forbidden(Requires.NOT_ALLOWED);
    }

    private static Answer one(@Nullable User user) {
        if (user == null) {
            throw WireException.notFound();
        }
        return Answer.ok(out -> out.object("user", user)).lastModified(user.updatedAt());
    }
}
