package org.sequitur.explanation;

import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.sequitur.bank.BankAccounts;
import org.sequitur.category.Categories;
import org.sequitur.category.Category;
import org.sequitur.company.Company;
import org.sequitur.company.CompanyType;
import org.sequitur.pricelist.StockItems;
import org.sequitur.project.Projects;
import org.sequitur.property.Properties;
import org.sequitur.user.Users;
import org.sequitur.wire.Complaints;
import org.springframework.stereotype.Component;

/** Whether what explanations refer to is there; documents are looked up by what pays them. */
@Component
final class ExplanationReferences {

    private final Users users;
    private final Projects projects;
    private final Properties properties;
    private final StockItems stock;
    private final Categories categories;
    private final BankAccounts accounts;

    ExplanationReferences(
            Users users,
            Projects projects,
            Properties properties,
            StockItems stock,
            Categories categories,
            BankAccounts accounts) {
        this.users = users;
        this.projects = projects;
        this.properties = properties;
        this.stock = stock;
        this.categories = categories;
        this.accounts = accounts;
    }

    /** @return what it is booked to; null for what has no category, or one that is complained of */
    @Nullable
    Category check(Company company, Explanation explanation, Complaints complaints) {
        long id = company.id();
        Purpose purpose = explanation.purpose();
        complaints.addIf(isMissing(purpose.userId(), user -> users.exists(id, user)), "User not found");
        complaints.addIf(isMissing(purpose.stockItemId(), item -> stock.exists(id, item)), "Stock item not found");
        complaints.addIf(
                isMissing(explanation.projectId(), project -> projects.exists(id, project)), "Project not found");
        complaints.addIf(
                isMissing(purpose.accountId(), account -> accounts.exists(id, account)), "Bank account not found");
        complaints.addIf(
                Objects.equals(purpose.accountId(), explanation.accountId()),
                "transfer_bank_account must be another account");
        String code = purpose.category();
        Category category = code == null ? null : categories.find(company, code);
        complaints.addIf(code != null && category == null, "Category not found");
        checkProperty(company, explanation, complaints);
        return category;
    }

    private void checkProperty(Company company, Explanation explanation, Complaints complaints) {
        if (company.type() != CompanyType.UK_UNINCORPORATED_LANDLORD) {
            complaints.addIf(explanation.propertyId() != null, "property can't be set for this company");
            return;
        }
        complaints.addIf(
                explanation.propertyId() == null && explanation.purpose().isTaxable(), "property can't be blank");
        complaints.addIf(
                isMissing(explanation.propertyId(), property -> properties.exists(company.id(), property)),
                "Property not found");
    }

    private static boolean isMissing(@Nullable Long id, LongPredicate lookup) {
        return id != null && !lookup.test(id);
    }
}
