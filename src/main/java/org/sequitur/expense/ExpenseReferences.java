package org.sequitur.expense;

import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.sequitur.category.Categories;
import org.sequitur.category.NominalCode;
import org.sequitur.company.Company;
import org.sequitur.company.CompanyType;
import org.sequitur.pricelist.StockItems;
import org.sequitur.project.Projects;
import org.sequitur.property.Properties;
import org.sequitur.user.Users;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Component;

/** Whether what expenses refer to is there, and whose expenses somebody may see. */
@Component
final class ExpenseReferences {

    private final Categories categories;
    private final Users users;
    private final Projects projects;
    private final Properties properties;
    private final StockItems stock;

    ExpenseReferences(Categories categories, Users users, Projects projects, Properties properties, StockItems stock) {
        this.categories = categories;
        this.users = users;
        this.projects = projects;
        this.properties = properties;
        this.stock = stock;
    }

    static boolean seesOthers(Caller caller) {
        return caller.level().includes(PermissionLevel.TAX_ACCOUNTING_AND_USERS);
    }

    /** @throws WireException 404 for somebody else's, to those who see their own only */
    static Expense visible(Caller caller, Expense expense) {
        if (!seesOthers(caller) && expense.userId() != caller.userId()) {
            throw WireException.notFound();
        }
        return expense;
    }

    /**
     * The same expense; what it lacks goes to the complaints. In the transaction that stores it.
     *
     * @throws WireException 400 for a category that the company does not have, 403 when it would be that of somebody whose expenses the caller does not see
     */
    Expense checked(Caller caller, Company company, Expense expense, WireObject sent) {
        long id = company.id();
        Complaints complaints = sent.complaints();
        if (isSent(sent, "category") && categories.held(company, expense.category()) == null) {
            throw WireException.badRequest(NominalCode.INVALID);
        }
        if (isSent(sent, "user")) {
            if (!users.exists(id, expense.userId())) {
                complaints.add("User not found");
            } else if (!seesOthers(caller) && expense.userId() != caller.userId()) {
                throw WireException.forbidden(Requires.NOT_ALLOWED);
            }
        }
        complaints.addIf(
                isSent(sent, "project") && !isThere(expense.projectId(), project -> projects.exists(id, project)),
                "Project not found");
        complaints.addIf(
                isSent(sent, "stock_item")
                        && expense.stock().itemId() != null
                        && !isThere(expense.stock().itemId(), item -> stock.exists(id, item)),
                "Stock item not found");
        checkProperty(company, expense, sent);
        return expense;
    }

    private void checkProperty(Company company, Expense expense, WireObject sent) {
        Complaints complaints = sent.complaints();
        if (company.type() != CompanyType.UK_UNINCORPORATED_LANDLORD) {
            complaints.addIf(expense.propertyId() != null, "property can't be set for this company");
            return;
        }
        complaints.addIf(expense.propertyId() == null, "property can't be blank");
        complaints.addIf(
                isSent(sent, "property")
                        && !isThere(expense.propertyId(), property -> properties.exists(company.id(), property)),
                "Property not found");
    }

    private static boolean isSent(WireObject sent, String name) {
        return sent.has(name) && !sent.isCleared(name);
    }

    private static boolean isThere(@Nullable Long id, LongPredicate lookup) {
        return id != null && lookup.test(id);
    }
}
