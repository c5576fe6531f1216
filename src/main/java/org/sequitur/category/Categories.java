package org.sequitur.category;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.Company;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Columns;
import org.sequitur.store.Violation;
import org.sequitur.wire.WireException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The categories of each company: those of the {@link Chart}, those it added, and the sub-accounts of its records. Whoever changes or
 * removes one holds the register, as does whoever books a document's line to one; whoever books something else to one has it {@link #held}.
 */
@Component
public final class Categories {

    private final JdbcClient jdbc;
    private final RegisterTransactions registers;
    private final SubAccounts subAccounts;

    Categories(JdbcClient jdbc, RegisterTransactions registers, SubAccounts subAccounts) {
        this.jdbc = jdbc;
        this.registers = registers;
        this.subAccounts = subAccounts;
    }

    /** The category of a code such as {@code 285} or {@code 750-1}; null when the company has none of it. */
    public @Nullable Category find(Company company, String code) {
        Category preset = Chart.find(company, code);
        if (preset != null) {
            return preset;
        }
        return code.contains("-") ? subAccounts.find(company, code) : added(company.id(), code);
    }

    /** The same, and nobody changes or removes it before the transaction ends. */
    public @Nullable Category held(Company company, String code) {
        if (!Chart.isReserved(code)) {
            jdbc.sql("SELECT FROM category WHERE company_id = ? AND nominal_code = ? FOR KEY SHARE")
                    .params(company.id(), code)
                    .query(row -> {});
        }
        return find(company, code);
    }

    Category get(Company company, String text) {
        String code = NominalCode.of(text);
        Category category = code == null ? null : find(company, code);
        if (category == null) {
            throw WireException.notFound();
        }
        return category;
    }

    /** In the order of their codes. */
    List<Category> all(Company company) {
        List<Category> all = new ArrayList<>(Chart.of(company));
        all.addAll(jdbc.sql("SELECT * FROM category WHERE company_id = ? ORDER BY nominal_code")
                .param(company.id())
                .query((row, number) -> category(row))
                .list());
        return all;
    }

    /** The same, with the sub-accounts instead of their parents where there are any. */
    List<Category> allWithSubAccounts(Company company) {
        List<Category> below = subAccounts.of(company);
        List<String> parents = below.stream()
                .map(category -> category.code().substring(0, category.code().indexOf('-')))
                .toList();
        return Stream.concat(
                        all(company).stream().filter(category -> !parents.contains(category.code())), below.stream())
                .toList();
    }

    /** @throws WireException 422 when the code is another's */
    void add(long companyId, Category category) {
        checkFree(category.code());
        try {
            jdbc.sql("""
                            INSERT INTO category (
                                company_id, nominal_code, category_group, description, tax_reporting_name,
                                allowable_for_tax, auto_sales_tax_rate, created_at, updated_at)
                            VALUES (:company, :code, :group, :description, :name, :allowable, :tax, :added, :updated)
                            """)
                    .param("company", companyId)
                    .param("code", category.code())
                    .param("group", category.group().word())
                    .param("description", category.description())
                    .param("name", category.taxReportingName())
                    .param("allowable", category.allowableForTax())
                    .param(
                            "tax",
                            category.salesTax() == null
                                    ? null
                                    : category.salesTax().word())
                    .param("added", category.addedAt() == null ? null : Columns.timestamp(category.addedAt()))
                    .param("updated", category.updatedAt() == null ? null : Columns.timestamp(category.updatedAt()))
                    .update();
        } catch (DataAccessException e) {
            throw Violation.UNIQUE.causes(e) ? taken() : e;
        }
    }

    /**
     * Changes one that nothing is booked to.
     *
     * @throws WireException 403 for what every company has, and for what is in use
     */
    Category change(Company company, String text, UnaryOperator<Category> change) {
        return registers.run(company.id(), connection -> {
            Category standing = unused(company, text);
            Category changed = change.apply(standing);
            if (!changed.code().equals(standing.code())) {
                checkFree(changed.code());
            }
            remove(company.id(), standing.code());
            add(company.id(), changed);
            return changed;
        });
    }

    /** @throws WireException 403 for what every company has, and for what is in use */
    Category remove(Company company, String text) {
        return registers.run(company.id(), connection -> {
            Category standing = unused(company, text);
            remove(company.id(), standing.code());
            return standing;
        });
    }

    private Category unused(Company company, String text) {
        Category category = get(company, text);
        jdbc.sql("SELECT FROM category WHERE company_id = ? AND nominal_code = ? FOR UPDATE")
                .params(company.id(), category.code())
                .query(row -> {});
        if (category.isBuiltIn()) {
            throw WireException.forbidden("Category is built in and cannot be changed");
        }
        if (CategoryUse.isUsed(jdbc, company.id(), category.code())) {
            throw WireException.forbidden("Category has items and cannot be changed");
        }
        return category;
    }

    private void remove(long companyId, String code) {
        jdbc.sql("DELETE FROM category WHERE company_id = ? AND nominal_code = ?")
                .params(companyId, code)
                .update();
    }

    private static void checkFree(String code) {
        if (Chart.isReserved(code)) {
            throw taken();
        }
    }

    private static WireException taken() {
        return WireException.invalid("nominal_code has already been taken");
    }

    private @Nullable Category added(long companyId, String code) {
        return jdbc.sql("SELECT * FROM category WHERE company_id = ? AND nominal_code = ?")
                .params(companyId, code)
                .query((row, number) -> category(row))
                .optional()
                .orElse(null);
    }

    private static Category category(ResultSet row) throws SQLException {
        String tax = row.getString("auto_sales_tax_rate");
        CategoryGroup group = CategoryGroup.ofWord(row.getString("category_group"));
        return new Category(
                row.getString("nominal_code"),
                group == null ? CategoryGroup.GENERAL : group,
                row.getString("description"),
                row.getString("tax_reporting_name"),
                Columns.bool(row, "allowable_for_tax"),
                tax == null ? null : AutoSalesTax.of(tax),
                null,
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
