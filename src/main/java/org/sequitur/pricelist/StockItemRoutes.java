package org.sequitur.pricelist;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.sequitur.record.RecordTable;
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
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /v2/stock_items}, which FreeAgent lets nobody write, and Sequitur's own routes that write them. */
@Controller
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class StockItemRoutes {

    private static final String READ = "/v2/stock_items";
    private static final String OWN = "/sequitur/v1/stock_items";
    private static final String ROOT = "stock_item";

    private static final Map<String, String> SORTS = Map.of(
            "created_at", "stock_item.created_at",
            "description", "lower(stock_item.description) COLLATE \"C\"",
            "updated_at", "stock_item.updated_at");

    private final StockItems stock;
    private final RecordTable<StockItem> items;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    StockItemRoutes(StockItems items, RecordClock clock, BaseUrl baseUrl) {
        this.stock = items;
        this.items = items.table();
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    @GetMapping(READ)
    Answer list(Caller caller, ListQuery query) {
        Selection selection = items.of(caller.companyId());
        Instant since = query.updatedSince();
        selection.narrow("stock_item.updated_at >= ?", since == null ? null : Columns.timestamp(since));
        List<StockItem> page = items.list(selection, query.order("created_at", SORTS, "stock_item.id"), query);
        return Answer.list(query, items.count(selection), "stock_items", ROOT, page);
    }

    @GetMapping(READ + "/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        StockItem item = items.get(caller.companyId(), id);
        return Answer.ok(item.under(ROOT)).lastModified(item.updatedAt());
    }

    @PostMapping(OWN)
    Answer create(Caller caller, @Root(ROOT) WireObject sent) {
        Instant now = clock.now();
        long id = items.add(caller.companyId(), StockItem.unsaved(now).changedBy(sent, now));
        return Answer.created(
                baseUrl.of("stock_items", id), items.get(caller.companyId(), id).under(ROOT));
    }

    @RequestMapping(
            path = OWN + "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root(ROOT) WireObject sent) {
        items.change(caller.companyId(), id, standing -> standing.changedBy(sent, clock.after(standing.updatedAt())));
        return Answer.ok(items.get(caller.companyId(), id).under(ROOT));
    }

    @DeleteMapping(OWN + "/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        stock.remove(caller.companyId(), id);
        return Answer.empty();
    }
}
