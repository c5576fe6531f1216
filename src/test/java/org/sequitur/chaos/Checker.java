package org.sequitur.chaos;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.chaos.Stored.CompanyAnd;
import org.sequitur.chaos.Stored.Document;
import org.sequitur.chaos.Told.Course;
import org.sequitur.chaos.Told.ToldInvoice;
import org.sequitur.cli.VerifyCommand;

/**
 * Compares what clients were told with what is stored. It knows nothing but their log and the database, and looks when both are at
 * rest. What each task may have come to is judged here, what holds for each company by itself in {@link BooksCheck}.
 */
public final class Checker {

    private static final int MOST_FINDINGS = 40;

    private final Told told;
    private final Stored stored;
    private final Map<CompanyAnd, List<Document>> byTag = new HashMap<>();
    private final Set<CompanyAnd> references = new HashSet<>();
    private final Map<Long, Integer> positions = new HashMap<>();
    private final Map<Long, Document> byId = new HashMap<>();

    /** Ids of invoices that a client wanted deleted, and whether it was told that they are. */
    private final Map<Long, Boolean> deletes = new HashMap<>();

    private final List<String> findings = new ArrayList<>();

    private Checker(Told told, Stored stored) {
        this.told = told;
        this.stored = stored;
        stored.documents.forEach((company, documents) -> {
            for (int i = 0; i < documents.size(); i++) {
                Document document = documents.get(i);
                positions.put(document.id(), i);
                byId.put(document.id(), document);
                references.add(new CompanyAnd(company, document.reference()));
                byTag.computeIfAbsent(new CompanyAnd(company, String.valueOf(document.tag())), tag -> new ArrayList<>())
                        .add(document);
            }
        });
        for (Course course : told.courses.values()) {
            if (course.task.kind() == Task.Kind.DELETE) {
                deletes.merge(course.task.target(), course.was(200) || course.was(404), Boolean::logicalOr);
            }
        }
    }

    /** What is wrong; nothing, if all is well. */
    static List<String> check(Path log, Connection database) throws IOException, SQLException {
        Told told = Told.read(log);
        Stored stored = Stored.read(database, told.companies.keySet());
        Checker checker = new Checker(told, stored);
        checker.everyCourse();
        checker.nothingFromNowhere();
        checker.findings.addAll(new BooksCheck(told, stored).findings());
        List<String> findings = checker.findings;
        if (findings.size() > MOST_FINDINGS) {
            List<String> first = new ArrayList<>(findings.subList(0, MOST_FINDINGS));
            first.add("and " + (findings.size() - MOST_FINDINGS) + " more");
            return first;
        }
        return List.copyOf(findings);
    }

    /** The same, and what verifying the books of these companies finds. */
    public static List<String> checkAndVerify(Path log, Connection database, List<Workload.Place> places)
            throws IOException, SQLException {
        List<String> findings = new ArrayList<>(check(log, database));
        for (Workload.Place place : places) {
            VerifyCommand.verification(null, null).run(database, place.company()).told().stream()
                    .map(breach -> "company " + place.company() + " is not whole: " + breach)
                    .forEach(findings::add);
        }
        return findings;
    }

    private void everyCourse() {
        for (Course course : told.courses.values()) {
            statuses(course);
            switch (course.task.kind()) {
                case CREATE -> create(course);
                case INVALID, OTHER_PAYLOAD -> nothing(course);
                case CONTACT -> contact(course);
                case DELETE -> delete(course);
            }
        }
    }

    private void statuses(Course course) {
        List<Integer> allowed = switch (course.task.kind()) {
            case CREATE -> course.task.isForReference() ? List.of(0, 201, 409, 422, 503) : List.of(0, 201, 409, 503);
            case INVALID, OTHER_PAYLOAD -> List.of(0, 409, 422, 503);
            case CONTACT -> List.of(0, 201, 409, 503);
            case DELETE -> List.of(0, 200, 404, 503);
        };
        for (int status : course.statuses) {
            if (!allowed.contains(status)) {
                find(course, "was answered " + status + " " + course.refusals);
            }
        }
        if (course.bodies.size() > 1) {
            find(course, "was answered 201 with " + course.bodies.size() + " different bodies");
        }
        if (course.was(201) && course.was(422)) {
            find(course, "was answered both 201 and 422");
        }
    }

    private void create(Course course) {
        int there = 0;
        int gone = 0;
        for (int i = 0; i < course.task.invoices().size(); i++) {
            Task.Wanted wanted = course.task.invoices().get(i);
            List<Document> documents = documents(course, wanted.tag());
            if (documents.size() > 1) {
                find(course, "is stored " + documents.size() + " times: " + documents);
            }
            ToldInvoice invoice = i < course.invoices.size() ? course.invoices.get(i) : null;
            if (documents.isEmpty()) {
                gone += invoice != null && deletes.containsKey(invoice.id()) ? 1 : 0;
            } else {
                there++;
                asWanted(course, wanted, documents.getFirst());
            }
        }
        int wanted = course.task.invoices().size();
        if (there + gone != 0 && there + gone != wanted) {
            find(course, "is a list of " + wanted + ", of which " + there + " are stored");
        }
        if (course.was(201)) {
            acknowledged(course);
        }
        if (course.was(422)) {
            refused(course, there);
        }
        if (course.task.key() == null && saysThatNothingWasStored(course) && there > 0) {
            find(course, "is stored, though the server said that nothing was");
        }
        together(course);
        kept(course, there + gone > 0);
    }

