package org.sequitur.task;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.project.Projects;
import org.sequitur.record.RecordTable;
import org.sequitur.store.Columns;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Body;
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

/** {@code /v2/tasks}: the project of a new one is in the query, or in the body. */
@Controller
@RequestMapping("/v2/tasks")
@Requires(PermissionLevel.CONTACTS_AND_PROJECTS)
class TaskRoutes {

    private static final String ROOT = "task";

    private static final Map<String, String> SORTS = Map.of(
            "name", "lower(task.name) COLLATE \"C\"",
            "project", "lower(project.name) COLLATE \"C\"",
            "billing_rate", "task.billing_rate",
            "created_at", "task.created_at",
            "updated_at", "task.updated_at");

    private final RecordTable<Task> tasks;
    private final Projects projects;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    TaskRoutes(Tasks tasks, Projects projects, RecordClock clock, BaseUrl baseUrl) {
        this.tasks = tasks.table();
        this.projects = projects;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    @Requires(PermissionLevel.TIME)
    Answer list(Caller caller, ListQuery query) {
        Selection selection = selection(caller.companyId(), query.text("view"));
        Long project = query.reference("project");
        if (project != null && !projects.exists(caller.companyId(), project)) {
            throw WireException.notFound();
        }
        Instant since = query.updatedSince();
        selection
                .narrow("task.project_id = ?", project)
                .narrow("task.updated_at >= ?", since == null ? null : Columns.timestamp(since));
        List<Task> page = tasks.list(selection, query.order("name", SORTS, "task.id"), query);
        List<Body> visible =
                page.stream().map(task -> task.visibleTo(caller.level())).toList();
        return Answer.list(query, tasks.count(selection), "tasks", ROOT, visible);
    }

    private Selection selection(long companyId, @Nullable String view) {
        Selection selection = tasks.of(companyId);
        return switch (view) {
            case null -> selection;
            case "all" -> selection;
            case "active" -> selection.and("task.status = 'Active'");
            case "completed" -> selection.and("task.status = 'Completed'");
            case "hidden" -> selection.and("task.status = 'Hidden'");
            default -> throw ListQuery.unknownView();
        };
    }

    @GetMapping("/{id}")
    @Requires(PermissionLevel.TIME)
    Answer show(Caller caller, @PathVariable long id) {
        Task task = tasks.get(caller.companyId(), id);
        return Answer.ok(body(caller, task)).lastModified(task.updatedAt());
    }

    @PostMapping
    Answer create(Caller caller, ListQuery query, @Root(ROOT) WireObject sent) {
        Long asked = query.reference("project");
        Long project = asked == null ? sent.reference("project", null) : asked;
        if (project == null) {
            throw WireException.invalid("project can't be blank");
        }
        Instant now = clock.now();
        Task task = Task.unsaved(project, projects.rate(caller.companyId(), project), now)
                .changedBy(sent, now);
        long id = tasks.add(caller.companyId(), task);
        return Answer.created(baseUrl.of("tasks", id), body(caller, tasks.get(caller.companyId(), id)));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root(ROOT) WireObject sent) {
        Task changed = tasks.change(
                caller.companyId(), id, standing -> standing.changedBy(sent, clock.after(standing.updatedAt())));
        return Answer.ok(body(caller, changed));
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        tasks.remove(caller.companyId(), id, WireException.invalid("task has timeslips and cannot be deleted"));
        return Answer.empty();
    }

    private static Body body(Caller caller, Task task) {
        return task.visibleTo(caller.level()).under(ROOT);
    }
}
