package org.sequitur.chaos;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.chaos.Stored.Counts;
import org.sequitur.chaos.Stored.Document;
import org.sequitur.chaos.Stored.Last;
import org.sequitur.chaos.Stored.Lines;
import org.sequitur.chaos.Stored.Scope;

/** What must hold in each company, whatever its clients were told: the references, the lines, the counts, the sequences. */
final class BooksCheck {

    private static final BigDecimal TOTAL = new BigDecimal(60);

    private final Told told;
    private final Stored stored;
    private final List<String> findings = new ArrayList<>();

    BooksCheck(Told told, Stored stored) {
        this.told = told;
        this.stored = stored;
    }

    List<String> findings() {
        Set<Long> known = new HashSet<>();
        stored.documents.forEach((company, documents) -> {
            unique(company, documents);
            switch (Objects.requireNonNull(told.companies.get(company))) {
                case CONSECUTIVE -> consecutive(company, documents);
                case MIXED -> byTheRules(company, documents);
                case DELETING -> {}
            }
            lines(company, documents);
            counts(company, documents);
            documents.forEach(document -> known.add(document.id()));
        });
        stored.lines.keySet().stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> findings.add("there are lines without their document " + id));
        sequences();
        return findings;
    }

    private void unique(long company, List<Document> documents) {
        Map<String, Document> seen = new HashMap<>();
        for (Document document : documents) {
            Document other = seen.put(document.reference(), document);
            if (other != null) {
                findings.add("company " + company + " has a reference twice: " + other + " and " + document);
            }
        }
    }

    private void consecutive(long company, List<Document> documents) {
        for (int i = 0; i < documents.size(); i++) {
            String expected = "%03d".formatted(i + 1);
            if (!documents.get(i).reference().equals(expected)) {
                findings.add("company " + company + " should have " + expected + " next, and has " + documents.get(i));
                return;
            }
        }
    }

    private void byTheRules(long company, List<Document> documents) {
        Map<String, String> asked = new HashMap<>();
        told.courses.values().stream()
                .filter(course -> course.task.company() == company)
                .flatMap(course -> course.task.invoices().stream())
                .filter(wanted -> wanted.reference() != null)
                .forEach(wanted -> asked.put(wanted.tag(), String.valueOf(wanted.reference())));
        NumberingRule rule = new NumberingRule();
        for (Document document : documents) {
            if (!asked.containsKey(String.valueOf(document.tag()))) {
                String expected = rule.next(document.scope());
                if (!expected.equals(document.reference())) {
                    findings.add("company " + company + ": the rules give " + expected + " to " + document);
                }
            }
            rule.created(document.scope(), document.reference());
        }
    }

    private void lines(long company, List<Document> documents) {
        for (Document document : documents) {
            Lines lines = stored.lines.getOrDefault(document.id(), new Lines(0, BigDecimal.ZERO));
            if (lines.count() != Workload.LINES
                    || lines.sum().compareTo(TOTAL) != 0
                    || document.total().compareTo(TOTAL) != 0) {
                findings.add("company " + company + " has " + lines + " of " + document);
            }
        }
    }

    private void counts(long company, List<Document> documents) {
        Map<String, Long> states = new HashMap<>();
        documents.forEach(document -> states.merge(document.state(), 1L, Long::sum));
        Counts counted = new Counts(
                states.getOrDefault("draft", 0L),
                states.getOrDefault("scheduled", 0L),
                states.getOrDefault("sent", 0L),
                states.getOrDefault("cancelled", 0L));
        if (!counted.equals(stored.registers.get(company))) {
            findings.add("company " + company + " has " + counted + ", and its register says "
                    + stored.registers.get(company));
        }
    }

    /** Each sequence stands at its newest document whose reference ends in a digit. */
    private void sequences() {
        Map<Scope, @Nullable Last> newest = new HashMap<>();
        stored.sequences.keySet().forEach(scope -> newest.put(scope, null));
        stored.documents.values().stream().flatMap(List::stream).forEach(document -> {
            if (NumberingRule.isNumbered(document.reference())) {
                newest.put(document.scope(), new Last(document.reference(), document.id()));
            }
        });
        newest.forEach((scope, last) -> {
            if (!Objects.equals(last, stored.sequences.get(scope))) {
                findings.add(scope + " should stand at " + last + " and stands at " + stored.sequences.get(scope));
            }
        });
    }
}
