package org.sequitur.correspondence;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Body;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * What a company writes in one kind of letter to contacts of one language.
 *
 * @param subject one line, with {@link Tags}
 * @param body with tags
 * @param reminderDays of reminders; null for others
 * @param updatedAt null when the company has written nothing of its own
 */
record EmailTemplate(
        LetterKind kind,
        Language language,
        String subject,
        String body,
        @Nullable ReminderDays reminderDays,
        @Nullable Instant updatedAt) {

    static final String ROOT = "email_template";
    static final String PATH = "/sequitur/v1/email_templates";
    static final int MOST_BODY_CHARACTERS = 20_000;

    static EmailTemplate builtIn(LetterKind kind, Language language) {
        return new EmailTemplate(
                kind,
                language,
                BuiltInTexts.text(language, kind.word() + ".subject"),
                BuiltInTexts.text(language, kind.word() + ".body"),
                kind == LetterKind.REMINDER ? ReminderDays.STANDARD : null,
                null);
    }

    /** As paths have it, for example {@code new_invoice-de}. */
    String name() {
        return kind.word() + "-" + language.code();
    }

    ReminderDays days() {
        return Objects.requireNonNullElse(reminderDays, ReminderDays.STANDARD);
    }

    EmailTemplate changedBy(WireObject sent, Instant now) {
        Complaints complaints = sent.complaints();
        String newSubject = sent.requiredText("subject", subject, AskedMail.MOST_SUBJECT_CHARACTERS);
        String newBody = sent.requiredText("body", body, MOST_BODY_CHARACTERS);
        complaints.addIf(!Lines.isOne(newSubject), "subject must be one line");
        checkTags("subject", newSubject, complaints);
        checkTags("body", newBody, complaints);
        String days = sent.text("reminder_days", null);
        complaints.addIf(days != null && reminderDays == null, "reminder_days can only be set for reminders");
        ReminderDays newDays =
                reminderDays == null || days == null ? reminderDays : ReminderDays.read(days, complaints);
        complaints.throwIfAny();
        return new EmailTemplate(kind, language, newSubject, newBody, newDays, now);
    }

    private static void checkTags(String attribute, String text, Complaints complaints) {
        List<String> unknown = Tags.unknown(text);
        complaints.addIf(!unknown.isEmpty(), attribute + " has unknown tags: [" + String.join("], [", unknown) + "]");
    }

    Body under(BaseUrl baseUrl) {
        return out -> out.object(ROOT, attributes -> write(attributes, baseUrl));
    }

    void write(WireWriter out, BaseUrl baseUrl) {
        out.text("url", baseUrl.of(PATH + "/" + name()));
        out.text("kind", kind.word());
        out.text("locale", language.code());
        out.text("subject", subject);
        out.text("body", body);
        out.text("reminder_days", reminderDays == null ? null : reminderDays.text());
        out.bool("built_in", updatedAt == null);
        out.instant("updated_at", updatedAt);
    }
}