    private void asWanted(Course course, Task.Wanted wanted, Document document) {
        if (wanted.reference() != null && !wanted.reference().equals(document.reference())) {
            find(course, "asked for " + wanted.reference() + " and is stored as " + document.reference());
        }
        if (!wanted.scope().equals(document.scope().kind())) {
            find(course, "belongs to the sequence of the " + wanted.scope() + " and is stored in another: " + document);
        }
    }

    private void acknowledged(Course course) {
        if (course.invoices.size() != course.task.invoices().size()) {
            find(course, "was answered with " + course.invoices.size() + " invoices");
        }
        for (ToldInvoice invoice : course.invoices) {
            Document document = byId.get(invoice.id());
            Boolean deleted = deletes.get(invoice.id());
            if (document == null) {
                if (deleted == null) {
                    find(course, "was acknowledged and is missing: " + invoice);
                }
            } else if (Boolean.TRUE.equals(deleted)) {
                find(course, "was deleted and is there: " + document);
            } else if (!invoice.tag().equals(document.tag())
                    || !invoice.reference().equals(document.reference())
                    || new BigDecimal(invoice.total()).compareTo(document.total()) != 0
                    || invoice.lines() != Workload.LINES) {
                find(course, "was acknowledged as " + invoice + " and is stored as " + document);
            }
        }
    }

    private void refused(Course course, int there) {
        if (there > 0) {
            find(course, "was refused and is stored");
        }
        boolean taken = course.task.invoices().stream()
                .anyMatch(wanted -> wanted.reference() != null
                        && references.contains(new CompanyAnd(course.task.company(), wanted.reference())));
        boolean saysSo = course.refusals.stream().allMatch(body -> body.contains("reference has already been taken"));
        if (!taken || !saysSo) {
            find(course, "was refused for no reason that can be seen: " + course.refusals);
        }
    }

    private static boolean saysThatNothingWasStored(Course course) {
        return course.failures.stream().anyMatch(body -> body.contains("nothing was stored"));
    }

    /** A list stands in one piece, in its order, among the documents of the company. */
    private void together(Course course) {
        @Nullable Integer before = null;
        for (Task.Wanted wanted : course.task.invoices()) {
            List<Document> documents = documents(course, wanted.tag());
            if (documents.isEmpty()) {
                return;
            }
            int position = positions.getOrDefault(documents.getFirst().id(), -1);
            if (before != null && position != before + 1) {
                find(course, "is a list that was not stored in one piece: " + documents.getFirst());
            }
            before = position;
        }
    }

    private void kept(Course course, boolean took) {
        if (course.task.key() == null) {
            return;
        }
        String digest = stored.keptAnswers.get(new CompanyAnd(course.task.company(), course.task.key()));
        if (took != (digest != null)) {
            find(course, took ? "took effect and its answer was not kept" : "had no effect and its answer was kept");
        }
        if (digest != null && !course.bodies.isEmpty() && !course.bodies.contains(digest)) {
            find(course, "was answered otherwise than what was kept");
        }
    }

    private void nothing(Course course) {
        for (Task.Wanted wanted : course.task.invoices()) {
            if (!documents(course, wanted.tag()).isEmpty()) {
                find(course, "must not be stored and is: " + documents(course, wanted.tag()));
            }
        }
        if (course.task.kind() == Task.Kind.INVALID) {
            kept(course, false);
        }
    }

    private void contact(Course course) {
        int there = stored.contacts.getOrDefault(new CompanyAnd(course.task.company(), course.task.name()), 0);
        if (there > 1) {
            find(course, "is a contact that is stored " + there + " times");
        }
        if (course.was(201) && there == 0) {
            find(course, "is a contact that was acknowledged and is missing");
        }
        kept(course, there > 0);
    }

    private void delete(Course course) {
        boolean lostBefore = course.statuses.indexOf(404) > 0;
        if (course.was(404) && !lostBefore) {
            find(course, "was told that the invoice does not exist, which nobody else has deleted");
        }
        if (course.was(200) && byId.containsKey(course.task.target())) {
            find(course, "deleted an invoice that is there: " + byId.get(course.task.target()));
        }
    }

    private void nothingFromNowhere() {
        Map<CompanyAnd, Boolean> wanted = new HashMap<>();
        for (Course course : told.courses.values()) {
            course.task.invoices().forEach(one -> wanted.put(new CompanyAnd(course.task.company(), one.tag()), true));
        }
        byTag.forEach((tag, documents) -> {
            if (!wanted.containsKey(tag)) {
                findings.add("nobody asked for " + documents);
            }
        });
    }

    private List<Document> documents(Course course, String tag) {
        return byTag.getOrDefault(new CompanyAnd(course.task.company(), tag), List.of());
    }

    private void find(Course course, String what) {
        findings.add(course.task.kind() + " " + course.task.name() + " of company " + course.task.company() + " "
                + course.statuses + " " + what);
    }
}
