package org.sequitur.property;

import java.time.Instant;
import java.util.List;
import org.sequitur.company.Companies;
import org.sequitur.company.CompanyType;
import org.sequitur.record.RecordTable;
import org.sequitur.store.RecordClock;
import org.sequitur.store.Selection;
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

/** {@code /v2/properties}: other companies than landlords have none and can add none. */
@Controller
@RequestMapping("/v2/properties")
@Requires(PermissionLevel.TAX_ACCOUNTING_AND_USERS)
class PropertyRoutes {

    private static final String ROOT = "property";

    private final RecordTable<Property> properties;
    private final Companies companies;
    private final RecordClock clock;
    private final BaseUrl baseUrl;

    PropertyRoutes(Properties properties, Companies companies, RecordClock clock, BaseUrl baseUrl) {
        this.properties = properties.table();
        this.companies = companies;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    /** By name. */
    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        Selection selection = properties.of(caller.companyId());
        List<Property> page = properties.list(selection, "lower(property.address1) COLLATE \"C\", property.id", query);
        return Answer.list(query, properties.count(selection), "properties", ROOT, page);
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        Property property = properties.get(caller.companyId(), id);
        return Answer.ok(property.under(ROOT)).lastModified(property.updatedAt());
    }

    @PostMapping
    Answer create(Caller caller, @Root(ROOT) WireObject sent) {
        if (companies.get(caller.companyId()).type() != CompanyType.UK_UNINCORPORATED_LANDLORD) {
            throw WireException.forbidden("Only landlords have properties");
        }
        Instant now = clock.now();
        long id = properties.add(caller.companyId(), Property.unsaved(now).changedBy(sent, now));
        return Answer.created(
                baseUrl.of("properties", id),
                properties.get(caller.companyId(), id).under(ROOT));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root(ROOT) WireObject sent) {
        properties.change(
                caller.companyId(), id, standing -> standing.changedBy(sent, clock.after(standing.updatedAt())));
        return Answer.ok(properties.get(caller.companyId(), id).under(ROOT));
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        properties.remove(caller.companyId(), id);
        return Answer.empty();
    }
}
