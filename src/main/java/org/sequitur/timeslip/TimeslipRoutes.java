package org.sequitur.timeslip;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sequitur.project.Projects;
import org.sequitur.record.RecordTable;
import org.sequitur.store.Columns;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.task.Tasks;
import org.sequitur.user.Users;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Body;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;
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

/** {@code /v2/timeslips}: everybody's own; those of others from {@link PermissionLevel#CONTACTS_AND_PROJECTS} on. */
@Controller
@RequestMapping("/v2/timeslips")
@Requires(PermissionLevel.TIME)
class TimeslipRoutes {

    private static final String ROOT = "timeslip";
    private static final String LIST = "timeslips";
    private static final int MOST = 1_000;

    private static final Map<String, String> SORTS = Map.of(
            "dated_on", "timeslip.dated_on",
            "created_at", "timeslip.created_at",
            "updated_at", "timeslip.updated_at");

    private final Timeslips timeslips;
    private final RecordTable<Timeslip> table;
    private final NestedRecords nested;
    private final Users users;
    private final Tasks tasks;
    private final Projects projects;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    TimeslipRoutes(
            Timeslips timeslips,
            NestedRecords nested,
            Users users,
            Tasks tasks,
            Projects projects,
            RecordClock clock,
            BaseUrl baseUrl) {
        this.timeslips = timeslips;
        this.table = timeslips.table();
        this.nested = nested;
        this.users = users;
        this.tasks = tasks;
        this.projects = projects;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    /** Newest day first. */
    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        Selection selection = table.of(caller.companyId());
        switch (query.text("view")) {
            case null -> {}
            case "all" -> {}
            case "unbilled" -> selection.and("timeslip.billed_on_invoice_id IS NULL");
            case "running" -> selection.and("timeslip.timer_started_at IS NOT NULL");
            default -> throw ListQuery.unknownView();
        }
        Long task = query.reference("task");
        Long project = query.reference("project");
        if ((task != null && !tasks.exists(caller.companyId(), task))
                || (project != null && !projects.exists(caller.companyId(), project))) {
            throw WireException.notFound();
        }
        Instant since = query.updatedSince();
        selection
                .narrow("timeslip.dated_on >= ?", query.date("from_date"))
                .narrow("timeslip.dated_on <= ?", query.date("to_date"))
                .narrow("timeslip.updated_at >= ?", since == null ? null : Columns.timestamp(since))
                .narrow("timeslip.task_id = ?", task)
                .narrow(
                        "timeslip.task_id IN (SELECT id FROM task WHERE company_id = timeslip.company_id AND project_id = ?)",
                        project)
                .narrow("timeslip.user_id = ?", query.reference("user"))
                .narrow("timeslip.user_id = ?", seesOthers(caller) ? null : caller.userId());
        String order = query.text("sort") == null
                ? "timeslip.dated_on DESC, timeslip.id DESC"
                : query.order("dated_on", SORTS, "timeslip.id");
        List<Timeslip> page = table.list(selection, order, query);
        return Answer.list(query, table.count(selection), LIST, ROOT, bodies(caller, query, page));
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, ListQuery query, @PathVariable long id) {
        Timeslip timeslip = visible(caller, table.get(caller.companyId(), id));
        return one(caller, query, timeslip).lastModified(timeslip.updatedAt());
    }

    /** One, or a list of which all are stored or none. */
    @PostMapping
    Answer create(Caller caller, ListQuery query, @Root(ROOT) WireObject sent) {
        List<WireObject> each = sent.has(LIST) ? listed(sent) : List.of(sent);
        List<Timeslip> made = new ArrayList<>(each.size());
        Complaints complaints = new Complaints();
        for (int i = 0; i < each.size(); i++) {
            WireObject one = each.get(i).withOwnComplaints();
            Instant now = clock.now();
            Timeslip timeslip = Timeslip.unsaved(now).changedBy(one, now);
            check(caller, timeslip, one);
            complaints.addAll(sent.has(LIST) ? LIST + "[" + i + "]: " : "", one.complaints());
            made.add(timeslip);
        }
        complaints.throwIfAny();
        List<Long> ids = timeslips.add(caller.companyId(), made);
        List<Timeslip> stored =
                ids.stream().map(id -> table.get(caller.companyId(), id)).toList();
        List<Body> bodies = bodies(caller, query, stored);
        return sent.has(LIST)
                ? Answer.created(
                        baseUrl.of("/v2/timeslips"),
                        out -> out.list(LIST, ROOT, bodies, (element, body) -> body.write(element)))
                : Answer.created(
                        baseUrl.of(LIST, stored.getFirst().id()),
                        bodies.getFirst().under(ROOT));
    }

    private static List<WireObject> listed(WireObject sent) {
        List<WireObject> each = Objects.requireNonNullElse(sent.objects(LIST), List.of());
        if (each.isEmpty()) {
            throw WireException.badRequest("param is missing or the value is empty: " + LIST);
        }
        if (each.size() > MOST) {
            throw WireException.invalid(LIST + " is too long (maximum is " + MOST + " timeslips)");
        }
        return each;
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, ListQuery query, @PathVariable long id, @Root(ROOT) WireObject sent) {
        table.change(caller.companyId(), id, standing -> {
            Timeslip changed = visible(caller, standing).changedBy(sent, clock.after(standing.updatedAt()));
            check(caller, changed, sent);
            sent.complaints().throwIfAny();
            return changed;
        });
        return one(caller, query, table.get(caller.companyId(), id));
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        timeslips.remove(caller.companyId(), id, timeslip -> visible(caller, timeslip));
        return Answer.empty();
    }

    @PostMapping("/{id}/timer")
    Answer start(Caller caller, ListQuery query, @PathVariable long id) {
        return one(caller, query, timeslips.start(caller.companyId(), id, timeslip -> visible(caller, timeslip)));
    }

    @DeleteMapping("/{id}/timer")
    Answer stop(Caller caller, ListQuery query, @PathVariable long id) {
        return one(caller, query, timeslips.stop(caller.companyId(), id, timeslip -> visible(caller, timeslip)));
    }

    private void check(Caller caller, Timeslip timeslip, WireObject sent) {
        if (sent.has("user") && !sent.isCleared("user")) {
            if (!users.exists(caller.companyId(), timeslip.userId())) {
                sent.complaints().add("User not found");
            } else if (!seesOthers(caller) && timeslip.userId() != caller.userId()) {
                throw WireException.forbidden(Requires.NOT_ALLOWED);
            }
        }
        sent.complaints()
                .addIf(
                        sent.has("task")
                                && !sent.isCleared("task")
                                && !tasks.exists(caller.companyId(), timeslip.taskId()),
                        "Task not found");
    }

    /** @throws WireException 404 for somebody else's, to those who see their own only */
    private static Timeslip visible(Caller caller, Timeslip timeslip) {
        if (!seesOthers(caller) && timeslip.userId() != caller.userId()) {
            throw WireException.notFound();
        }
        return timeslip;
    }

    private static boolean seesOthers(Caller caller) {
        return caller.level().includes(PermissionLevel.CONTACTS_AND_PROJECTS);
    }

    private Answer one(Caller caller, ListQuery query, Timeslip timeslip) {
        return Answer.ok(bodies(caller, query, List.of(timeslip)).getFirst().under(ROOT));
    }

    private List<Body> bodies(Caller caller, ListQuery query, List<Timeslip> shown) {
        return nested.of(caller, shown, query.flag("nested"));
    }
}
