package org.sequitur.explanation;

import java.util.List;
import org.sequitur.attachment.AttachmentLists;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Body;
import org.sequitur.wire.Caller;
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

/**
 * The files of one explanation, all of them. FreeAgent has these routes since version 2026-09-01 of its API; they are served whatever
 * version is asked for, for whoever knows them knows what they answer.
 */
@Controller
@RequestMapping("/v2/bank_transaction_explanations/{id}/attachments")
@Requires(PermissionLevel.BANKING)
class ExplanationAttachmentRoutes {

    private final Explanations explanations;
    private final ExplanationAttachments attachments;
    private final AttachmentLists lists;
    private final BaseUrl baseUrl;

    ExplanationAttachmentRoutes(
            Explanations explanations, ExplanationAttachments attachments, AttachmentLists lists, BaseUrl baseUrl) {
        this.explanations = explanations;
        this.attachments = attachments;
        this.lists = lists;
        this.baseUrl = baseUrl;
    }

    @GetMapping
    Answer list(Caller caller, @PathVariable long id) {
        explanations.table().get(caller.companyId(), id);
        return Answer.ok(all(caller.companyId(), id));
    }

    /** All of those that are sent, or none. */
    @PostMapping
    Answer add(Caller caller, @PathVariable long id, @Root("attachment") WireObject sent) {
        attachments.hold(caller.companyId(), id, held -> lists.add(caller.companyId(), attachments.on(held), sent));
        return Answer.created(
                baseUrl.of("/v2/bank_transaction_explanations/" + id + "/attachments"), all(caller.companyId(), id));
    }

    @RequestMapping(method = {RequestMethod.PUT, RequestMethod.PATCH})
    Answer change(Caller caller, @PathVariable long id, @Root("attachment") WireObject sent) {
        attachments.hold(caller.companyId(), id, held -> lists.change(caller.companyId(), attachments.on(held), sent));
        return Answer.ok(all(caller.companyId(), id));
    }

    @DeleteMapping
    Answer clear(Caller caller, @PathVariable long id) {
        attachments.hold(caller.companyId(), id, held -> lists.clear(caller.companyId(), attachments.on(held)));
        return Answer.ok(all(caller.companyId(), id));
    }

    private Body all(long companyId, long id) {
        List<Body> each = lists.of(companyId, attachments.on(id));
        return out -> out.list("attachments", "attachment", each, (element, body) -> body.write(element));
    }
}
