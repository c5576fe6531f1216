package org.sequitur.webhook;

import java.util.List;
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

/**
 * {@code /sequitur/v1/webhook_endpoints}. Secrets are in no answer but that of the route which is for them: the others may be kept for
 * whoever repeats a request.
 */
@Controller
@RequestMapping(WebhookEndpointRoutes.PATH)
@Requires(PermissionLevel.FULL)
class WebhookEndpointRoutes {

    static final String PATH = "/sequitur/v1/webhook_endpoints";

    private static final String ROOT = "webhook_endpoint";

    private final WebhookEndpoints endpoints;
    private final WebhookEvents events;
    private final BaseUrl baseUrl;

    WebhookEndpointRoutes(WebhookEndpoints endpoints, WebhookEvents events, BaseUrl baseUrl) {
        this.endpoints = endpoints;
        this.events = events;
        this.baseUrl = baseUrl;
    }

    /** In the order in which they were added. */
    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        Selection selection = endpoints.table().of(caller.companyId());
        List<WebhookEndpoint> page = endpoints.table().list(selection, "webhook_endpoint.id", query);
        return Answer.list(query, endpoints.table().count(selection), "webhook_endpoints", ROOT, page);
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        return one(caller, id);
    }

    @PostMapping
    Answer create(Caller caller, @Root(ROOT) WireObject sent) {
        long id = endpoints.add(caller.companyId(), sent);
        return Answer.created(
                baseUrl.of(PATH + "/" + id),
                endpoints.table().get(caller.companyId(), id).under(ROOT));
    }

    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root(ROOT) WireObject sent) {
        endpoints.change(caller.companyId(), id, sent);
        return one(caller, id);
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        endpoints.remove(caller.companyId(), id);
        return Answer.empty();
    }

    @GetMapping("/{id}/secret")
    Answer secret(Caller caller, @PathVariable long id) {
        WebhookEndpoints.Secrets secrets = endpoints.secrets(caller.companyId(), id);
        return Answer.ok(out -> out.object("secret", secret -> {
            secret.text("present", secrets.present());
            secret.text("previous", secrets.previous());
        }));
    }

    @PostMapping("/{id}/rotate_secret")
    Answer rotate(Caller caller, @PathVariable long id) {
        endpoints.rotate(caller.companyId(), id);
        return one(caller, id);
    }

    /** Tells it, and nobody else, of an event that is none. */
    @PostMapping("/{id}/test")
    Answer test(Caller caller, @PathVariable long id) {
        if (!endpoints.table().locked(caller.companyId(), id).isEnabled()) {
            throw WireException.invalid("Webhook endpoint is disabled");
        }
        return Answer.ok(events.test(caller.companyId(), id).under("webhook_event"));
    }

    /** Has it told again of what it was not, or of everything since a time. */
    @PostMapping("/{id}/replay")
    Answer replay(Caller caller, @PathVariable long id, @Root("replay") WireObject sent) {
        endpoints.table().locked(caller.companyId(), id);
        Replay replay = Replay.of(sent);
        int replayed = events.replay(caller.companyId(), id, replay);
        return Answer.ok(out -> out.object("replay", one -> one.integer("deliveries", replayed)));
    }

    private Answer one(Caller caller, long id) {
        WebhookEndpoint endpoint = endpoints.table().get(caller.companyId(), id);
        return Answer.ok(endpoint.under(ROOT)).lastModified(endpoint.updatedAt());
    }
}
