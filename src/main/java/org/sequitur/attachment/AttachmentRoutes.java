package org.sequitur.attachment;

import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * {@code /v2/attachments}: there is no list, and a file is sent inside what it hangs on. Whoever may not see that, for example because
 * it needs a higher level, sees no attachment of it.
 */
@Controller
@RequestMapping("/v2/attachments")
@Requires(PermissionLevel.MY_MONEY)
class AttachmentRoutes {

    private final Attachments attachments;

    AttachmentRoutes(Attachments attachments) {
        this.attachments = attachments;
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        return Answer.ok(attachments.get(caller, id).under("attachment"));
    }

    @DeleteMapping("/{id}")
    Answer remove(Caller caller, @PathVariable long id) {
        attachments.remove(caller, id);
        return Answer.empty();
    }
}
