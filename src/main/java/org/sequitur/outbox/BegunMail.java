package org.sequitur.outbox;

import java.time.Instant;
import java.util.List;
import org.sequitur.outbox.OutgoingMail.About;
import org.sequitur.outbox.OutgoingMail.Cause;

/**
 * A mail as an attempt finds it.
 *
 * @param attempts with this one
 * @param mayRepeat whether an earlier attempt may have sent it
 * @param accepted those of the recipients that have it
 * @param refused those that will never get it
 */
record BegunMail(
        ClaimedMail claimed,
        About about,
        long documentId,
        Cause cause,
        String sender,
        List<String> recipients,
        List<String> accepted,
        List<String> refused,
        String subject,
        String body,
        boolean enclosesPdf,
        int attempts,
        boolean mayRepeat,
        Instant createdAt) {

    /** Those that are still to get it. */
    List<String> pending() {
        return recipients.stream()
                .distinct()
                .filter(recipient -> !accepted.contains(recipient) && !refused.contains(recipient))
                .toList();
    }
}
