package org.sequitur.timeslip;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.sequitur.project.Projects;
import org.sequitur.task.Tasks;
import org.sequitur.user.Users;
import org.sequitur.wire.Body;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireWriter;
import org.springframework.stereotype.Component;

/**
 * Writes timeslips, with the user, project and task that each names as a whole if a client asks for that. Whom somebody's level shows
 * only the address of a record elsewhere, is shown no more here.
 */
@Component
final class NestedRecords {

    private final Users users;
    private final Projects projects;
    private final Tasks tasks;

    NestedRecords(Users users, Projects projects, Tasks tasks) {
        this.users = users;
        this.projects = projects;
        this.tasks = tasks;
    }

    /** @param nested whether the client asked for whole records */
    List<Body> of(Caller caller, List<Timeslip> timeslips, boolean nested) {
        if (!nested) {
            return timeslips.stream()
                    .map(timeslip -> body(timeslip, Map.of(), Map.of(), Map.of()))
                    .toList();
        }
        long company = caller.companyId();
        boolean seesUsers = caller.level().includes(PermissionLevel.TAX_ACCOUNTING_AND_USERS);
        boolean seesProjects = caller.level().includes(PermissionLevel.CONTACTS_AND_PROJECTS);
        Map<Long, Body> shownUsers =
                users.bodies(company, seesUsers ? ids(timeslips, Timeslip::userId) : List.of(caller.userId()));
        Map<Long, Body> shownProjects =
                seesProjects ? projects.bodies(company, ids(timeslips, Timeslip::projectId)) : Map.of();
        Map<Long, Body> shownTasks = tasks.bodies(company, ids(timeslips, Timeslip::taskId), caller.level());
        return timeslips.stream()
                .map(timeslip -> body(timeslip, shownUsers, shownProjects, shownTasks))
                .toList();
    }

    private static Collection<Long> ids(List<Timeslip> timeslips, ToLongFunction<Timeslip> id) {
        return timeslips.stream().mapToLong(id).distinct().boxed().toList();
    }

    private static Body body(
            Timeslip timeslip, Map<Long, Body> users, Map<Long, Body> projects, Map<Long, Body> tasks) {
        return out -> {
            out.reference("url", "timeslips", timeslip.id());
            write(out, "user", "users", timeslip.userId(), users.get(timeslip.userId()));
            write(out, "project", "projects", timeslip.projectId(), projects.get(timeslip.projectId()));
            write(out, "task", "tasks", timeslip.taskId(), tasks.get(timeslip.taskId()));
            out.date("dated_on", timeslip.datedOn());
            out.decimal("hours", timeslip.hours());
            out.text("comment", timeslip.comment());
            out.reference("billed_on_invoice", "invoices", timeslip.invoiceId());
            if (timeslip.timerStartedAt() != null) {
                out.object("timer", timer -> {
                    timer.bool("running", true);
                    timer.instant("start_from", timeslip.startFrom());
                });
            }
            out.instant("created_at", timeslip.createdAt());
            out.instant("updated_at", timeslip.updatedAt());
        };
    }

    private static void write(WireWriter out, String name, String collection, long id, @Nullable Body whole) {
        if (whole == null) {
            out.reference(name, collection, id);
        } else {
            out.object(name, whole);
        }
    }
}
