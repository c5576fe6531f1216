package org.sequitur.mailbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/**
 * A mail about a document, as it stands.
 *
 * @param kind of its document: {@code invoice}, {@code credit_note} or {@code estimate}
 * @param accepted those of the recipients for whom the mail server took it
 * @param refused those for whom it never will
 * @param mayRepeat whether an attempt was left without an outcome, so that it may come twice
 * @param enclosures their names and sizes; empty in a list
 */
record KeptMail(
        long id,
        String kind,
        long documentId,
        String reference,
        String cause,
        String state,
        String sender,
        List<String> recipients,
        List<String> accepted,
        List<String> refused,
        String subject,
        String body,
        boolean enclosesPdf,
        int attempts,
        boolean mayRepeat,
        @Nullable Instant nextAttemptAt,
        @Nullable String problem,
        @Nullable Instant sentAt,
        Instant createdAt,
        Instant updatedAt,
        List<Enclosure> enclosures)
        implements Body {

    /**
     * A file that goes with it.
     *
     * @param isDropped whether its bytes are no longer kept
     */
    public record Enclosure(String fileName, String contentType, long size, boolean isDropped) implements Body {

        @Override
        public void write(WireWriter out) {
            out.text("file_name", fileName);
            out.text("content_type", contentType);
            out.integer("size", size);
            out.bool("kept", !isDropped);
        }
    }

    boolean isWaiting() {
        return state.equals("waiting");
    }

    public boolean canBeCancelled() {
        return isWaiting();
    }

    public boolean canBeRetried() {
        return isWaiting() || state.equals("refused");
    }

    KeptMail with(List<Enclosure> files) {
        return new KeptMail(
                id,
                kind,
                documentId,
                reference,
                cause,
                state,
                sender,
                recipients,
                accepted,
                refused,
                subject,
                body,
                enclosesPdf,
                attempts,
                mayRepeat,
                nextAttemptAt,
                problem,
                sentAt,
                createdAt,
                updatedAt,
                files);
    }

    /** As lists show it. */
    @Override
    public void write(WireWriter out) {
        out.url("url", "/sequitur/v1/mails/" + id);
        out.reference(kind, kind + "s", documentId);
        out.text("reference", reference);
        out.text("cause", cause);
        out.text("state", state);
        out.text("sender", sender);
        out.texts("recipients", "recipient", recipients);
        out.text("subject", subject);
        out.bool("encloses_pdf", enclosesPdf);
        out.integer("attempts", attempts);
        out.bool("may_repeat", mayRepeat);
        out.instant("next_attempt_at", nextAttemptAt);
        out.text("problem", problem);
        out.instant("sent_at", sentAt);
        out.instant("created_at", createdAt);
        out.instant("updated_at", updatedAt);
    }

    /** As it is shown alone: with its text, its files and what became of it for each recipient. */
    Body whole() {
        return out -> {
            write(out);
            out.text("body", body);
            out.texts("accepted", "recipient", accepted);
            out.texts("refused", "recipient", refused);
            out.list("enclosures", "enclosure", enclosures, (line, enclosure) -> enclosure.write(line));
        };
    }
}
