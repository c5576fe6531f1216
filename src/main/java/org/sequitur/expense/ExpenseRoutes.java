package org.sequitur.expense;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.attachment.AttachmentChange;
import org.sequitur.company.Companies;
import org.sequitur.company.Company;
import org.sequitur.project.Projects;
import org.sequitur.record.RecordTable;
import org.sequitur.store.Columns;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
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

/** {@code /v2/expenses}: everybody's own; those of others from {@link PermissionLevel#TAX_ACCOUNTING_AND_USERS} on. */
@Controller
@RequestMapping("/v2/expenses")
@Requires(PermissionLevel.MY_MONEY)
class ExpenseRoutes {

    private static final String ROOT = "expense";
    private static final String LIST = "expenses";
    private static final int MOST = 100;
    private static final int RECENT_DAYS = 30;
    private static final int RECENT_NUMBER = 25;

    private static final Map<String, String> SORTS = Map.of(
            "dated_on", "expense.dated_on",
            "created_at", "expense.created_at",
            "updated_at", "expense.updated_at");

    private final Expenses expenses;
    private final ExpenseAttachments attachments;
    private final RecordTable<Expense> table;
    private final ExpenseReferences references;
    private final Companies companies;
    private final Projects projects;
    private final RecordClock recordClock;
    private final Clock clock;
    private final BaseUrl baseUrl;

    ExpenseRoutes(
            Expenses expenses,
            ExpenseAttachments attachments,
            ExpenseReferences references,
            Companies companies,
            Projects projects,
            RecordClock recordClock,
            Clock clock,
            BaseUrl baseUrl) {
        this.expenses = expenses;
        this.attachments = attachments;
        this.table = expenses.table();
        this.references = references;
        this.companies = companies;
        this.projects = projects;
        this.recordClock = recordClock;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    /** Newest day first. */
    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        Selection selection = table.of(caller.companyId());
        Long own = ExpenseReferences.seesOthers(caller) ? null : (Long) caller.userId();
        selection.narrow("expense.user_id = ?", own);
        switch (query.text("view")) {
            case null -> {}
            case "all" -> {}
            case "recurring" -> selection.and("expense.recurring IS NOT NULL");
            case "recent" -> recent(caller, selection, own);
            default -> throw ListQuery.unknownView();
        }
        Long project = query.reference("project");
        if (project != null && !projects.exists(caller.companyId(), project)) {
            throw WireException.notFound();
        }
        Instant since = query.updatedSince();
        selection
                .narrow("expense.dated_on >= ?", query.date("from_date"))
                .narrow("expense.dated_on <= ?", query.date("to_date"))
                .narrow("expense.updated_at >= ?", since == null ? null : Columns.timestamp(since))
                .narrow("expense.project_id = ?", project)
                .narrow("expense.user_id = ?", query.reference("user"));
        String order = query.text("sort") == null
                ? "expense.dated_on DESC, expense.id DESC"
                : query.order("dated_on", SORTS, "expense.id");
        List<Body> page = attachments.shown(caller, table.list(selection, order, query));
        return Answer.list(query, table.count(selection), LIST, ROOT, page);
    }

    /** Of the last thirty days, and the newest ones whatever their day. */
    private void recent(Caller caller, Selection selection, @Nullable Long own) {
        LocalDate since = companies.get(caller.companyId()).today(clock).minusDays(RECENT_DAYS);
        String newest = "SELECT e.id FROM expense e WHERE e.company_id = ?" + (own == null ? "" : " AND e.user_id = ?")
                + " ORDER BY e.dated_on DESC, e.id DESC LIMIT " + RECENT_NUMBER;
        String condition = "expense.dated_on >= ? OR expense.id IN (" + newest + ")";
        if (own == null) {
            selection.and(condition, since, caller.companyId());
        } else {
            selection.and(condition, since, caller.companyId(), own);
        }
    }

