package org.sequitur.pricelist;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.sequitur.category.Categories;
import org.sequitur.category.Category;
import org.sequitur.category.CategoryGroup;
import org.sequitur.category.NominalCode;
import org.sequitur.company.Companies;
import org.sequitur.company.Company;
import org.sequitur.company.CompanyType;
import org.sequitur.record.RecordTable;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Body;
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

/** {@code /v2/price_list_items}. */
@Controller
@RequestMapping("/v2/price_list_items")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class PriceListRoutes {

    private static final String ROOT = "price_list_item";

    private static final Map<String, String> SORTS = Map.of(
            "created_at", "price_list_item.created_at",
            "code", "lower(price_list_item.code) COLLATE \"C\"",
            "updated_at", "price_list_item.updated_at");

    private final RecordTable<PriceListItem> items;
    private final Companies companies;
    private final Categories categories;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    PriceListRoutes(
            PriceListItems items, Companies companies, Categories categories, RecordClock clock, BaseUrl baseUrl) {
        this.items = items.table();
        this.companies = companies;
        this.categories = categories;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        Selection selection = items.of(caller.companyId());
        CompanyType company = type(caller);
        List<PriceListItem> page = items.list(selection, query.order("created_at", SORTS, "price_list_item.id"), query);
        return Answer.list(
                query,
                items.count(selection),
                out -> out.list("price_list_items", ROOT, page, (each, item) -> item.write(each, company)));
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        PriceListItem item = items.get(caller.companyId(), id);
        return Answer.ok(body(caller, item)).lastModified(item.updatedAt());
    }

    @PostMapping
    Answer create(Caller caller, @Root(ROOT) WireObject sent) {
        Company company = company(caller);
        Instant now = clock.now();
        checkCategory(company, sent);
        long id = items.add(company.id(), PriceListItem.unsaved(now).changedBy(sent, company.type(), now));
        return Answer.created(baseUrl.of("price_list_items", id), body(caller, items.get(caller.companyId(), id)));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root(ROOT) WireObject sent) {
        Company company = company(caller);
        checkCategory(company, sent);
        return Answer.ok(body(
                caller,
                items.change(
                        company.id(),
                        id,
                        standing -> standing.changedBy(sent, company.type(), clock.after(standing.updatedAt())))));
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        items.remove(caller.companyId(), id);
        return Answer.empty();
    }

    private Body body(Caller caller, PriceListItem item) {
        CompanyType company = type(caller);
        return out -> out.object(ROOT, attributes -> item.write(attributes, company));
    }

    /** What an item is sold as; FreeAgent answers 400 for a code that is none. */
    private void checkCategory(Company company, WireObject sent) {
        if (!sent.says("category")) {
            return;
        }
        Category category = categories.find(company, NominalCode.read(sent, "category", "", ""));
        if (category == null) {
            throw WireException.badRequest(NominalCode.INVALID);
        }
        sent.complaints().addIf(category.group() != CategoryGroup.INCOME, "category must be an income category");
    }

    private CompanyType type(Caller caller) {
        return company(caller).type();
    }

    private Company company(Caller caller) {
        return companies.get(caller.companyId());
    }
}
