package org.sequitur.webhook;

import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /sequitur/v1/webhook_events}: what endpoints were to be told, newest first, and once more. */
@Controller
@RequestMapping(WebhookEventRoutes.PATH)
@Requires(PermissionLevel.FULL)
class WebhookEventRoutes {

    static final String PATH = "/sequitur/v1/webhook_events";

    private static final String ROOT = "webhook_event";

    private final WebhookEvents events;

    WebhookEventRoutes(WebhookEvents events) {
        this.events = events;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        Selection selection = new Selection("company_id = ?", caller.companyId());
        String type = query.text("type");
        if (type != null && !EventTypes.isKnown(type)) {
            throw WireException.badRequest("type is not included in the list");
        }
        selection.narrow("type = ?", type);
        return Answer.list(
                query,
                events.count(selection),
                "webhook_events",
                ROOT,
                events.list(selection, query.perPage(), query.offset()));
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        Event event = events.get(caller.companyId(), id);
        return Answer.ok(events.whole(caller.companyId(), event).under(ROOT));
    }

    /** To every endpoint that was told of it, or could not be. */
    @PostMapping("/{id}/replay")
    Answer replay(Caller caller, @PathVariable long id) {
        Event event = events.get(caller.companyId(), id);
        int replayed = events.replay(caller.companyId(), event);
        return Answer.ok(out -> out.object("replay", one -> one.integer("deliveries", replayed)));
    }
}
