package org.sequitur.webhook;

import java.util.Set;
import org.sequitur.store.Selection;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /sequitur/v1/webhook_deliveries}: what came of each event at each endpoint; with {@code state=dead}, what came to nothing. */
@Controller
@RequestMapping("/sequitur/v1/webhook_deliveries")
@Requires(PermissionLevel.FULL)
class WebhookDeliveryRoutes {

    private static final Set<String> STATES = Set.of("waiting", "delivered", "dead");

    private final WebhookEvents events;

    WebhookDeliveryRoutes(WebhookEvents events) {
        this.events = events;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        Selection selection = new Selection("d.company_id = ?", caller.companyId());
        String state = query.text("state");
        if (state != null && !STATES.contains(state)) {
            throw WireException.badRequest("state is not included in the list");
        }
        selection.narrow("d.state = ?", state);
        selection.narrow("d.endpoint_id = ?", query.reference("webhook_endpoint"));
        selection.narrow("d.event_id = ?", query.reference("webhook_event"));
        return Answer.list(
                query,
                events.countDeliveries(selection),
                "webhook_deliveries",
                "webhook_delivery",
                events.deliveries(selection, query.perPage(), query.offset()));
    }
}
