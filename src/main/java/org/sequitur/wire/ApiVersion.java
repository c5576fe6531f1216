package org.sequitur.wire;

import java.time.LocalDate;

/** The versions of the API that FreeAgent tells apart by the date in {@code X-Api-Version}; routes take the one that a request is about. */
public enum ApiVersion {
    /** That of before there were versions. */
    ORIGINAL(LocalDate.MIN),

    /** Explanations of bank transactions have {@code attachments}, up to 50 of them, in place of one {@code attachment}. */
    LISTED_ATTACHMENTS(LocalDate.of(2026, 9, 1));

    private final LocalDate since;

    ApiVersion(LocalDate since) {
        this.since = since;
    }

    /** The newest version of that day or before. */
    static ApiVersion on(LocalDate day) {
        return day.isBefore(LISTED_ATTACHMENTS.since) ? ORIGINAL : LISTED_ATTACHMENTS;
    }

    public boolean listsAttachments() {
        return this != ORIGINAL;
    }
}
