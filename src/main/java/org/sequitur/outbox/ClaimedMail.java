package org.sequitur.outbox;

import java.util.UUID;

/** A mail that is this process's to send until its claim is over; nothing has been done with it yet. */
record ClaimedMail(long companyId, long id, UUID claim) {}
