package org.sequitur.mailbox;

import java.util.List;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /sequitur/v1/mails}: what is in the outbox, newest first, and what can still be done about it. */
@Controller
@RequestMapping("/sequitur/v1/mails")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class MailRoutes {

    private static final Set<String> STATES = Set.of("waiting", "sent", "refused", "cancelled");
    private static final List<String> KINDS = List.of("invoice", "credit_note", "estimate");

    private final Mails mails;

    MailRoutes(Mails mails) {
        this.mails = mails;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        Selection selection = new Selection("company_id = ?", caller.companyId());
        String state = query.text("state");
        if (state != null && !STATES.contains(state)) {
            throw WireException.badRequest("state is not included in the list");
        }
        selection.narrow("state = ?", state);
        for (String kind : KINDS) {
            Long id = query.reference(kind);
            if (id != null) {
                selection.and("document_kind = ? AND document_id = ?", kind, id);
            }
        }
        return Answer.list(
                query, mails.count(selection), "mails", "mail", mails.list(selection, query.perPage(), query.offset()));
    }

    @GetMapping("/{id}")
    Answer show(Caller caller, @PathVariable long id) {
        return one(mails.get(caller.companyId(), id));
    }

    @PostMapping("/{id}/retry")
    Answer retry(Caller caller, @PathVariable long id) {
        return one(mails.retry(caller.companyId(), id));
    }

    @PostMapping("/{id}/cancel")
    Answer cancel(Caller caller, @PathVariable long id) {
        return one(mails.cancel(caller.companyId(), id));
    }

    private static Answer one(KeptMail mail) {
        return Answer.ok(mail.whole().under("mail")).lastModified(mail.updatedAt());
    }
}
