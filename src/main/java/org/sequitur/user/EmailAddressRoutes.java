package org.sequitur.user;

import java.util.List;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /v2/email_addresses}: who mails may come from. */
@Controller
@Requires(PermissionLevel.TIME)
class EmailAddressRoutes {

    private final Senders senders;

    EmailAddressRoutes(Senders senders) {
        this.senders = senders;
    }

    @GetMapping("/v2/email_addresses")
    Answer list(Caller caller) {
        List<String> texts =
                senders.of(caller.companyId()).stream().map(Sender::text).toList();
        return Answer.ok(out -> out.texts("email_addresses", "email_address", texts));
    }
}
