package org.sequitur.correspondence;

import java.util.List;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /sequitur/v1/email_templates}: what FreeAgent keeps in its web application. */
@Controller
@RequestMapping(EmailTemplate.PATH)
class EmailTemplateRoutes {

    private final EmailTemplates templates;
    private final BaseUrl baseUrl;

    EmailTemplateRoutes(EmailTemplates templates, BaseUrl baseUrl) {
        this.templates = templates;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    @Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
    Answer list(Caller caller, ListQuery query) {
        List<EmailTemplate> all = templates.all(caller.companyId());
        List<EmailTemplate> page =
                all.stream().skip(query.offset()).limit(query.perPage()).toList();
        return Answer.list(
                query,
                all.size(),
                out -> out.list(
                        "email_templates",
                        EmailTemplate.ROOT,
                        page,
                        (each, template) -> template.write(each, baseUrl)));
    }

    @GetMapping("/{template}")
    @Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
    Answer show(Caller caller, @PathVariable String template) {
        return Answer.ok(templates.get(caller.companyId(), template).under(baseUrl));
    }

    @RequestMapping(
            path = "/{template}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    @Requires(PermissionLevel.FULL)
    Answer change(Caller caller, @PathVariable String template, @Root(EmailTemplate.ROOT) WireObject sent) {
        return Answer.ok(templates.change(caller.companyId(), template, sent).under(baseUrl));
    }

    @DeleteMapping("/{template}")
    @Requires(PermissionLevel.FULL)
    Answer remove(Caller caller, @PathVariable String template) {
        templates.remove(caller.companyId(), template);
        return Answer.empty();
    }
}
