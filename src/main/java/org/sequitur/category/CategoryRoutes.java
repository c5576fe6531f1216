package org.sequitur.category;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sequitur.company.Companies;
import org.sequitur.company.Company;
import org.sequitur.store.RecordClock;
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

/**
 * {@code /v2/categories}: named by their nominal codes, shown under the key of their group, and all at once. Categories of income take level 7
 * to change, others 8.
 */
@Controller
@RequestMapping("/v2/categories")
class CategoryRoutes {

    private static final String ROOT = "category";

    private final Categories categories;
    private final Companies companies;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    CategoryRoutes(Categories categories, Companies companies, RecordClock clock, BaseUrl baseUrl) {
        this.categories = categories;
        this.companies = companies;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    @Requires(PermissionLevel.MY_MONEY)
    Answer list(Caller caller, ListQuery query) {
        Company company = companies.get(caller.companyId());
        List<Category> all =
                query.flag("sub_accounts") ? categories.allWithSubAccounts(company) : categories.all(company);
        Comparator<Category> byDescription =
                Comparator.comparing(Category::sortedBy).thenComparing(Category::code);
        return Answer.ok(out -> Stream.of(
                        CategoryGroup.ADMIN_EXPENSES,
                        CategoryGroup.COST_OF_SALES,
                        CategoryGroup.INCOME,
                        CategoryGroup.GENERAL)
                .forEach(group -> {
                    Comparator<Category> order =
                            group == CategoryGroup.GENERAL ? Comparator.comparing(Category::code) : byDescription;
                    List<Category> shown = all.stream()
                            .filter(category -> category.group().key().equals(group.key()))
                            .sorted(order)
                            .toList();
                    out.list(group.key(), ROOT, shown, (element, category) -> category.write(element));
                }));
    }

    @GetMapping("/{id}")
    @Requires(PermissionLevel.MY_MONEY)
    Answer show(Caller caller, @PathVariable("id") String code) {
        return shown(categories.get(companies.get(caller.companyId()), code));
    }

    @PostMapping
    @Requires(PermissionLevel.TAX_ACCOUNTING_AND_USERS)
    Answer create(Caller caller, @Root(ROOT) WireObject sent) {
        String word = sent.text("category_group", null);
        CategoryGroup group = CategoryGroup.ofWord(word == null ? "" : word);
        if (group == null) {
            throw WireException.invalid("'%s' is not a valid category_group".formatted(word == null ? "" : word));
        }
        checkMayChange(caller, group);
        Company company = companies.get(caller.companyId());
        Instant now = clock.now();
        Category category = Category.unsaved(group, now).changedBy(sent, company.type(), now);
        categories.add(company.id(), category);
        return Answer.created(
                baseUrl.of("categories", category.code()),
                category.under(category.group().key()));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    @Requires(PermissionLevel.TAX_ACCOUNTING_AND_USERS)
    Answer change(Caller caller, @PathVariable("id") String code, @Root(ROOT) WireObject sent) {
        Company company = companies.get(caller.companyId());
        return shown(categories.change(company, code, standing -> {
            checkMayChange(caller, standing.group());
            return standing.changedBy(sent, company.type(), clock.now());
        }));
    }

    /** Answers the category that is gone, unlike other deletes. */
    @DeleteMapping("/{id}")
    @Requires(PermissionLevel.TAX_ACCOUNTING_AND_USERS)
    Answer remove(Caller caller, @PathVariable("id") String code) {
        Company company = companies.get(caller.companyId());
        checkMayChange(caller, categories.get(company, code).group());
        return shown(categories.remove(company, code));
    }

    private static Answer shown(Category category) {
        return Answer.ok(category.under(category.group().key()));
    }

    private static void checkMayChange(Caller caller, CategoryGroup group) {
        if (group != CategoryGroup.INCOME && !caller.level().includes(PermissionLevel.FULL)) {
            throw WireException.forbidden(Requires.NOT_ALLOWED);
        }
    }
}
