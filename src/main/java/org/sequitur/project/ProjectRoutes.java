package org.sequitur.project;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.contact.ContactProfile;
import org.sequitur.contact.Contacts;
import org.sequitur.store.Columns;
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

/** {@code /v2/projects}. */
@Controller
@RequestMapping("/v2/projects")
@Requires(PermissionLevel.CONTACTS_AND_PROJECTS)
class ProjectRoutes {

    private static final Map<String, String> SORTS = Map.of(
            "name", "lower(project.name) COLLATE \"C\"",
            "contact_name", "contact.sort_name",
            "contact_display_name",
                    "lower(concat_ws(' ', contact.organisation_name, contact.first_name, contact.last_name)) COLLATE \"C\"",
            "created_at", "project.created_at",
            "updated_at", "project.updated_at");

    private final Projects projects;
    private final Contacts contacts;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    ProjectRoutes(Projects projects, Contacts contacts, RecordClock clock, BaseUrl baseUrl) {
        this.projects = projects;
        this.contacts = contacts;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        Selection selection = selection(caller.companyId(), query.text("view"));
        Long contactId = query.reference("contact");
        if (contactId != null) {
            if (!contacts.exists(caller.companyId(), contactId)) {
                throw WireException.notFound();
            }
            selection.and("project.contact_id = ?", contactId);
        }
        Instant updatedSince = query.updatedSince();
        if (updatedSince != null) {
            selection.and("project.updated_at >= ?", Columns.timestamp(updatedSince));
        }
        List<ProjectEntry> page = projects.entries().list(selection, query.order("name", SORTS, "project.id"), query);
        List<ProjectEntry> shown = query.flag("nested") ? nested(caller.companyId(), page) : page;
        return Answer.list(query, projects.entries().count(selection), "projects", "project", shown);
    }

    private static Selection selection(long companyId, @Nullable String view) {
        Selection selection = new Selection("project.company_id = ?", companyId);
        return switch (view) {
            case null -> selection;
            case "all" -> selection;
            case "active" -> selection.and("project.status = ?", "Active");
            case "completed" -> selection.and("project.status = ?", "Completed");
            case "cancelled" -> selection.and("project.status = ?", "Cancelled");
            case "hidden" -> selection.and("project.status = ?", "Hidden");
            default -> throw ListQuery.unknownView();
        };
    }

    private List<ProjectEntry> nested(long companyId, List<ProjectEntry> page) {
        Set<Long> ids = page.stream().map(entry -> entry.project().contactId()).collect(Collectors.toSet());
        Map<Long, ContactProfile> profiles = contacts.profiles(companyId, ids);
        return page.stream()
                .map(entry -> entry.withContact(profiles.get(entry.project().contactId())))
                .toList();
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        ProjectEntry entry = projects.get(caller.companyId(), id);
        return Answer.ok(entry.under("project")).lastModified(entry.project().updatedAt());
    }

    @PostMapping
    Answer create(Caller caller, @Root("project") WireObject sent) {
        Instant now = clock.now();
        Project project = Project.unsaved(now).changedBy(sent, false, now);
        checkContact(caller, project, sent);
        sent.complaints().throwIfAny();
        long id = projects.add(caller.companyId(), project);
        return Answer.created(
                baseUrl.of("projects", id), projects.get(caller.companyId(), id).under("project"));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root("project") WireObject sent) {
        projects.change(caller.companyId(), id, (standing, hasDocuments) -> {
            Project changed = standing.changedBy(sent, hasDocuments, clock.after(standing.updatedAt()));
            checkContact(caller, changed, sent);
            sent.complaints().throwIfAny();
            return changed;
        });
        return Answer.ok(projects.get(caller.companyId(), id).under("project"));
    }

    private void checkContact(Caller caller, Project project, WireObject sent) {
        boolean isNamed = sent.has("contact") && !sent.isCleared("contact");
        boolean isUnknown = isNamed && !contacts.exists(caller.companyId(), project.contactId());
        sent.complaints().addIf(isUnknown, "Contact not found");
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        projects.remove(caller.companyId(), id);
        return Answer.empty();
    }
}