    @GetMapping("/mileage_settings")
    Answer mileageSettings() {
        return Answer.ok(ExpenseRepresentation.mileageSettings().under("mileage_settings"));
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        Expense expense = ExpenseReferences.visible(caller, table.get(caller.companyId(), id));
        return one(caller, expense).lastModified(expense.updatedAt());
    }

    /** One, or a list of which all are stored or none. */
    @PostMapping
    Answer create(Caller caller, @Root(ROOT) WireObject sent) {
        boolean isList = sent.has(LIST);
        List<WireObject> each = isList ? listed(sent) : List.of(sent);
        List<Expense> stored = expenses.together(() -> add(caller, each, isList));
        List<Body> shown = attachments.shown(caller, stored);
        return isList
                ? Answer.created(
                        baseUrl.of("/v2/expenses"),
                        out -> out.list(LIST, ROOT, shown, (element, expense) -> expense.write(element)))
                : Answer.created(
                        baseUrl.of(LIST, stored.getFirst().id()),
                        shown.getFirst().under(ROOT));
    }

    private static List<WireObject> listed(WireObject sent) {
        List<WireObject> each = Objects.requireNonNullElse(sent.objects(LIST), List.of());
        if (each.isEmpty()) {
            throw WireException.badRequest("param is missing or the value is empty: " + LIST);
        }
        if (each.size() > MOST) {
            throw WireException.invalid(LIST + " is too long (maximum is " + MOST + " expenses)");
        }
        return each;
    }

    /** As they are stored, in the transaction that stores them. */
    private List<Expense> add(Caller caller, List<WireObject> each, boolean isList) {
        Company company = companies.get(caller.companyId());
        Complaints complaints = new Complaints();
        List<Expense> asked = new ArrayList<>(each.size());
        List<WireObject> read = each.stream().map(WireObject::withOwnComplaints).toList();
        for (WireObject sent : read) {
            Instant now = recordClock.now();
            asked.add(references.checked(
                    caller, company, Expense.unsaved(company, now).changedBy(sent, company, now), sent));
        }
        List<AttachmentChange> files = read.stream().map(AttachmentChange::in).toList();
        boolean isComplete = read.stream().allMatch(sent -> sent.complaints().isEmpty());
        if (isComplete) {
            expenses.lockCounting(company.id(), asked);
        }
        List<Long> ids = new ArrayList<>(each.size());
        for (int i = 0; i < asked.size(); i++) {
            Complaints own = read.get(i).complaints();
            if (isComplete) {
                Expense expense = asked.get(i).settled(expenses.facts(company, asked.get(i)), company, own);
                if (own.isEmpty()) {
                    long id = table.add(company.id(), expense);
                    attachments.apply(caller, id, files.get(i));
                    ids.add(id);
                }
            }
            complaints.addAll(isList ? LIST + "[" + i + "]: " : "", own);
        }
        complaints.throwIfAny();
        return ids.stream().map(id -> table.get(company.id(), id)).toList();
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root(ROOT) WireObject sent) {
        Company company = companies.get(caller.companyId());
        AttachmentChange file = AttachmentChange.in(sent);
        table.change(caller.companyId(), id, standing -> {
            Expense asked = references.checked(
                    caller,
                    company,
                    ExpenseReferences.visible(caller, standing)
                            .changedBy(sent, company, recordClock.after(standing.updatedAt())),
                    sent);
            sent.complaints().throwIfAny();
            Expense changed = asked.settled(expenses.facts(company, asked), company, sent.complaints());
            standing.checkLocks(changed, sent.complaints());
            sent.complaints().throwIfAny();
            attachments.apply(caller, id, file);
            return changed;
        });
        return one(caller, table.get(caller.companyId(), id));
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        expenses.remove(caller.companyId(), id, expense -> ExpenseReferences.visible(caller, expense));
        return Answer.empty();
    }

    private Answer one(Caller caller, Expense expense) {
        return Answer.ok(attachments.shown(caller, expense).under(ROOT));
    }
}
