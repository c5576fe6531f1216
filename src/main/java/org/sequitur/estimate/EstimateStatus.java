package org.sequitur.estimate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far an estimate has come. */
enum EstimateStatus {
    DRAFT("Draft", "draft"),
    OPEN("Open", "sent"),
    APPROVED("Approved", "approved"),
    REJECTED("Rejected", "rejected"),
    INVOICED("Invoiced", "invoiced");

    /** What a new estimate may be; one that is sent reads Open. */
    private static final Map<String, EstimateStatus> OF_NEW =
            Map.of("Draft", DRAFT, "Sent", OPEN, "Open", OPEN, "Approved", APPROVED, "Rejected", REJECTED);

    private final String word;
    private final String view;

    EstimateStatus(String word, String view) {
        this.word = word;
        this.view = view;
    }

    /** As the wire and the table have it. */
    String word() {
        return word;
    }

    /** The view of a list that shows these alone; also what transitions mark an estimate as. */
    String view() {
        return view;
    }

    static EstimateStatus of(String word) {
        return word.equals(INVOICED.word) ? INVOICED : OF_NEW.getOrDefault(word, DRAFT);
    }

    /** What a client may begin with; null for anything else. */
    static @Nullable EstimateStatus ofNew(@Nullable String word) {
        return word == null ? null : OF_NEW.get(word);
    }

    static @Nullable EstimateStatus ofView(String view) {
        for (EstimateStatus status : values()) {
            if (status.view.equals(view)) {
                return status;
            }
        }
        return null;
    }
}
