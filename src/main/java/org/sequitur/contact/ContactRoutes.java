package org.sequitur.contact;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.Companies;
import org.sequitur.company.Company;
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

/** {@code /v2/contacts}. */
@Controller
@RequestMapping("/v2/contacts")
@Requires(PermissionLevel.CONTACTS_AND_PROJECTS)
class ContactRoutes {

    private static final Set<String> SORTS = Set.of("name", "created_at", "updated_at");

    private final Contacts contacts;
    private final Companies companies;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    ContactRoutes(Contacts contacts, Companies companies, RecordClock clock, BaseUrl baseUrl) {
        this.contacts = contacts;
        this.companies = companies;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    @Requires(PermissionLevel.TIME)
    Answer list(Caller caller, ListQuery query) {
        Selection selection = selection(caller.companyId(), query.text("view"));
        Instant updatedSince = query.updatedSince();
        if (updatedSince != null) {
            selection.and("updated_at >= ?", Columns.timestamp(updatedSince));
        }
        List<ContactProfile> page =
                contacts.list(caller.companyId(), selection, order(query.sort("name", SORTS)), query);
        return Answer.list(
                query,
                contacts.count(selection),
                out -> out.list(
                        "contacts",
                        "contact",
                        page,
                        (element, profile) -> profile.visibleTo(caller.level()).write(element)));
    }

    private static Selection selection(long companyId, @Nullable String view) {
        Selection selection = new Selection("company_id = ?", companyId);
        return switch (view) {
            case "all" -> selection;
            case null -> selection.and("status = ?", Contact.ACTIVE);
            case "active" -> selection.and("status = ?", Contact.ACTIVE);
            case "hidden" -> selection.and("status = ?", Contact.HIDDEN);
            case "clients" -> selection.and(has("project", "") + " OR " + has("document", ""));
            case "active_projects" -> selection.and(has("project", "AND status = 'Active'"));
            case "completed_projects" -> selection.and(has("project", "AND status = 'Completed'"));
            case "open_clients" -> selection.and(has("document", """
                    AND kind = 'invoice' AND state = 'sent' AND paid_value <> total_value AND written_off_date IS NULL
                    """));
            // A contact becomes a supplier by a bill, and there are none yet.
            case "suppliers", "open_suppliers" -> selection.and("false");
            default -> throw ListQuery.unknownView();
        };
    }

    private static String has(String table, String condition) {
        return """
                EXISTS (SELECT 1 FROM %1$s
                    WHERE %1$s.company_id = contact.company_id AND %1$s.contact_id = contact.id %2$s)
                """.formatted(table, condition);
    }

    private static String order(ListQuery.Sort sort) {
        String direction = sort.descending() ? " DESC" : "";
        String column = "name".equals(sort.field()) ? "sort_name" : sort.field();
        return "contact." + column + direction + ", contact.id" + direction;
    }

    @GetMapping("/{id}")
    @Requires(PermissionLevel.TIME)
    Answer show(Caller caller, @PathVariable long id) {
        ContactProfile profile = existing(caller, id);
        return Answer.ok(out -> out.object("contact", profile.visibleTo(caller.level())))
                .lastModified(profile.contact().updatedAt());
    }

    @PostMapping
    Answer create(Caller caller, @Root("contact") WireObject sent) {
        Company company = companies.get(caller.companyId());
        Instant now = clock.now();
        Contact contact = Contact.unsaved(company, now).changedBy(sent, company, now);
        sent.complaints().throwIfAny();
        long id = contacts.add(caller.companyId(), contact);
        return Answer.created(baseUrl.of("contacts", id), existing(caller, id).underItsRoot());
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root("contact") WireObject sent) {
        Company company = companies.get(caller.companyId());
        contacts.change(caller.companyId(), id, standing -> {
            Contact changed = standing.changedBy(sent, company, clock.after(standing.updatedAt()));
            sent.complaints().throwIfAny();
            return changed;
        });
        return Answer.ok(existing(caller, id).underItsRoot());
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        contacts.remove(caller.companyId(), id);
        return Answer.empty();
    }

    private ContactProfile existing(Caller caller, long id) {
        ContactProfile profile = contacts.find(caller.companyId(), id);
        if (profile == null) {
            throw WireException.notFound();
        }
        return profile;
    }
}
