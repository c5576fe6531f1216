package org.sequitur.explanation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.bank.BankTransaction;
import org.sequitur.bank.BankTransactions;
import org.sequitur.bank.TransactionExplanations;
import org.sequitur.category.Categories;
import org.sequitur.category.Category;
import org.sequitur.company.Companies;
import org.sequitur.company.Company;
import org.sequitur.wire.ApiVersion;
import org.sequitur.wire.Body;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Explanations as the wire shows them, with the names of what they are booked to and the texts of their lines. */
@Component
final class ShownExplanations implements TransactionExplanations {

    private static final String OLDEST_FIRST = "bank_transaction_explanation.id";

    private final Explanations explanations;
    private final ExplanationAttachments attachments;
    private final ObjectProvider<BankTransactions> transactions;
    private final Categories categories;
    private final Companies companies;

    ShownExplanations(
            Explanations explanations,
            ExplanationAttachments attachments,
            ObjectProvider<BankTransactions> transactions,
            Categories categories,
            Companies companies) {
        this.explanations = explanations;
        this.attachments = attachments;
        this.transactions = transactions;
        this.categories = categories;
        this.companies = companies;
    }

    @Override
    public Map<Long, List<Body>> of(long companyId, Collection<Long> transactionIds, ApiVersion version) {
        List<Explanation> found = explanations
                .table()
                .all(
                        explanations
                                .table()
                                .of(companyId)
                                .and("bank_transaction_explanation.bank_transaction_id = ANY (?)", (Object)
                                        transactionIds.toArray(Long[]::new)),
                        OLDEST_FIRST);
        List<Body> bodies = shown(companies.get(companyId), found, version);
        Map<Long, List<Body>> byLine = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            byLine.computeIfAbsent(found.get(i).transactionId(), line -> new ArrayList<>())
                    .add(bodies.get(i));
        }
        return byLine;
    }

    Body shown(Company company, Explanation explanation, ApiVersion version) {
        return shown(company, List.of(explanation), version).getFirst();
    }

    List<Body> shown(Company company, List<Explanation> each, ApiVersion version) {
        Map<Long, String> texts = texts(company.id(), each);
        Map<Long, List<Body>> files =
                attachments.of(company.id(), each.stream().map(Explanation::id).toList());
        Map<String, @Nullable Category> known = new HashMap<>();
        return each.stream()
                .map(explanation -> {
                    String code = explanation.purpose().category();
                    Category category =
                            code == null ? null : known.computeIfAbsent(code, name -> categories.find(company, name));
                    return (Body) out -> new ExplanationRepresentation(company, explanation, category, version)
                            .write(
                                    out,
                                    texts.getOrDefault(explanation.transactionId(), ""),
                                    files.getOrDefault(explanation.id(), List.of()));
                })
                .toList();
    }

    private Map<Long, String> texts(long companyId, List<Explanation> each) {
        if (each.isEmpty()) {
            return Map.of();
        }
        Long[] ids = each.stream().map(Explanation::transactionId).distinct().toArray(Long[]::new);
        BankTransactions all = Objects.requireNonNull(transactions.getObject());
        return all
                .table()
                .all(
                        all.table().of(companyId).and("bank_transaction.id = ANY (?)", (Object) ids),
                        "bank_transaction.id")
                .stream()
                .collect(Collectors.toMap(BankTransaction::id, BankTransaction::fullDescription));
    }
}
